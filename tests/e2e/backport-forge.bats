# git backport and the forge: what a pull request became is picked, and what comes
# of it is a pull request.

load lib
load ../forge

# up <forge>: two stable lines; pull request 1 is merged into main as told
setup() {
	repo_trunk
	git branch stable/v0.1.x HEAD~1
	git branch stable/v0.2.x HEAD
	quietly git push -q origin stable/v0.1.x stable/v0.2.x
	git config backport.targets 'stable/*'
}

# topic <files>...: a branch with a commit for each, pushed; we are on main again
topic() {
	quietly git switch -q -c topic main
	for file; do
		echo "$file" >"$file"
		git add "$file"
		git commit -q -m "Add $file"
	done
	quietly git push -q origin topic
	quietly git switch -q main
}

# opened [<label>]: pull request 1 of the topic
opened() {
	case $FORGE_KIND in
	gitlab)
		forge_ask POST "$FORGE_REPO/merge_requests" '{"title": "Add things",
			"source_branch": "topic", "target_branch": "main"'"${1:+, \"labels\": \"$1\"}"'}'
		;;
	*)
		forge_ask POST "$FORGE_REPO/pulls" \
			'{"title": "Add things", "head": "topic", "base": "main"}'
		[ -z "${1-}" ] || [ "$FORGE_KIND" = gitea ] ||
			forge_ask POST "$FORGE_REPO/issues/1/labels" "{\"labels\": [\"$1\"]}"
		;;
	esac >/dev/null
}

# merged <merge|squash|rebase>
merged() {
	case $FORGE_KIND in
	github) forge_ask PUT "$FORGE_REPO/pulls/1/merge" "{\"merge_method\": \"$1\"}" ;;
	gitea) forge_ask POST "$FORGE_REPO/pulls/1/merge" "{\"Do\": \"$1\"}" ;;
	gitlab) forge_ask GET "$FORGE_REPO/merge_requests/1" # looks whether it can be
		forge_ask PUT "$FORGE_REPO/merge_requests/1/merge" \
		"{\"squash\": $([ "$1" = squash ] && echo true || echo false)}" ;;
	esac >/dev/null
	[[ $(cat "$T/forge.status") == 20[0-4] ]] || complain "$(cat "$T/forge.answer")"
}

# up <forge> <how it was merged> <files>...
up() {
	forge_up "$1"
	topic "${@:3}"
	opened
	git commit -q --allow-empty -m 'Meanwhile'
	quietly git push -q origin main
	merged "$2"
	forge_forget
}

subjects() { git log --reverse --format=%s "stable/v0.2.x..$1"; }

# picks <subject>...: of pull request 1 onto stable/v0.2.x come these
picks() {
	run git backport stable/v0.2.x pr/1
	exits 0
	[ "$(subjects backport/1/stable/v0.2.x)" = "$(printf '%s\n' "$@")" ] ||
		complain "$(subjects backport/1/stable/v0.2.x)"
}

@test "GitHub: of a merge its topic is picked" {
	up github merge one two
	picks 'Add one' 'Add two'
}

@test "GitHub: of a squash the one commit" {
	up github squash one two
	picks 'Add things (#1)'
}

@test "GitHub: of a rebase all its commits" {
	up github rebase one two
	picks 'Add one' 'Add two'
}

@test "status and decline know a pull request by pr/, too" {
	up github squash a b
	run git backport status pr/1
	exits 128
	says 'is on none of these branches' 'hint: git fetch origin'
	git fetch -q
	run git backport status pr/1
	exits 0
	says 'stable/v0.1.x' "$(git rev-parse --short=10 origin/main)"
	run git backport decline stable/v0.1.x pr/1 -m 'too old'
	exits 0
	run git backport status pr/1
	says 'too old'
	run git backport status pr/7
	exits '1|128'
	[[ $output != *'is not a commit'* ]] || complain "$output"
}

