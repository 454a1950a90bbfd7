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
	git config --global --unset-all "credential.$FORGE_URL.helper"
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
}
