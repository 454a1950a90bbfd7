#!/usr/bin/env bats
# Memory: a whole release under valgrind.
# shellcheck disable=SC2154

load lib

setup() {
	sealed
	VALGRIND=(valgrind -q --error-exitcode=77 --leak-check=full
		--errors-for-leak-kinds=definite --show-leak-kinds=definite)
}

# The program itself, for git would be looked into as well.
checked() {
	run "${VALGRIND[@]}" "$(command -v git-rel)" "$@"
	[ "$status" -ne 77 ] || {
		echo "$output"
		return 1
	}
}

@test "a release from start to finish, a hotfix and an undo" {
	repo_gitflow
	checked init
	checked start --push 0.2.0
	echo 2 >two
	git add two
	git commit -q -m two
	checked rc
	[ "$status" -eq 0 ]
	checked rc
	checked status --json
	checked status
	checked finish --dry-run
	checked finish
	checked hotfix
	checked undo
	checked log
	checked config --explain
	[ "$(git rev-parse 'v0.2.0^{commit}')" = "$(git rev-parse main)" ]
}

@test "files that are settled by structure, and what stays a conflict" {
	repo_settled
	checked finish --dry-run
	[ "$status" -eq 0 ]
	work a.txt ours
	colleague develop 'echo theirs >a.txt'
	checked finish
	[ "$status" -eq 1 ]
	checked finish --resolve
	[ "$(git diff --name-only --diff-filter=U)" = a.txt ]
	checked --abort
}

@test "what is refused, interrupted or wrong" {
	repo_gitflow
	checked start 0.2.0
	checked start 0.2.0
	[ "$status" -eq 1 ]
	checked start banana
	checked finish --nonsense
	[ "$status" -eq 129 ]
	echo 2 >b.txt
	git commit -q -am two
	colleague main 'echo 3 >b.txt'
	checked finish
	[ "$status" -eq 1 ]
	checked finish --resolve
	checked --continue
	checked --abort
	printf '[release]\nmian = x\n' >.gitrel
	checked status
	[ "$status" -eq 128 ]
}

@test "candidates that count on, and that are refused" {
	repo_gitflow
	checked start rc
	[ "$status" -eq 128 ]
	checked start 0.2.0-rc.1
	checked rc
	[ "$status" -eq 1 ]
	git commit -q --allow-empty -m one
	checked finish
	checked start rc
	[ "$(git branch --show-current)" = release/v0.2.0-rc.2 ]
	checked start 0.2.0-rc.0
	[ "$status" -eq 1 ]
}

@test "a start in stages, that stops, goes on, is given up and taken back" {
	repo_gitflow
	checked init
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION lock'
	git config rel.check.unit 'test -e ok'
	checked start --push 0.2.0
	[ "$status" -eq 1 ]
	checked status
	checked --continue
	[ "$status" -eq 1 ]
	checked --abort
	[ "$status" -eq 0 ]
	rm -f lock
	checked start --no-check 0.2.0
	[ "$status" -eq 0 ]
	checked check --list
	checked finish
	[ "$status" -eq 1 ]
	touch ok
	checked check
	[ "$status" -eq 0 ]
	checked undo
	[ "$status" -eq 0 ]
}

@test "a start with many fragments, its notes edited, refused, and released" {
	local i
	repo_gitflow
	checked init
	git config rel.versionFiles VERSION
	git config rel.notesStyle towncrier
	git config rel.changelog CHANGELOG.md
	git config rel.parameters WebUI
	mkdir changes
	for ((i = 1; i <= 60; i++)); do echo "Say $i" >changes/$i.feature.md; done
	record
	git push -q origin develop
	checked start --set WebUI=1 0.2.0
	[ "$status" -eq 0 ]
	[ ! -e changes ]
	GIT_EDITOR='echo "- B" >>' checked notes edit
	[ "$status" -eq 0 ]
	GIT_EDITOR='echo "## 9.9" >>' checked notes edit
	[ "$status" -eq 1 ]
	git rm -q CHANGELOG.md
	git commit -q -m 'Lose it'
	checked finish -y
	[ "$status" -eq 1 ]
	git revert --no-edit HEAD >/dev/null
	checked finish -y
	[ "$status" -eq 0 ]
}