@test "why knows a pull request, each commit that it became" {
	up github rebase a b
	colleague stable/v0.1.x 'echo other >b'
	git fetch -q
	run git backport why stable/v0.1.x pr/1
	exits 1
	says 'Add a applies cleanly' 'Add b conflicts'
	run git backport why stable/v0.2.x pr/1
	exits 0
	says 'Add a applies cleanly' 'Add b applies cleanly'
	run git backport why stable/v0.2.x pr/7
	exits '1|128'
	[[ $output != *'is not a commit'* ]] || complain "$output"
}

@test "GitLab: merge, and the word mr/" {
	up gitlab merge one two
	run git backport stable/v0.2.x mr/1
	exits 0
	[ "$(subjects backport/1/stable/v0.2.x)" = $'Add one\nAdd two' ]
}

@test "GitLab: squash" {
	up gitlab squash one two
	run git backport stable/v0.2.x pr/1
	exits 0
	[ "$(subjects backport/1/stable/v0.2.x | wc -l)" -eq 1 ]
}

@test "Gitea: merge" {
	up gitea merge one two
	picks 'Add one' 'Add two'
}

@test "Gitea: rebase" {
	up gitea rebase one two
	picks 'Add one' 'Add two'
}

@test "what is not merged is picked with --unmerged only, from the forge's own ref" {
	forge_up github
	topic one two
	opened
	quietly git push -q origin :topic
	git branch -q -D topic
	forge_ask PATCH "$FORGE_REPO/pulls/1" '{"state": "open"}' >/dev/null
	run git backport stable/v0.2.x pr/1
	refused 1 'pull request #1 is not merged' --unmerged
	run git backport --unmerged stable/v0.2.x pr/1
	exits 0
	[ "$(subjects backport/1/stable/v0.2.x)" = $'Add one\nAdd two' ]
}

# submits <forge> <sign>
submits() {
	up "$1" squash one
	run git backport --submit stable/v0.1.x stable/v0.2.x pr/1
	exits 0
	for n in 2 3; do
		[ "$(forge_state issues $n pull base)" = "stable/v0.$((n - 1)).x" ]
		[ "$(forge_state issues $n pull head)" = "backport/1/stable/v0.$((n - 1)).x" ]
		[ "$(forge_state issues $n title)" = "[Backport stable/v0.$((n - 1)).x] Add things" ]
		[ "$(forge_state issues $n body | head -3)" = \
			$'# Description\n\nBackport of '"$2"'1 to `stable/v0.'"$((n - 1))"'.x`.' ]
		forge_state issues $n body | grep -qx -- \
			"<!-- git-backport: v1 source=1 target=stable/v0.$((n - 1)).x commits=$(git ls-remote origin main | cut -f1) -->"
	done
	[ "$(forge_log 'git-receive-pack' | grep -c POST)" -eq 1 ]
	run git backport --submit stable/v0.1.x stable/v0.2.x pr/1
	exits 0
	says 'is as it shall be'
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 2 ]
}

@test "GitHub: --submit pushes once and opens one pull request a target, once" { submits github '#'; }
@test "GitLab: --submit pushes once and opens one merge request a target, once" { submits gitlab '!'; }
@test "Gitea: --submit pushes once and opens one pull request a target, once" { submits gitea '#'; }

# Who may not push there has them pushed to the fork, by both commands.
from_a_fork() { # from_a_fork <forge>
	up "$1" squash one
	forge_tell repo '{"name": "eve/widget", "parent": "acme/widget", "members": {"eve": "admin"}}'
	forge_credentials "$FORGE_EVE"
	git remote add mine "$FORGE_URL/eve/widget.git"
	git config rel.fork mine
	run git backport --submit stable/v0.1.x pr/1
	exits 0
	[ "$(forge_state issues 2 pull head_repo)" = eve/widget ] || complain "$(forge_state issues 2)"
	[ -z "$(git -C "$REMOTE" for-each-ref refs/heads/backport/)" ]
	quietly git backport stable/v0.2.x pr/1
	run git backport submit --all
	exits 0
	[ "$(forge_state issues 3 pull head_repo)" = eve/widget ] || complain "$(forge_state issues 3)"
	[ "$(git config branch.backport/1/stable/v0.2.x.remote)" = mine ]
	run git backport submit --all
	exits 0
	says 'is as it shall be'
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 2 ] || complain "$(forge_asked POST)"
}

