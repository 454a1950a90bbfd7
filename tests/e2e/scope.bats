# git rel scope: what belongs to a release, as the forge has it.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
}

# up <forge>: two pull requests into develop, merged, one of them before the branch
# of 0.1.0 had its tag; one into another branch; two issues, one closed.
up() {
	forge_up "$1"
	merge_path=merge merge_verb=PUT merge_body='{"merge_method": "merge"}'
	pulls=pulls head=head base=base
	case $1 in
	gitlab) merge_body='{}' pulls=merge_requests head=source_branch base=target_branch ;;
	gitea) merge_verb=POST merge_body='{"Do": "merge"}' ;;
	esac
}

# landed <branch> <base> <title>: made, opened, merged
landed() {
	git switch -qc "$1" "origin/$2"
	git commit -q --allow-empty -m "$3"
	git push -q origin "$1"
	forge_ask POST "$FORGE_REPO/$pulls" "{\"$head\": \"$1\", \"$base\": \"$2\", \"title\": \"$3\"}" >/dev/null
	[ "$FORGE_KIND" != gitlab ] || forge_ask GET "$FORGE_REPO/$pulls/$NUMBER" >/dev/null
	[ "$FORGE_KIND" != gitlab ] || forge_ask GET "$FORGE_REPO/$pulls/$NUMBER" >/dev/null
	forge_ask "$merge_verb" "$FORGE_REPO/$pulls/$NUMBER/$merge_path" "$merge_body" >/dev/null
	[[ $(cat "$T/forge.status") = 20* ]] || complain "$(cat "$T/forge.answer")" || return
	NUMBER=$((NUMBER + 1))
	git fetch -q origin
	git switch -q develop
	git merge -q --ff-only origin/develop
}

closed() { # closed <issue>
	case $FORGE_KIND in
	gitlab) forge_tell 'do' "{\"repo\": \"acme/widget\", \"issue\": $1, \"close\": true}" ;;
	*) forge_ask PATCH "$FORGE_REPO/issues/$1" '{"state": "closed"}' >/dev/null ;;
	esac
}

play() {
	local sign='#'
	[ "$1" != gitlab ] || sign='!'
	up "$1"
	NUMBER=1
	git switch -q develop
	landed feature/one develop 'feat: one'
	git switch -q --detach
	git branch -q other && git push -q origin other
	landed feature/two develop 'fix: two'
	landed feature/aside other 'chore: aside'
	run git rel scope
	exits 0
	[ "$output" = "${sign}1 feat: one"$'\n'"${sign}2 fix: two" ] || complain "$output"
	quietly git tag -a v0.1.1 -m v0.1.1 origin/develop~1
	run git rel scope
	[ "$output" = "${sign}2 fix: two" ] || complain "$output"
	run git rel scope --since=0.1.0
	[ "$output" = "${sign}1 feat: one"$'\n'"${sign}2 fix: two" ] || complain "$output"
	run git rel scope 0.1.1
	[ "$output" = "${sign}1 feat: one" ] || complain "$output"
	run git rel scope --since=2099-01-01
	exits 0
	[ -z "$output" ]
	run git rel scope --json
	exits 0
	says '"since":"v0.1.1"' '"kind":"pull","number":2,"state":"merged","title":"fix: two"'
	run git rel scope --since=0.7.0
	exits 128
	says "there is no tag 'v0.7.0'"
	run git rel scope --since=yesterday
	exits 129
	says 'is no version and no day'
}

@test "GitHub: pull requests count by the commits of the range" { play github; }
@test "GitLab: merge requests count by the commits of the range" { play gitlab; }
@test "Gitea: pull requests count by the commits of the range" { play gitea; }

