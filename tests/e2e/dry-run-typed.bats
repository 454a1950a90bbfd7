#!/usr/bin/env bats
# The commands that a dry run prints for what is made here, version files, notes
# and the project's own commands: typed, they make the same commits as the run.

load lib

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
}

all_refs() { world | grep -E '^(HEAD|here|there)'; }

# get_their_text: the files that are in the run's commits, as they are there
get_their_text() {
	local path
	while IFS= read -r -d '' path; do
		mkdir -p "$(dirname "$path")"
		git -C "$T/run" show "HEAD:$path" >"$path"
	done < <(git -C "$T/run" diff -z --name-only --diff-filter=AM "$BASE" HEAD)
}

# same_typed <command>...: run in a copy; then its dry run, typed here
same_typed() {
	local line typed=()
	BASE=$(git rev-parse HEAD)
	cp -a "$R" "$T/run"
	cp -a "$REMOTE" "$T/run.git"
	git -C "$T/run" remote set-url origin "file://$T/run.git"
	git -C "$T/run" update-index -q --refresh
	(R=$T/run REMOTE=$T/run.git && cd "$R" && quietly git rel "$@" -y && all_refs) >"$T/is.run" || return
	run git rel "$@" --dry-run
	exits 0 || return
	mapfile -d '' typed < <(typed)
	for line in "${typed[@]}"; do
		if [[ $line == '# the files get their new text'* ]]; then
			get_their_text
			continue
		fi
		quietly eval "$line" || complain "typed: $line" "$output" || return
	done
	all_refs >"$T/is.typed"
	diff "$T/is.run" "$T/is.typed" || complain "$output" || return
	[ "$(git rev-parse 'HEAD^{tree}')" = "$(git -C "$T/run" rev-parse 'HEAD^{tree}')" ]
	[ -z "$(git status --porcelain)" ] || complain "$(git status)"
}

fragments() {
	git config rel.notesStyle towncrier
	mkdir -p changes/old
	echo 'One thing' >changes/1.feature.md
	echo 'Another' >"changes/+it's [2].bugfix.md"
	# git would take the name above for a pattern, and this for one that fits it
	echo 'Kept' >"changes/old/+it's 2.bugfix.md"
	record
}

@test "start with a changelog that is new, typed" {
	git config rel.versionFiles VERSION
	git config rel.changelog docs/CHANGES.md
	echo 'x: a thing' >x.txt
	git add x.txt
	git commit -q -m 'feat: a thing (#3)'
	git config rel.notesStyle sections
	same_typed start 0.2.0
}

@test "start with a file of notes for each version, typed" {
	git config rel.versionFiles VERSION
	git config rel.notesStyle keepachangelog
	git config rel.notesFile 'docs/notes/{version}.md'
	work CHANGELOG.md $'## [Unreleased]\n- A'
	work .gitignore docs/
	same_typed start 0.2.0
	says 'git add -f -- docs/notes/0.2.0.md'
	[ -f docs/notes/0.2.0.md ]
}

@test "start with a bump of its own and notes, typed" {
	git config rel.versionFiles VERSION
	git config rel.bumpMessage 'Bump to {version}'
	fragments
	same_typed start 0.2.0
	says 'git --literal-pathspecs add -f -- NEWS.rst' \
		"git --literal-pathspecs rm -q -- 'changes/+it'\\''s [2].bugfix.md' changes/1.feature.md"
	[ ! -e changes/1.feature.md ]
	[ -e "changes/old/+it's 2.bugfix.md" ]
}

@test "notes build from fragments, typed" {
	fragments
	git switch -q -c release/v0.2.0
	same_typed notes build
}

@test "notes build --amend from fragments, typed" {
	fragments
	git switch -q -c release/v0.2.0
	work a.txt mine
	same_typed notes build --amend
}

@test "bump, typed" {
	git config rel.versionFiles VERSION
	same_typed bump 0.2.0
}

# ---- commands of the project ------------------------------------------------

# shellcheck disable=SC2016 # for another shell
@test "prepare steps and checks have the environment that they read, typed" {
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'echo "$GIT_REL_VERSION of ${GIT_REL_SET_WEBUI}, $GIT_REL_STEP" >a.txt; exit 0'
	git config rel.prepare.new 'echo it'\''s $GIT_REL_TAG >new.txt'
	git config rel.check.unit 'test "$(cat new.txt)" = "its $GIT_REL_TAG" && exit 0; exit 1'
	git config rel.prepare.new 'echo "its $GIT_REL_TAG" >new.txt'
	same_typed start --set WebUI='25.3 b' 0.2.0
	[ "$(cat a.txt)" = '0.2.0 of 25.3 b, prepare.lock' ]
	says "\$ GIT_REL_VERSION=0.2.0 GIT_REL_SET_WEBUI='25.3 b' GIT_REL_STEP=prepare.lock sh -c '" \
		"\$ GIT_REL_TAG=v0.2.0 sh -c '"
}

@test "what only looks like a variable of ours is not set, and nothing else is" {
	git config rel.prepare.a 'echo "$MY_GIT_REL_TAG $GIT_REL_VERSIONS" >a.txt'
	run git rel start 0.2.0 -n
	exits 0
	says '$ echo "$MY_GIT_REL_TAG $GIT_REL_VERSIONS" >a.txt'
}

@test "check -n prints what can be typed" {
	git config rel.check.unit 'test "$GIT_REL_VERSION" = 0.2.0'
	quietly git rel start --no-check 0.2.0
	run git rel check -n
	exits 0
	says "\$ GIT_REL_VERSION=0.2.0 sh -c 'test \"\$GIT_REL_VERSION\" = 0.2.0'"
	eval "$(sed -n 's/^ *\$ //p' <<<"$output")"
	# that is for people: programs get the command as it is
	run git rel check -n --json
	says '"command":"test \"$GIT_REL_VERSION\" = 0.2.0"'
}