@test "GitHub: backports of who may not push come from the fork" { from_a_fork github; }
@test "GitLab: backports of who may not push come from the fork" { from_a_fork gitlab; }
@test "Gitea: backports of who may not push come from the fork" { from_a_fork gitea; }

@test "no network at all: backports are made here, and what is left is told" {
	forge_unjudged
	up github squash one
	git fetch -q origin
	forge_down
	run git backport stable/v0.2.x origin/main
	exits 0
	says "note: as the last fetch saw 'origin': cannot reach 'origin'"
	git rev-parse -q --verify backport/1/stable/v0.2.x
	git branch -q -D backport/1/stable/v0.2.x
	run git backport --submit stable/v0.1.x stable/v0.2.x origin/main
	exits 1
	says "cannot reach 'origin': git: fatal" 'so this is left:' \
		$'\n  $ git backport submit backport/1/stable/v0.1.x\n  $ git backport submit backport/1/stable/v0.2.x'
	git rev-parse -q --verify backport/1/stable/v0.2.x
	run git backport --direct --push stable/v0.1.x origin/main
	exits 1
	says $'\n  $ git push --atomic origin stable/v0.1.x'
	[ "$(git log -1 --format=%s stable/v0.1.x)" = "$(git log -1 --format=%s origin/main)" ]
	run git rel status
	[[ $output != *interrupted* ]]
}

@test "a forge that does not answer: backports are pushed, and pages and commands told" {
	forge_unjudged
	up github squash one
	quietly git backport stable/v0.1.x pr/1
	git remote set-url origin "file://$REMOTE"
	git config rel.forgeProject acme/widget
	forge_down
	GH_ENTERPRISE_TOKEN=$FORGE_TOKEN run git backport submit --all
	exits 1
	says "no answer from '127.0.0.1'" "open the pull request into 'stable/v0.1.x': $FORGE_URL/acme/widget/compare/stable/v0.1.x...backport/" \
		"  \$ gh pr create -R ${FORGE_URL#*://}/acme/widget -B stable/v0.1.x -H backport/"
	[ -n "$(git -C "$REMOTE" for-each-ref refs/heads/backport/)" ]
	# its body has lines, and the command can be typed as it stands
	mapfile -d '' typed < <(typed)
	gh() { printf '%s\0' "$@" >"$T/args"; }
	eval "${typed[-1]}"
	mapfile -d '' typed <"$T/args"
	[ "${typed[-2]}" = -b ]
	[[ ${typed[-1]} == *$'\n\n<!-- git-backport: v1 '*' -->' && ${typed[-1]} != *'$ '* ]] ||
		complain "${typed[-1]}" "$output"
}

@test "labels of the pull request name the targets" {
	forge_up github
	topic one
	opened stable/v0.2
	merged squash
	forge_forget
	run git backport --from-labels --submit pr/1
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 1 ]
}

@test "a pull request without such a label has no targets" {
	up github squash one
	run git backport --from-labels pr/1
	exits 128
	says 'no label of pull request #1 names a stable branch' 'stable/{target}'
}

@test "--from-labels with no pull request, and with --to" {
	forge_up github
	run git backport --from-labels HEAD
	refused 129 '--from-labels needs a pull request'
	run git backport --from-labels --to stable/v0.2.x pr/1
	refused 129 'either --to or --from-labels'
	run git backport --direct --submit stable/v0.2.x HEAD
	refused 129 'either --direct or --submit'
}

@test "without a token all is pushed, and the page of each is told" {
	up github squash one
	forge_no_token
	git config rel.forge github
	quietly git remote set-url origin "$REMOTE"
	git config rel.forgeProject acme/widget
	run git backport --submit stable/v0.2.x pr/1
	exits 1
	says 'there is no token for GitHub' '/compare/stable/v0.2.x...backport/1/stable/v0.2.x'
	git ls-remote --exit-code origin refs/heads/backport/1/stable/v0.2.x
}

