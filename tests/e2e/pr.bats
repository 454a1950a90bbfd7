# git rel pr: the pull request that a release is merged by, on each forge.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
	git config rel.notesStyle keepachangelog
	printf '# Changelog\n\n## [Unreleased]\n\n### Added\n- a thing\n' >CHANGELOG.md
	quietly git switch -q develop
	quietly git add CHANGELOG.md
	quietly git commit -qm 'feat: a thing'
	quietly git push -q origin develop
}

begun() { # begun <forge>
	forge_up "$1"
	quietly git rel start 0.2.0
}

# The one pull request there is has this title.
one() {
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 1 ] ||
		complain "opened: $(forge_asked POST)" || return
	[ "$(forge_state issues 1 title)" = "$1" ] || complain "$(forge_state issues 1)"
}

# The release was never begun, and there is no forge.
again_from_develop() {
	quietly git push -q origin :release/v0.2.0
	quietly git switch -q develop
	quietly git branch -D release/v0.2.0
	forge_down
}

@test "GitHub: the branch is pushed, the pull request opened, once" {
	begun github
	run git rel pr -l release -r carl
	exits 0
	says "opened pull request #1: $FORGE_URL/acme/widget/pull/1"
	one 'Release v0.2.0'
	[ "$(forge_state issues 1 body)" = $'### Added\n- a thing' ]
	[ "$(forge_state issues 1 labels)" = '["release"]' ]
	[ "$(forge_state issues 1 pull reviewers)" = '["carl"]' ]
	[ "$(forge_state issues 1 pull base)" = main ]
	[ "$(forge_asked | wc -l)" -le 4 ]
	run git rel pr -l release
	exits 0
	says 'is as it shall be'
	one 'Release v0.2.0'
}

@test "GitLab: the branch is pushed, the merge request opened, once" {
	begun gitlab
	run git rel pr -l release -r carl
	exits 0
	says "opened merge request !1: $FORGE_URL/acme/widget/-/merge_requests/1"
	one 'Release v0.2.0'
	[ "$(forge_state issues 1 labels)" = '["release"]' ]
	[ "$(forge_asked | wc -l)" -le 4 ]
	run git rel pr -l release
	exits 0
	says 'is as it shall be'
	one 'Release v0.2.0'
}

@test "Gitea: the branch is pushed, the pull request opened, once" {
	begun gitea
	run git rel pr -l release
	exits 0
	says "opened pull request #1: $FORGE_URL/acme/widget/pulls/1"
	one 'Release v0.2.0'
	[ "$(forge_state issues 1 labels)" = '["release"]' ]
	run git rel pr -l release
	exits 0
	says 'is as it shall be'
	one 'Release v0.2.0'
}

@test "one that is open gets what is new, and keeps what others have added" {
	begun github
	quietly git rel pr -l release
	forge_ask POST "$FORGE_REPO/issues/1/labels" '{"labels": ["seen"]}' >/dev/null
	git commit -q --allow-empty -m 'fix: more'
	run git rel pr -t 'Release of the year' -l urgent
	exits 0
	says 'updated pull request #1'
	one 'Release of the year'
	[ "$(forge_state issues 1 labels)" = '["release", "seen", "urgent"]' ]
	[ "$(git -C "$REMOTE" rev-parse release/v0.2.0)" = "$(git rev-parse HEAD)" ]
}

@test "a reviewer who is named is asked, also where it is open; one who is set only once" {
	git config rel.prReviewers bob
	for kind in github gitlab gitea; do
		begun "$kind"
		quietly git rel pr
		run git rel pr -r carl
		exits 0
		says 'updated'
		[ "$(forge_state issues 1 pull reviewers)" = '["bob", "carl"]' ] ||
			complain "$(forge_state issues 1 pull)"
		run git rel pr -r carl
		exits 0
		says 'is as it shall be'
		[ "$kind" != github ] ||
			forge_ask POST "$FORGE_REPO/pulls/1/reviews" '{"event": "APPROVE"}' "$FORGE_BOB" >/dev/null
		run git rel pr
		exits 0
		says 'is as it shall be'
		again_from_develop
	done
}