@test "files that git does not track are not added, typed" {
	git config rel.prepare.a 'echo new >new.txt; echo 1 >>a.txt'
	echo mine >mine.txt
	run git rel start 0.2.0 -n
	exits 0
	says 'git add <what is new or changed>'
}

@test "finish --resolve that sets the merge into develop up, typed" {
	git config rel.notesStyle keepachangelog
	git config rel.versionFiles VERSION
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n\n## 0.1.0\n\n- Z'
	quietly git rel start 0.2.0
	work a.txt release
	git switch -q develop
	work a.txt develop
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n- B\n\n## 0.1.0\n\n- Z'
	git switch -q release/v0.2.0
	cp -a "$R" "$T/run"
	git -C "$T/run" update-index -q --refresh
	run git -C "$T/run" rel finish --resolve -y
	exits 1
	run git rel finish --resolve -n
	exits 0
	says '# CHANGELOG.md: git merges it line by line'
	while IFS= read -r line; do
		[[ $line == 'git '* ]] || continue
		run eval "$line"
	done < <(sed -n 's/^ *\$ //p' <<<"$output")
	[ "$(git diff --name-only --diff-filter=U | grep -v CHANGELOG)" = a.txt ]
	[ "$(git -C "$T/run" diff --name-only --diff-filter=U)" = a.txt ]
	[ "$(git rev-parse 'MERGE_HEAD^{tree}')" = "$(git -C "$T/run" rev-parse 'MERGE_HEAD^{tree}')" ]
}

@test "start --no-verify and finish --no-verify, typed, go past the hooks" {
	git config rel.versionFiles VERSION
	for hook in commit-msg pre-merge-commit pre-push; do
		printf '#!/bin/sh\nexit 1\n' >.git/hooks/$hook
		chmod +x .git/hooks/$hook
	done
	same_typed start --no-verify 0.2.0
	rm -rf "$T/run"
	run git rel finish --no-verify -n
	exits 0
	says 'git merge --no-verify --no-ff' 'git push --atomic --no-verify'
}

@test "what cannot be shown as it is can be typed all the same" {
	quietly git rel start 0.2.0
	work x.txt x
	git config rel.tagMessage $'Release {version}\n\n{description}'
	twin
	run git rel finish -n -m $'it\'s\tone \e[1mbold \\'
	exits 0
	[[ $output != *\\x* && $output != *$'\e'* ]] || complain "$output"
	mapfile -d '' typed < <(typed)
	quietly git rel finish -y -m $'it\'s\tone \e[1mbold \\'
	by_hand 'git switch -q main && git merge -q --no-ff --no-edit release/v0.2.0'
	for line in "${typed[@]}"; do
		[[ $line != 'git tag'* ]] || by_hand "$line"
	done
	[ "$(git cat-file tag v0.2.0)" = "$(git -C "$TWIN" cat-file tag v0.2.0)" ] ||
		complain "$(git cat-file tag v0.2.0 | od -c)"
}

@test "a tag whose message has lines that begin with #, typed" {
	quietly git rel start 0.2.0
	work x.txt x
	git config rel.tagMessage $'Release {version}\n\n{description}'
	run git rel finish -n -m '# 1'
	mapfile -d '' typed < <(typed)
	git switch -q main
	git merge -q --no-ff release/v0.2.0
	for line in "${typed[@]}"; do
		[[ $line != 'git tag'* ]] || eval "$line"
	done
	[[ $(git tag -l --format='%(contents)' v0.2.0) == *'# 1'* ]]
}

@test "start with a bump of its own, a prepare step and no notes, typed" {
	git config rel.versionFiles VERSION
	git config rel.bumpMessage 'Bump to {version}'
	git config rel.prepare.gen 'echo "$GIT_REL_VERSION" >gen.txt'
	same_typed start 0.2.0
	[ "$(git log -2 --format=%s)" = $'Release 0.2.0\nBump to 0.2.0' ]
}

# A line of 0.1, while main has 0.2; HEAD is on the branch of its release.
older_line() {
	git push -q origin 'v0.1.0^{}:refs/heads/stable/v0.1'
	git switch -q main
	work VERSION 0.2.0
	git tag -a -m 'Release v0.2.0' v0.2.0
	git push -q origin main v0.2.0
	git fetch -q
	git config rel.versionFiles VERSION
	git switch -q stable/v0.1
}

@test "start that opens a stable branch, typed" {
	older_line
	git switch -q main
	same_typed start --open-stable 0.3.0 main
}

@test "finish on a stable branch, typed" {
	older_line
	quietly git rel start patch
	work fix.txt fix
	same_typed finish --into develop
}

@test "finish with ff-only, typed" {
	older_line
	git config rel.merge ff-only
	quietly git rel start patch
	work fix.txt fix
	same_typed finish
}

@test "finish with ff-only and a next development version, typed" {
	older_line
	git config rel.merge ff-only
	git config rel.nextDev minor
	quietly git rel start patch
	work fix.txt fix
	same_typed finish
}

@test "finish with a next development version, typed" {
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	quietly git rel start 0.2.0
	work fix.txt fix
	same_typed finish
}

@test "finish with a next development version of a branch in another work tree, typed" {
	git config rel.versionFiles VERSION
	git config rel.nextDev minor
	quietly git rel start 0.2.0
	work fix.txt fix
	git worktree add -q "$T/tree" develop
	run git rel finish -n
	says "git -C $T/tree commit -m 'Begin 0.3.0-dev'"
}