@test "an answer that is lost: still one pull request" {
	up github squash one
	forge_fault 'POST .*/pulls$' lost
	run git backport --submit stable/v0.2.x pr/1
	[ "$status" -eq 0 ] || run git backport --continue
	exits 0
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 1 ] ||
		complain "$(forge_asked)"
	[ "$(forge_state issues 3)" = null ] || [ -z "$(forge_state issues 3 title)" ]
}

@test "twenty pull requests: two requests each, and a listing" {
	forge_up github
	for i in $(seq 20); do git branch "stable/w$i" stable/v0.2.x; done
	quietly git push -q origin 'refs/heads/stable/w*'
	topic one
	opened
	merged squash
	forge_forget
	run git backport --submit 'stable/w*' pr/1
	exits 0
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 20 ]
	[ "$(forge_asked | wc -l)" -le 44 ] || complain "$(forge_asked | wc -l): $(forge_asked | head -50)"
}

@test "what another tool opened for the same is found, and no second one opened" {
	up github squash one
	git push -q origin stable/v0.2.x~0:refs/heads/backport-1-to-stable/v0.2.x
	quietly git switch -q -c other stable/v0.2.x
	echo x >x && git add x && git commit -qm x
	git push -q -f origin other:refs/heads/backport-1-to-stable/v0.2.x
	quietly git switch -q main
	forge_ask POST "$FORGE_REPO/pulls" '{"title": "by a bot",
		"head": "backport-1-to-stable/v0.2.x", "base": "stable/v0.2.x"}' >/dev/null
	run git backport --submit stable/v0.2.x pr/1
	exits 0
	says "'backport-1-to-stable/v0.2.x' is open for 'stable/v0.2.x' already"
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 1 ]
}

@test "names of a preset, title, body and labels of the settings" {
	up github squash one
	git config backport.preset prow
	run git backport --submit stable/v0.2.x pr/1
	exits 0
	[ "$(forge_state issues 2 title)" = '[stable/v0.2.x] Add things' ]
	[ "$(forge_state issues 2 pull head)" = cherry-pick-1-to-stable/v0.2.x ]
	git config backport.title '{title} for {target}'
	git config backport.labels 'backport, ready'
	mkdir -p .github
	echo 'For {source} of {target}.' >.github/backport.md
	git fetch -q origin && git reset -q --hard origin/main
	mkdir -p .github
	echo 'For {source} of {target}.' >.github/backport.md
	git add .github && git commit -qm form && quietly git push -q origin main
	git config backport.body .github/backport.md
	run git backport --submit stable/v0.2.x pr/1
	exits 0
	says 'updated pull request #2'
	[ "$(forge_state issues 2 title)" = 'Add things for stable/v0.2.x' ]
	[ "$(forge_state issues 2 labels)" = '["backport","ready"]' ] ||
		[ "$(forge_state issues 2 labels)" = '["backport", "ready"]' ]
	[ "$(forge_state issues 2 body | head -1)" = 'For #1 of stable/v0.2.x.' ]
}

@test "a body that is longer than the forge takes loses its end, and not the line for programs" {
	local commit body
	{ yes 'what there is to know of {source}' || :; } | head -n 4000 >form.md
	git add form.md && git commit -qm form && quietly git push -q origin main
	up github merge one
	git config backport.body form.md
	run git backport --submit stable/v0.2.x pr/1
	exits 0
	says 'note: GitHub takes 65536 characters of a text: the end is left out'
	body=$(forge_state issues 2 body)
	commit=$(git -C "$REMOTE" log -1 --format=%H --no-merges --grep 'Add one' main)
	[ "${body##*$'\n'}" = "<!-- git-backport: v1 source=1 target=stable/v0.2.x commits=$commit -->" ]
	[ "${#body}" -gt 65000 ]
}