chosen() {
	up "$1"
	forge_tell milestone '{"repo": "acme/widget", "title": "1.0"}'
	forge_tell issue '{"repo": "acme/widget", "title": "I1", "milestone": "1.0", "labels": ["bug", "ui"]}'
	forge_tell issue '{"repo": "acme/widget", "title": "I2", "labels": ["bug"]}'
	run git rel scope --milestone=1.0
	exits 0
	[ -z "$output" ]
	run git rel scope --milestone=1.0 --open
	[ "$output" = '#1 I1 (bug, ui) [open]' ] || complain "$output"
	closed 1
	run git rel scope --milestone=1.0
	[ "$output" = '#1 I1 (bug, ui)' ] || complain "$output"
	run git rel scope --label=bug --open
	[ "$output" = '#1 I1 (bug, ui)'$'\n''#2 I2 (bug) [open]' ] || complain "$output"
	run git rel scope --label=ui --json
	says '"kind":"issue","number":1,"state":"closed"' '"labels":["bug","ui"]'
}

# own <forge> [<merge|squash>]: what brings a release is none of its changes
own() {
	up "$1"
	NUMBER=1
	git config rel.finish pr
	git config rel.backMerge pr
	git switch -q develop
	landed feature/one develop 'feat: one'
	quietly git rel start 0.2.0
	quietly git commit -q --allow-empty -m 'chore: last words'
	quietly git rel pr
	if [ "${2-}" = squash ]; then
		forge_ask PUT "$FORGE_REPO/pulls/2/merge" '{"merge_method": "squash"}' >/dev/null
	else
		forge_merge 2
	fi
	quietly git rel finish 0.2.0
	run git rel scope --open
	exits 0
	[ "${2-}" = squash ] || [ -z "$output" ] || complain "$output"
	[[ $output != *Release* && $output != *Merge* ]] || complain "open: $output"
	forge_merge 3
	git fetch -q origin
	git switch -q develop
	git merge -q --ff-only origin/develop
	run git rel scope 0.2.0
	exits 0
	# main has but one commit of a squash, which names no other request
	[[ $output == ?'1 feat: one' || ${2-} = squash && -z $output ]] || complain "$output"
	run git rel scope
	exits 0
	[ "${2-}" = squash ] || [ -z "$output" ] || complain "$output"
	[[ $output != *Release* && $output != *Merge* ]] || complain "$output"
	run git rel scope --milestone=nosuch
	exits 128
	says "there is no milestone 'nosuch'"
}
@test "GitHub: the pull requests of release and back-merge are none of its scope" { own github; }
@test "GitHub: nor is that of a release which was squashed" { own github squash; }
@test "GitLab: the merge requests of release and back-merge are none of its scope" { own gitlab; }
@test "Gitea: the pull requests of release and back-merge are none of its scope" { own gitea; }

@test "GitHub: issues by milestone and label, open or not" { chosen github; }
@test "GitLab: issues by milestone and label, open or not" { chosen gitlab; }
@test "Gitea: issues by milestone and label, open or not" { chosen gitea; }

@test "titles and labels from elsewhere cannot write to the terminal" {
	up github
	forge_tell issue '{"repo": "acme/widget", "title": "Esc \u001b[31mRED \u001b]0;x\u0007", "labels": ["a\nb"]}'
	run git rel scope --open
	exits 0
	[ "$output" = '#1 Esc \x1b[31mRED \x1b]0;x\x07 (a\x0ab) [open]' ] || complain "$output"
}

@test "a forge that is away, and one that is none, are told" {
	up github
	forge_fault 'GET issues' status '"status": 500, "times": 0'
	run git rel scope
	exits 128
	says 'what belongs to the release'
	git config --unset rel.forge
	git config --unset rel.forgeUrl
	git remote set-url origin "$REMOTE"
	run git rel scope
	exits 128
	says rel.forge
}

@test "{issues} in the form of a pull request lists them" {
	mkdir .forge
	printf '{version}:\n\n{issues}\n' >.forge/pr.md
	git switch -q develop
	git add .forge && git commit -qm 'docs: form' && git push -q origin develop
	up github
	NUMBER=1
	landed feature/one develop 'feat: one \u001b[1m'
	git config rel.prBody .forge/pr.md
	quietly git rel start 0.2.0
	run git rel pr --show
	exits 0
	[ "$output" = $'0.2.0:\n\n- #1 feat: one \\x1b[1m' ] || complain "$output"
	quietly git rel pr
	[ "$(forge_state issues 2 body)" = $'0.2.0:\n\n- #1 feat: one \\x1b[1m' ]
	run git rel pr
	says 'is as it shall be'
}
