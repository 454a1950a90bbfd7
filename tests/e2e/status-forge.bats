# git rel status follows the pull requests that a release lands and comes back by.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.finish pr
	git config rel.backMerge pr
}

# begun <forge>: a release with a pull request
begun() {
	forge_up "$1"
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	quietly git rel pr
	case $1 in
	github) SIGN='pull request #' AT=pull/ ;;
	gitlab) SIGN='merge request !' AT=-/merge_requests/ ;;
	gitea) SIGN='pull request #' AT=pulls/ ;;
	esac
}

# status_of <commit> <state>: a status that somebody sets
status_of() {
	local state=$2
	[ "$FORGE_KIND" != gitlab ] || state=${state/failure/failed}
	case $FORGE_KIND in
	gitlab) forge_ask POST "$FORGE_REPO/statuses/$1" "{\"state\": \"$state\", \"name\": \"build\"}" >/dev/null ;;
	*) forge_ask POST "$FORGE_REPO/statuses/$1" "{\"state\": \"$state\", \"context\": \"build\"}" >/dev/null ;;
	esac
	grep -q '^20' "$T/forge.status" || complain "$(cat "$T/forge.answer")"
}

approve() {
	case $FORGE_KIND in
	github) forge_ask POST "$FORGE_REPO/pulls/$1/reviews" '{"event": "APPROVE"}' "$FORGE_BOB" >/dev/null ;;
	gitlab) forge_ask POST "$FORGE_REPO/merge_requests/$1/approve" '{}' "$FORGE_BOB" >/dev/null ;;
	gitea) forge_ask POST "$FORGE_REPO/pulls/$1/reviews" '{"event": "APPROVED"}' "$FORGE_BOB" >/dev/null ;;
	esac
}

# all_is_asked_of <forge>
all_is_asked_of() {
	begun "$1"
	local url=$FORGE_URL/acme/widget/$AT
	forge_forget
	run git rel status
	says "'release/v0.2.0' is to be merged into 'main' by the forge; git rel status --forge asks it" \
		'next: git rel finish 0.2.0' '(once the forge has merged it)'
	[ -z "$(forge_log)" ]
	run git rel status --forge
	says "  ${SIGN}1 of 'release/v0.2.0' into 'main': open: ${url}1" \
		"next: git rel finish 0.2.0" "(once it is merged: ${url}1)"
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	status_of "$(git rev-parse HEAD)" failure
	run git rel status --forge
	says "': open, checks failed: " "next: git rel pr 0.2.0" "(once what its checks found is mended and committed: ${url}1)"
	status_of "$(git rev-parse HEAD)" success
	approve 1
	run git rel status --forge
	says "': open, checks passed, approved by 1: " 'next: git rel finish 0.2.0' '(once it is merged'
	forge_merge 1
	run git rel status --forge
	says "': merged: ${url}1" 'next: git rel finish 0.2.0'
	[[ $output != *'(once'* ]]
	quietly git rel finish -y
	forge_forget
	run git rel status
	says "'back-merge/v0.2.0' is to be merged into 'develop' by the forge" \
		"next: git rel finish 0.2.0" "(once the forge has merged 'back-merge/v0.2.0' into 'develop')"
	[ -z "$(forge_log)" ]
	run git rel status --forge
	says "${SIGN}2 of 'back-merge/v0.2.0' into 'develop': open" \
		"next: git rel finish 0.2.0" "(once it is merged: ${url}2)"
	run git rel status --forge --json
	says '"pulls":[{"release":"0.2.0","head":"back-merge/v0.2.0","base":"develop","back":true,"pushed":true,"asked":true,"state":"open","number":2,"url":"'"${url}2"'"'
	forge_merge 2
	run git rel status --forge
	says "': merged: ${url}2" 'next: git rel finish 0.2.0'
	quietly git rel finish -y 0.2.0
	forge_forget
	run git rel status --forge
	says 'next: git rel start minor'
	[ -z "$(forge_log)" ]
}