# later <forge>: backports that were made without the forge are submitted
later() {
	up "$1" merge one two
	quietly git backport stable/v0.1.x stable/v0.2.x pr/1
	run git backport submit 1
	exits 0
	[ "$(forge_state issues 2 title)" = '[Backport stable/v0.1.x] Add things' ]
	[ "$(forge_state issues 3 title)" = '[Backport stable/v0.2.x] Add things' ]
	[ "$(forge_log 'git-receive-pack' | grep -c POST)" -eq 1 ]
	run git backport submit --all
	exits 0
	says 'is as it shall be'
	run git backport --submit stable/v0.1.x stable/v0.2.x pr/1
	exits 0
	says 'is as it shall be'
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 2 ]
	run ! grep -q . <<<"$(forge_asked '^(PATCH|PUT)')"
}

@test "GitHub: submit pushes what is here, and opens its pull requests once" { later github; }
@test "GitLab: submit pushes what is here, and opens its merge requests once" { later gitlab; }
@test "Gitea: submit pushes what is here, and opens its pull requests once" { later gitea; }

@test "submit of nothing that is open, and of nothing at all" {
	forge_up github
	run git backport submit 7
	refused 128 "no backport '7' is open"
	run git backport submit
	refused 129 'which backport? git backport submit <id> | --all'
	run git backport submit --all
	exits 0
	says 'no backport is open'
}

@test "a branch that somebody has deleted there, and an error of the forge: submit goes on" {
	up github squash one
	quietly git backport stable/v0.2.x pr/1
	forge_fault 'POST .*/pulls$' lost
	run git backport submit 1
	[ "$status" -eq 0 ] || run git backport --continue
	exits 0
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 1 ]
}

@test "status and audit mark open pull requests by one listing, where the forge is asked" {
	up github squash one
	quietly git backport --submit stable/v0.2.x pr/1
	quietly git fetch -q origin
	commit=$(git rev-parse origin/main)
	forge_forget
	run git backport status
	run ! grep -q pull/2 <<<"$output"
	[ -z "$(forge_asked)" ]
	run git backport status --forge
	exits 0
	says "backport/1/stable/v0.2.x: open, 1 commit for 'stable/v0.2.x', pushed, $FORGE_URL/acme/widget/pull/2"
	[ "$(forge_asked | wc -l)" -eq 1 ]
	run git backport status --forge --porcelain
	says "b stable/v0.2.x backport/1/stable/v0.2.x" '> 1'
	run git backport status --forge --porcelain origin/main
	says "s stable/v0.2.x $commit" ' > - #2 Add things'
	run git backport audit --all --forge
	exits 0
	grep -q "^->  ${commit:0:7}" <<<"$output" || complain "$output"
	run git backport audit --forge
	exits 0
	says '1 change on 2 branches'
	grep -q "^->  ${commit:0:7}" <<<"$output" || complain "$output"
}

@test "audit --forge has the commits of a pull request that is open, and not its merge" {
	up github merge one two
	quietly git backport --submit stable/v0.2.x pr/1
	quietly git fetch -q origin
	run git backport audit --forge
	exits 0
	says '2 changes on 2 branches' 'Add one' 'Add two'
	[[ $output != *'Merge pull'* ]]
	run git backport audit
	says '0 changes'
}

# happened <what> [<who> [<comment>]]: the forge tells CI
happened() {
	local who=${2-ada} text=${3-} file=$T/event.json
	case $FORGE_KIND:$1 in
	gitlab:comment) jq -n --arg t "$text" --arg w "$who" '{object_kind: "note",
		object_attributes: {noteable_type: "MergeRequest", note: $t}, merge_request: {iid: 1},
		user: {username: $w}, project: {path_with_namespace: "acme/widget"}}' ;;
	gitlab:*) jq -n --arg w "$who" '{object_kind: "merge_request",
		object_attributes: {iid: 1, action: "merge"},
		user: {username: $w}, project: {path_with_namespace: "acme/widget"}}' ;;
	*:comment) jq -n --arg t "$text" --arg w "$who" '{action: "created",
		issue: {number: 1, pull_request: {}}, comment: {body: $t},
		repository: {full_name: "acme/widget"}, sender: {login: $w}}' ;;
	*:merged) jq -n --arg w "$who" '{action: "closed",
		pull_request: {number: 1, merged: true},
		repository: {full_name: "acme/widget"}, sender: {login: $w}}' ;;
	*:label) jq -n --arg w "$who" '{action: "labeled", label: {name: "stable/v0.2"},
		pull_request: {number: 1, merged: false},
		repository: {full_name: "acme/widget"}, sender: {login: $w}}' ;;
	esac >"$file"
	if [ "$FORGE_KIND" = gitlab ]; then
		export TRIGGER_PAYLOAD=$file
	else
		export GITHUB_EVENT_PATH=$file
	fi
}