@test "several labels and reviewers may stand behind one option" {
	begun github
	run git rel pr -l 'a, b' -r bob,carl
	exits 0
	[ "$(forge_state issues 1 labels)" = '["a", "b"]' ]
	[ "$(forge_state issues 1 pull reviewers)" = '["bob", "carl"]' ]
	run git rel pr -n -l a,b -r carl,bob
	exits 0
	says 'pull request #1 is as it shall be'
}

@test "a dry run asks, and changes nothing, here or there" {
	begun github
	remember
	run git rel pr -n
	exits 0
	says "open pull request 'release/v0.2.0' into 'main' on GitHub: Release v0.2.0" \
		"gh pr create -R $(forge_guessed)/acme/widget -B main -H release/v0.2.0"
	unchanged
	[ -z "$(forge_asked '^(POST|PUT|PATCH|DELETE)')" ]
	run git rel pr -n --json
	exits 0
	says '"step":"forge"' '"thing":"pull"' '"want":{"head":"release/v0.2.0"'
}

@test "the body is made of the form that the branch has, with the notes" {
	mkdir .forge
	printf '## {version}\n\n{notes}\n\n- [ ] {{checked}}\n' >.forge/pr.md
	git add .forge && git commit -qm 'docs: form' && git push -q origin develop
	git config rel.prBody .forge/pr.md
	git config rel.prTitle 'Release {version} ({type})'
	begun github
	run git rel pr --show
	exits 0
	[ "$output" = $'## 0.2.0\n\n### Added\n- a thing\n\n- [ ] {checked}' ] || complain "$output"
	quietly git rel pr
	one 'Release 0.2.0 (minor)'
	[ "$(forge_state issues 1 body)" = $'## 0.2.0\n\n### Added\n- a thing\n\n- [ ] {checked}' ]
}

@test "the notes are those of a file of the version, also where there is no changelog" {
	git config rel.notesStyle none
	git config rel.notesFile 'docs/{version}.md'
	begun github
	mkdir -p docs
	printf '# 0.2.0\n\nA thing.\n' >docs/0.2.0.md
	git add docs && git commit -qm 'docs: notes'
	run git rel pr --show
	exits 0
	[ "$output" = $'# 0.2.0\n\nA thing.' ] || complain "$output"
}

@test "a form that is not there is told, before anything moves" {
	git config rel.prBody .forge/pr.md
	begun github
	remember
	run git rel pr
	refused 128 "there is no '.forge/pr.md' in 'release/v0.2.0'"
}

@test "the answer to the pull request is lost: it is found, and not opened twice" {
	for kind in github gitlab gitea; do
		begun "$kind"
		forge_fault 'POST (pulls|merge_requests)$' lost
		run git rel pr
		[ "$status" -eq 0 ] || { run git rel --continue; exits 0; }
		one 'Release v0.2.0'
		run git rel status
		exits 0
		again_from_develop
	done
}

@test "the forge is away: nothing is half done, and the same command ends it" {
	begun github
	quietly git push -q origin release/v0.2.0
	forge_fault 'POST pulls$' status '"status": 500, "times": 0'
	remember
	run git rel pr
	exits 128
	says 'nothing was changed'
	unchanged
	forge_mend
	run git rel pr
	exits 0
	one 'Release v0.2.0'
}

@test "the branch is pushed and the forge is away: --continue ends it" {
	begun github
	forge_fault 'POST pulls$' status '"status": 500, "times": 0'
	run git rel pr
	exits 128
	says 'it is decided: git rel --continue completes it'
	forge_mend
	run git rel --continue
	exits 0
	says 'opened pull request #1'
	one 'Release v0.2.0'
}

# No token: all variables are gone, and git has none.
no_token() {
	forge_no_token
	forge_tell repo '{"name": "acme/widget", "private": false}'
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
}

host() { echo "${FORGE_URL#*://}"; }