@test "GitHub: both pull requests, from the first to the last" { all_is_asked_of github; }
@test "GitLab: both merge requests, from the first to the last" { all_is_asked_of gitlab; }
@test "Gitea: both pull requests, from the first to the last" { all_is_asked_of gitea; }

@test "one that was closed, is a draft, or that somebody wants changed" {
	begun github
	quietly git rel pr --draft
	run git rel status --forge
	says 'open, a draft: ' 'next: git rel pr --no-draft 0.2.0' '(it is a draft: '
	quietly git rel pr --no-draft
	forge_ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "REQUEST_CHANGES", "body": "no"}' "$FORGE_BOB" >/dev/null
	run git rel status --forge
	says 'open, changes wanted: ' '(once what is wanted of it is changed, and it is merged: '
	forge_ask PATCH "$FORGE_REPO/pulls/1" '{"state": "closed"}' >/dev/null
	run git rel status --forge
	says "': closed: " "next: git rel pr 0.2.0" "(it was closed: "
}

@test "there is none yet: the command that opens it" {
	forge_up github
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	run git rel status
	says 'next: git rel pr 0.2.0'
	quietly git push -q origin release/v0.2.0
	run git rel status
	says 'next: git rel pr 0.2.0'
	run git rel status --forge
	says "there is no pull request of 'release/v0.2.0' into 'main'" 'next: git rel pr 0.2.0'
	run git rel status --forge --json
	says '"asked":false,"state":"none"}' '"next":"git rel pr 0.2.0"'
}

@test "somebody else has opened it" {
	forge_up github
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	quietly git push -q origin release/v0.2.0
	forge_ask POST "$FORGE_REPO/pulls" '{"title": "T", "head": "release/v0.2.0", "base": "main"}' "$FORGE_BOB" >/dev/null
	run git rel status --forge
	says "pull request #1 of 'release/v0.2.0' into 'main': open" 'next: git rel finish 0.2.0' '(once it is merged'
}

@test "a forge that does not answer, or is none, is told, and the rest is said" {
	begun github
	forge_fault 'GET .*pulls' status '"status": 500, "times": 0'
	run git rel status --forge
	exits 0
	says '! the forge was not asked: ' 'next: git rel finish 0.2.0' '(once the forge has merged it)'
	run git rel status --forge --json
	exits 0
	says '"forge_unasked":"' '"pulls":[{'
	forge_mend
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	git remote set-url origin "file://$REMOTE"
	run git rel status --forge
	exits 0
	says '! the forge was not asked: '
}

@test "a page whose address would move the terminal is shown as it is" {
	begun github
	local pulls
	pulls=$(forge_ask GET "$FORGE_REPO/pulls" | "$PYTHON" -c 'import json, sys
pulls = json.load(sys.stdin)
pulls[0]["html_url"] += "\u009b31m"
print(json.dumps(pulls))')
	forge_fault 'GET /pulls\?' status "\"status\": 200, \"json\": $pulls"
	run git rel status --forge
	says '(once it is merged: '
	[[ $output != *$'\xc2\x9b'* ]]
}

# came_late <forge>: notes that were missed are committed once all was merged
came_late() {
	begun "$1"
	forge_merge 1
	git fetch -q origin
	work late.txt late
	run git rel
	says 'next: git rel pr 0.2.0'
	run git rel status --forge
	says 'next: git rel pr 0.2.0' '(its branch has more than was merged)'
	run git rel finish 0.2.0
	exits 1
	says "'release/v0.2.0' is not merged into 'main'" \
		'hint: git rel pr 0.2.0   opens its pull request, where none is open'
	run git rel pr 0.2.0
	exits 0
	forge_merge 2
	run git rel finish 0.2.0
	exits 0
}

@test "GitHub: a commit after the pull request was merged has one of its own" { came_late github; }
@test "GitLab: a commit after the merge request was merged has one of its own" { came_late gitlab; }
@test "Gitea: a commit after the pull request was merged has one of its own" { came_late gitea; }