# comments <forge>: a comment starts it, but not of a stranger
comments() {
	up "$1" squash one
	happened comment eve '/backport v0.2'
	run git backport ci
	exits 0
	says "nothing is backported: 'eve' may not push to 'acme/widget'"
	happened comment nobody-at-all '/backport v0.2'
	run git backport ci
	exits 0
	says "'nobody-at-all' may not push"
	happened comment ada $'thanks!\r\n/backport v0.2\r\n'
	run git backport ci
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 1 ]
}

@test "GitHub: a comment starts a backport, one of a stranger nothing" { comments github; }
@test "GitLab: a comment starts a backport, one of a stranger nothing" { comments gitlab; }
@test "Gitea: a comment starts a backport, one of a stranger nothing" { comments gitea; }

@test "a label waits for the merge, and the merge takes the label" {
	forge_up github
	topic one
	opened stable/v0.2
	happened label
	run git backport ci
	exits 0
	says 'nothing is backported: pull request #1 is not merged'
	merged squash
	happened merged
	run git backport ci
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
}

@test "a merge without a label, and a comment about something else, start nothing" {
	up github squash one
	happened merged
	run git backport ci
	exits 0
	says 'no label of pull request #1 is for that'
	happened comment ada 'what does /backport do? /backport v0.2'
	run git backport ci
	exits 0
	says 'the event does not ask for it'
	echo '{"action": "push"' >"$GITHUB_EVENT_PATH"
	run git backport ci
	exits 128
	unset GITHUB_EVENT_PATH
	run git backport ci
	refused 129 'there is no event'
}

@test "names in events are names: no shell, no pattern, no option" {
	up github squash one
	for word in '*' main '--direct' '$(touch${IFS}pwned)' '`touch pwned`' 'v0.2;touch pwned'; do
		happened comment ada "/backport $word"
		run git backport ci
		[ "$status" -ne 0 ] || complain "$word: $output"
	done
	[ ! -e pwned ]
	[ "$(forge_asked '^POST')" = 'POST repos/acme/widget/issues/1/comments 201' ] || complain "$(forge_asked)"
	jq '.repository.full_name = "other/project"' "$GITHUB_EVENT_PATH" >x && mv x "$GITHUB_EVENT_PATH"
	run git backport ci
	refused 1 "the event is of 'other/project', and the remote 'acme/widget'"
}

# conflicting <forge>: main and stable/v0.2.x differ in a file that the topic changes
conflicting() {
	forge_up "$1"
	echo base >file
	git add file && git commit -qm base
	quietly git push -q origin main
	quietly git switch -q stable/v0.1.x
	quietly git switch -q stable/v0.2.x
	echo other >file
	git add file && git commit -qm other
	quietly git push -q origin stable/v0.2.x
	quietly git switch -q -c topic main
	echo changed >file
	git commit -qam 'Change it'
	quietly git push -q origin topic
	quietly git switch -q main
	opened
	merged squash
	forge_forget
}

@test "conflicts on CI: one comment with the commands, edited once they are gone" {
	conflicting github
	happened comment ada '/backport v0.2'
	run git backport ci
	exits 1
	[ "$(forge_state issues 1 comments | jq length)" -eq 1 ]
	forge_state issues 1 comments 0 body | grep -qF \
		'git backport --submit --on-conflict=stop stable/v0.2.x -- pr/1'
	run git backport ci
	exits 1
	[ "$(forge_state issues 1 comments | jq length)" -eq 1 ]
	run git backport --submit --on-conflict=stop stable/v0.2.x -- pr/1
	exits 1
	echo both >file && git add file
	run git backport --continue
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
	run git backport refresh 1
	exits 0
	[ "$(forge_state issues 1 comments | jq length)" -eq 1 ]
	forge_state issues 1 comments 0 body | grep -qF backport/1/stable/v0.2.x
}