@test "without a token the branch is pushed, and the page and the command are told" {
	begun github
	no_token
	git config rel.prLabels 'release, bump'
	git config rel.prMilestone 0.2
	run git rel pr -n -r bob -m words
	exits 0
	says "there is no token for GitHub (set GH_ENTERPRISE_TOKEN, or have git credential know $(host)), so this is left:"
	said=${output#*so this is left:}
	run git rel pr -r bob -m words
	exits 1
	says 'there is no token for GitHub' "$said" \
		"$FORGE_URL/acme/widget/compare/main...release/v0.2.0?expand=1&title=Release%20v0.2.0" \
		'&labels=release%2Cbump&milestone=0.2' \
		"  \$ gh pr create -R $(host)/acme/widget -B main -H release/v0.2.0 -t 'Release v0.2.0' -b \"\$(git rel pr --show -m words 0.2.0)\" -l release -l bump -r bob -m 0.2"
	[ "$(git -C "$REMOTE" rev-parse release/v0.2.0)" = "$(git rev-parse HEAD)" ]
}

@test "a variable that is not known to be for the host is named, with what makes it so" {
	begun gitlab
	no_token
	quietly git push -q origin release/v0.2.0
	git remote set-url origin "$FORGE_URL/acme/widget.git"
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	GITLAB_TOKEN=s3cret-word run git rel pr --no-push
	exits 1
	says "nothing says that GITLAB_TOKEN is for $(host): git config rel.forge gitlab does"
	[[ $output != *s3cret* ]]
	[ -z "$(forge_log_json | grep s3cret)" ]
}

@test "a forge that does not answer: the branch is pushed, and what is left is told" {
	forge_unjudged
	begun gitea
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	forge_down
	GITEA_TOKEN=$FORGE_TOKEN run git rel pr -l release -l more
	exits 1
	says "no answer from '127.0.0.1'" 'so this is left:' \
		"open the pull request: $FORGE_URL/acme/widget/compare/main...release/v0.2.0" \
		"  \$ tea pulls create --login $(host) --repo acme/widget --base main --head release/v0.2.0" \
		'--labels release,more'
	[ "$(git -C "$REMOTE" rev-parse release/v0.2.0)" = "$(git rev-parse HEAD)" ]
	run git rel status
	[[ $output != *interrupted* ]]
}

@test "what --continue finds to be there is told, with its page" {
	local kind what
	for kind in github gitlab gitea; do
		[ "$kind" = github ] || again_from_develop
		begun "$kind"
		git commit -q --allow-empty -m "feat: on $kind"
		forge_fault 'POST (pulls|merge_requests)$' lost
		run git rel pr
		[ -e .git/rel/journal ] || complain "$kind: $output"
		run git rel --continue
		exits 0
		what='pull request #1 is there: '
		[ "$kind" != gitlab ] || what='merge request !1 is there: '
		says "$what$FORGE_URL/acme/widget/" "pushed 'release/v0.2.0'"
		one 'Release v0.2.0'
	done
}

# is_left <words>: for a person; nothing was changed
is_left() {
	exits 1
	unchanged
	says "$@"
}

no_network() { # no_network <forge> <command that opens it>
	forge_unjudged
	begun "$1"
	quietly git push -q origin release/v0.2.0
	git commit -q --allow-empty -m 'fix: later'
	forge_down
	remember
	run git rel pr -n
	exits 0
	run git rel pr
	is_left "cannot reach 'origin': git: fatal: unable to access" 'so this is left:' \
		"open the " "$FORGE_URL/acme/widget/" \
		$'\n  $ git push -u origin release/v0.2.0\n  $ '"$2"
	run git rel pr --no-push
	is_left 'so this is left:'
	[[ $output != *'git push'* ]] || complain "$output"
	run git rel pr --show
	exits 0
	says '- a thing'
	git remote set-head origin -d
	git update-ref -d refs/remotes/origin/main
	remember
	run git rel pr
	refused 128 "there is no branch 'main' on 'origin'"
	for ref in $(git for-each-ref --format='%(refname)' refs/remotes); do git update-ref -d "$ref"; done
	run git rel pr
	exits 128
	says "cannot reach 'origin'"
}
@test "GitHub: no network at all: what is left is told, the push first" { no_network github 'gh pr create -R'; }
@test "GitLab: no network at all: what is left is told, the push first" { no_network gitlab 'glab mr create -R'; }
@test "Gitea: no network at all: what is left is told, the push first" { no_network gitea 'tea pulls create --login'; }

@test "a token that was revoked is told, and nothing is changed" {
	begun github
	forge_credentials wrong
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	remember
	run git rel pr
	refused '1|128' 'Bad credentials' 'hint: the token of git credential is not valid, or not any more: make another one on GitHub'
	export GH_ENTERPRISE_TOKEN=wrong
	run git rel pr
	refused '1|128' 'hint: the token of GH_ENTERPRISE_TOKEN is not valid'
}

@test "who may not push to the remote, pushes to the fork" {
	begun github
	forge_tell repo '{"name": "eve/widget", "parent": "acme/widget", "members": {"eve": "admin"}}'
	forge_credentials "$FORGE_EVE"
	git remote add fork "$FORGE_URL/eve/widget.git"
	run git rel pr -n
	says '-H eve:release/v0.2.0'
	run git rel pr
	exits 0
	says 'opened pull request #1'
	[ "$(forge_state issues 1 pull head_repo)" = eve/widget ]
	[ -z "$(git -C "$REMOTE" for-each-ref refs/heads/release/)" ]
}

@test "a tag after a squash hears what is wrong with it, not that it is not merged" {
	git config rel.finish pr
	begun github
	work feature one
	quietly git push -q -u origin release/v0.2.0
	quietly git rel pr
	forge_ask PUT "$FORGE_REPO/pulls/1/merge" '{"merge_method": "squash"}' >/dev/null
	forge_answers 200
	git config rel.versionFiles VERSION
	quietly git fetch
	remember
	run git rel tag 0.2.0
	exits 1
	[[ $output != *'is not merged'* ]]
	says VERSION
}

@test "a tag before the merge, where we merge, names what does" {
	begun github
	echo 0.2.0 >VERSION
	git config rel.versionFiles VERSION
	remember
	run git rel tag 0.2.0
	refused 1 "'release/v0.2.0' is not merged into 'main' yet" 'hint: git rel finish 0.2.0   merges and tags it'
}

@test "a fork has a project of its own, also where rel.forgeProject names that of the remote" {
	begun github
	forge_tell repo '{"name": "eve/widget", "parent": "acme/widget", "members": {"eve": "admin"}}'
	forge_credentials "$FORGE_EVE"
	git remote add fork "$FORGE_URL/eve/widget.git"
	git config rel.forgeProject acme/widget
	run git rel pr
	exits 0
	[ "$(forge_state issues 1 pull head_repo)" = eve/widget ]
}

@test "the owner of a fork is one word for the shell that its command is typed into" {
	begun github
	forge_tell repo '{"name": "e&v/widget", "parent": "acme/widget", "members": {"eve": "admin"}}'
	forge_credentials "$FORGE_EVE"
	git remote add fork "$FORGE_URL/e&v/widget.git"
	run git rel pr -n
	exits 0
	says "-H 'e&v:release/v0.2.0'"
}

@test "a remote on another host is no fork: nothing is pushed there" {
	begun github
	forge_credentials "$FORGE_EVE"
	git remote add fork "https://forge.invalid/eve/widget.git"
	remember
	run git rel pr
	refused 128 "remote 'fork' is no fork on 127.0.0.1" 'it is on forge.invalid' 'git config rel.fork'
	[ -z "$(forge_asked POST)" ]
}

@test "who may not push and has no fork is told what to do" {
	begun github
	forge_credentials "$FORGE_EVE"
	remember
	run git rel pr
	refused 128 'hint: who may not push there has a fork: git remote add fork <url>'
	git config rel.fork mine
	remember
	run git rel pr
	refused 128 "rel.fork: there is no remote 'mine'" 'git remote add mine <url>'
}

@test "a tag before the merge is told that it is not merged" {
	git config rel.finish pr
	begun github
	quietly git rel pr
	remember
	run git rel tag 0.2.0
	refused 1 "'release/v0.2.0' is not merged into 'main' yet" 'merge it on the forge first' \
		'hint: git rel pr 0.2.0   opens its pull request, where none is open'
	git remote add fork "$FORGE_URL/eve/widget.git"
	quietly git push -q origin :release/v0.2.0
	run git rel finish -y
	exits 1
	says 'git rel pr opens its pull request, from the fork'
	[[ $output != *'git push -u'* ]]
}

@test "a release that is merged has no pull request" {
	begun github
	quietly git rel finish --push -y
	git branch -q release/v0.2.0 main
	remember
	run git rel pr 0.2.0
	exits '1|128'
	unchanged
}

@test "a remote that is no forge is told, with what to set" {
	quietly git rel start 0.2.0
	remember
	run git rel pr
	refused 128 'rel.forge'
}

@test "what is on a forge is not taken back" {
	begun github
	quietly git rel pr
	remember
	run git rel undo -y
	refused 1 'it is public' 'close or delete it there' \
		"hint: opened pull request #1: $FORGE_URL/acme/widget/pull/1"
	git commit -q --allow-empty -m 'fix: more'
	quietly git rel pr
	remember
	run git rel undo -y
	refused 1 'it is public' 'commit what mends it, and run git rel pr again'
}

# A milestone and somebody who do not exist hold up neither it, nor what does exist.
settled() { # settled <forge>
	begun "$1"
	git config rel.prLabels seen
	run git rel pr --milestone nope -r nobody-there -r bob
	exits 0
	says 'warning: it gets no milestone: ' "warning: 'nobody-there' is not asked for a review: " \
		'opened '
	one 'Release v0.2.0'
	[ "$(forge_state issues 1 pull reviewers)" = '["bob"]' ] || complain "$(forge_state issues 1 pull)"
	[ "$(forge_state issues 1 labels)" = '["seen"]' ] || complain "$(forge_state issues 1)"
	run git rel status
	exits 0
	[[ $output != *interrupted* ]]
	run git rel pr -t 'Another one' --milestone nope
	exits 0
	says 'warning: it gets no milestone: ' 'updated '
	one 'Another one'
}

@test "GitHub: a milestone or reviewer that cannot be is a warning, and the pull request is there" {
	settled github
}

@test "GitLab: a milestone or reviewer that cannot be is a warning, and the merge request is there" {
	settled gitlab
}

@test "Gitea: a milestone or reviewer that cannot be is a warning, and the pull request is there" {
	settled gitea
}

@test "an address with a password is refused, and not told" {
	begun github
	git config rel.forgeUrl "https://ada:s3cr3t-word@example.org/api/v3"
	remember
	run git rel pr
	refused 128 'rel.forgeUrl'
	[[ $output != *s3cr3t* ]]
}

@test "-v shows each request and their number, and no secret" {
	begun github
	run git rel pr -v
	exits 0
	says "> POST $FORGE_API/repos/acme/widget/pulls" '# asked GitHub '
	[[ $output != *"$FORGE_TOKEN"* ]]
}

# half_updated <forge> <request that fails>: the title is new, a label is missing
half_updated() {
	begun "$1"
	quietly git rel pr
	forge_fault "$2" status '"status": 500, "times": 0'
	run git rel pr -t 'Release of the year' -l urgent -r bob
	exits 128
	[ "$(forge_state issues 1 title)" = 'Release of the year' ] || complain "$output"
	says 'it is decided: git rel --continue completes it'
	[[ $output != *'nothing was changed'* ]]
	run git rel --abort
	exits 1
	says 'is decided already' 'git rel --continue'
	forge_mend
	run git rel --continue
	exits 0
	says 'updated'
	[ "$(forge_state issues 1 labels)" = '["urgent"]' ]
	[ "$(forge_state issues 1 pull reviewers)" = '["bob"]' ]
}

@test "GitHub: an update that is half done is told to be so" {
	half_updated github 'POST issues/1/labels$'
}

@test "Gitea: an update that is half done is told to be so" {
	half_updated gitea 'POST issues/1/labels$'
}

@test "an update that was not begun is given up, and leaves what was there" {
	for kind in github gitlab gitea; do
		begun "$kind"
		quietly git rel pr
		forge_fault '^(PATCH|PUT) .*/1$' status '"status": 500, "times": 0'
		forge_fault '^POST .*/labels$' status '"status": 500, "times": 0'
		remember
		run git rel pr -t 'Release of the year' -l urgent
		exits 128
		says 'nothing was changed'
		unchanged
		[ "$(forge_state issues 1 title)" = 'Release v0.2.0' ]
		[ "$(forge_state issues 1 labels)" = '[]' ]
		forge_mend
		again_from_develop
	done
}

@test "killed in an update, --abort leaves it as it was or says that it is decided" {
	local n
	begun github
	quietly git rel pr
	for n in $(seq 1 20); do
		CRASH_AT=$n run git rel pr -t "Release $n" -l "label-$n"
		[ "$status" -eq 99 ] || break
		[ -e .git/rel/journal ] || continue
		run git rel --abort
		if [ "$status" -eq 0 ]; then
			[ "$(forge_state issues 1 title)" != "Release $n" ]
		else
			exits 1
			says 'is decided already'
			quietly git rel --continue
		fi
	done
	exits 0
	[ "$n" -gt 3 ] || complain 'no test build'
}

@test "a title is a template of one line, wherever it comes from; no milestone is none" {
	begun github
	run git rel pr -t '{tag} of the year' --milestone ''
	exits 0
	says "pushed 'release/v0.2.0'"
	[[ $output != *warning* ]]
	one 'v0.2.0 of the year'
	remember
	for title in '' ' ' $'two\nlines' '{bogus}'; do
		run git rel pr -t "$title"
		refused '129|128' "the pull request's title: "
	done
}

# merged_then_others <forge>: the pull request is merged, then somebody pushes
merged_then_others() {
	git config rel.finish pr
	begun "$1"
	quietly git rel pr
	forge_merge 1
	MERGED=$(git -C "$REMOTE" rev-parse main)
	colleague main 'echo unreviewed >theirs.txt'
	remember
	run git rel pr
	refused 1 "'release/v0.2.0' is in 'main' of 'origin' already" 'hint: git rel finish 0.2.0'
	[[ $output != *'git rel tag'* ]]
	run git rel tag 0.2.0
	refused 1 'and others have come since' 'git rel finish 0.2.0'
}

tags_the_merge() { # tags_the_merge <forge>
	merged_then_others "$1"
	quietly git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$MERGED" ]
}
@test "GitHub: after the merge pr names finish, which tags it" { tags_the_merge github; }
@test "GitLab: after the merge pr names finish, which tags it" { tags_the_merge gitlab; }
@test "Gitea: after the merge pr names finish, which tags it" { tags_the_merge gitea; }

@test "tagged behind the merge on purpose, verify, status and finish know it" {
	merged_then_others github
	quietly git rel tag 0.2.0 "$(git -C "$REMOTE" rev-parse main)"
	run git rel verify 0.2.0
	[[ $output != *"not on 'main'"* ]] || complain "$output"
	[[ $output != *tag-place* || $output == *'ok       tag-place'* ]] || complain "$output"
	next_is 'git rel finish 0.2.0'
	quietly git rel finish -y
	[ -z "$(git branch --list release/v0.2.0)" ]
	run git rel verify 0.2.0
	exits 0
}

@test "a release without notes is told of before it is merged" {
	forge_up github
	git config rel.notesStyle keepachangelog
	printf '# Changelog\n\n## [Unreleased]\n' >CHANGELOG.md
	quietly git commit -qam 'docs: nothing yet'
	quietly git push -q origin develop
	quietly git rel start 0.2.0
	run git rel pr
	exits 0
	says "note: git rel finish is going to refuse it: 'CHANGELOG.md' has no section of 0.2.0"
}