@test "refresh: the target has moved, the branch is made anew, the pull request stays" {
	up github squash one
	quietly git backport --submit stable/v0.2.x pr/1
	was=$(git rev-parse backport/1/stable/v0.2.x)
	quietly git switch -q stable/v0.2.x
	git commit -q --allow-empty -m moved
	quietly git push -q origin stable/v0.2.x
	quietly git switch -q main
	run git backport refresh
	exits 0
	[ "$(git rev-parse backport/1/stable/v0.2.x)" != "$was" ]
	[ "$(git ls-remote origin refs/heads/backport/1/stable/v0.2.x | cut -f1)" = \
		"$(git rev-parse backport/1/stable/v0.2.x)" ]
	[ "$(git rev-parse backport/1/stable/v0.2.x^)" = "$(git rev-parse stable/v0.2.x)" ]
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 1 ]
	run git backport refresh 9
	refused 128 "no backport '9' is open"
}

@test "refresh: a pull request that cannot be read is not taken for none" {
	up github squash one
	quietly git backport --submit stable/v0.2.x pr/1
	quietly git switch -q stable/v0.2.x
	git commit -q --allow-empty -m moved
	quietly git push -q origin stable/v0.2.x
	quietly git switch -q main
	remember
	forge_fault 'GET pulls/1$' status '"status": 500, "json": {}'
	run git backport refresh 1
	refused 128 'pull request #1' 'answers 500'
	unchanged
	# and one that is hidden is refreshed under its name
	forge_fault 'GET pulls/1$' status '"status": 404, "json": {}'
	run git backport refresh 1
	exits 0
	[ "$(git rev-parse backport/1/stable/v0.2.x^)" = "$(git rev-parse stable/v0.2.x)" ]
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 1 ]
	[ "$(git branch --list 'backport/*' | wc -l)" -eq 1 ]
}

@test "refresh leaves a branch that somebody else has pushed to" {
	up github squash one
	quietly git backport --submit stable/v0.2.x pr/1
	colleague backport/1/stable/v0.2.x 'echo more >more'
	quietly git switch -q stable/v0.2.x
	git commit -q --allow-empty -m moved
	quietly git push -q origin stable/v0.2.x
	quietly git switch -q main
	theirs=$(git ls-remote origin refs/heads/backport/1/stable/v0.2.x)
	run git backport refresh 1
	[ "$status" -ne 0 ]
	[ "$(git ls-remote origin refs/heads/backport/1/stable/v0.2.x)" = "$theirs" ]
}

# lost_answer <forge>: the pull request is there, and nobody was told
lost_answer() {
	up "$1" squash one
	forge_fault 'POST .*/(pulls|merge_requests)$' lost
	run git backport --submit stable/v0.1.x stable/v0.2.x pr/1
	[ "$status" -eq 0 ] || run git backport --continue
	exits 0
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 2 ] ||
		complain "$(forge_asked)"
}

@test "GitLab: an answer that is lost: one merge request a target" { lost_answer gitlab; }
@test "Gitea: an answer that is lost: one pull request a target" { lost_answer gitea; }

# overtaken <forge>: a colleague opens what we could not; it is
# merged, and its branch deleted
overtaken() {
	local pulls=pulls
	forge_unjudged
	[ "$1" != gitlab ] || pulls=merge_requests
	up "$1" squash one
	forge_fault 'POST .*/(pulls|merge_requests)$' status '"status": 500, "times": 0'
	run git backport --submit stable/v0.2.x pr/1
	[ "$status" -ne 0 ]
	forge_mend
	forge_ask POST "$FORGE_REPO/$pulls" '{"head": "backport/1/stable/v0.2.x", "base": "stable/v0.2.x",
		"source_branch": "backport/1/stable/v0.2.x", "target_branch": "stable/v0.2.x",
		"title": "[Backport stable/v0.2.x] Add things"}' >/dev/null
	case $1 in
	github) forge_ask PUT "$FORGE_REPO/pulls/2/merge" '{"merge_method": "squash"}' >/dev/null ;;
	gitea) forge_ask POST "$FORGE_REPO/pulls/2/merge" '{"Do": "squash"}' >/dev/null ;;
	gitlab) forge_merge 2 ;;
	esac
	git -C "$REMOTE" update-ref -d refs/heads/backport/1/stable/v0.2.x
	run git backport --continue
	exits 0
	says "'stable/v0.2.x' has what 'backport/1/stable/v0.2.x' was to bring"
	[ -z "$(git ls-remote origin 'refs/heads/backport/*')" ]
	[ "$(forge_asked "^POST .*$pulls 201" | wc -l)" -eq 1 ] || complain "$(forge_asked)"
}

@test "GitHub: who is overtaken, even squashed, continues to the end" { overtaken github; }
@test "GitLab: who is overtaken, even squashed, continues to the end" { overtaken gitlab; }
@test "Gitea: who is overtaken, even squashed, continues to the end" { overtaken gitea; }

# other_words <forge>: its branch, its commit and its number are one change
other_words() {
	up "$1" merge one
	git fetch -q origin
	run git backport --submit stable/v0.2.x origin/topic
	exits 0
	says 'backport/1/stable/v0.2.x'
	run git backport --submit stable/v0.1.x "$(git rev-parse origin/topic)"
	exits 0
	run git backport --submit stable/v0.1.x stable/v0.2.x pr/1
	exits 0
	says "is open for 'stable/v0.1.x' already"
	[ "$(forge_asked '^POST .*(pulls|merge_requests) 201' | wc -l)" -eq 2 ] ||
		complain "$(forge_asked)"
}

@test "GitHub: one change has one request, whatever it is called by" { other_words github; }
@test "GitLab: one change has one request, whatever it is called by" { other_words gitlab; }
@test "Gitea: one change has one request, whatever it is called by" { other_words gitea; }

# goes_wrong <kind of fault>
goes_wrong() {
	up github squash one
	forge_fault 'POST .*/pulls$' "$1"
	run git backport --submit stable/v0.1.x stable/v0.2.x pr/1
	[ "$status" -eq 0 ] || run git backport --continue
	[ "$status" -eq 0 ] || run git backport --continue
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.1.x ]
	[ "$(forge_state issues 3 pull base)" = stable/v0.2.x ]
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq 2 ] || complain "$(forge_asked)"
}

@test "a connection that is cut, and submit goes on" { goes_wrong cut; }
@test "JSON that is broken, and submit goes on" { goes_wrong broken; }
@test "a connection that is gone, and submit goes on" { goes_wrong gone; }

@test "killed at each point, --continue ends with one pull request a target" {
	forge_up github
	topic one
	opened
	merged squash
	for point in $(seq 40); do
		id=pr/1
		run env CRASH_AT="$point" git backport --force-new --branch "b$point/{target}" \
			--submit stable/v0.2.x "$id"
		[ "$status" -ne 0 ] || break
		run git backport --continue
		[ "$status" -eq 0 ] || run git backport --force-new --branch "b$point/{target}" \
			--submit stable/v0.2.x "$id"
		exits 0
	done
	[ "$point" -gt 5 ]
	[ "$(forge_asked '^POST .*pulls 201' | wc -l)" -eq $((point + 1)) ] ||
		complain "$point: $(forge_asked '^POST')"
}

@test "GitLab: a pipeline of the branch after the merge takes the labels" {
	forge_up gitlab
	topic one
	opened stable/v0.2
	merged squash
	export GITLAB_USER_LOGIN=ada CI_COMMIT_SHA
	CI_COMMIT_SHA=$(git rev-parse main)
	run git backport ci
	exits 0
	says 'the event does not ask for it'
	CI_COMMIT_SHA=$(git ls-remote origin main | cut -f1)
	GITLAB_USER_LOGIN=eve run git backport ci
	exits 0
	says "'eve' may not push"
	run git backport ci
	exits 0
	[ "$(forge_state issues 2 pull base)" = stable/v0.2.x ]
}
