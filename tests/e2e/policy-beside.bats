#!/usr/bin/env bats
# A commit without .gitrel: the policy of the project is on another branch.

load lib

setup() {
	sealed
	repo_trunk
}

# policy_on <main>: its .gitrel is of after 0.1.0, from which a line goes.
policy_on() {
	git branch -q -m main "$1"
	git branch -q stable/0.1 v0.1.0
	printf '[release]\nmodel = trunk\nmain = %s\nfinish = push\nstable-branch = stable/{series}\n[backport]\nbranch = pick/{id}/{target}\n' "$1" \
		>.gitrel
	git add .gitrel
	git commit -qm 'Say how to release'
	git push -q origin "$1" stable/0.1
	[ "$1" = main ] || {
		git -C "$REMOTE" symbolic-ref HEAD "refs/heads/$1"
		git push -q origin :main
		git remote set-head origin "$1"
	}
	git config rel.confirm false
}

# A pick onto the line waits, in this work tree.
pick_waits() {
	policy_on trunk
	echo new >a.txt
	git add a.txt
	git commit -qm 'Mend it'
	git switch -q stable/0.1
	echo old >a.txt
	git add a.txt
	git commit -qm 'Keep it'
	git push -q origin stable/0.1 trunk
	git switch -q trunk
	run git backport --on-conflict=stop 0.1
	exits 1
	[ ! -e .gitrel ]
}

@test "on a line that only the .gitrel of main knows, git rel says how it is had, whatever main is called" {
	policy_on trunk
	git switch -q stable/0.1
	next_is "git checkout trunk .gitrel && git commit   (by the .gitrel of 'trunk', this is a stable branch)"
	git checkout -q trunk .gitrel
	git commit -qm 'Have it here'
	next_is 'git rel start patch'
}

@test "... where only the remote has main, too" {
	policy_on main
	git switch -q stable/0.1
	git branch -q -D main
	next_is "git checkout origin/main .gitrel && git commit   (by the .gitrel of 'main', this is a stable branch)"
}

@test "on other commits without .gitrel it is where one has to go" {
	policy_on trunk
	git switch -q --detach v0.1.0
	next_is "git switch trunk   (the .gitrel is that of 'trunk', and there is none here)"
	git switch -q trunk
	git reset -q --keep HEAD~
	next_is "git pull --ff-only origin trunk   (the .gitrel is that of 'trunk', and there is none here)"
}

@test "where it says nothing that does not hold, it is not asked for" {
	printf '[rules]\nprotect = main\n' >.gitrel
	git add .gitrel
	git commit -qm 'Protect main'
	git switch -q -c topic v0.1.0
	run git rel
	[[ $output != *gitrel* ]]
}

@test "a first hotfix after it: git rel, finish and rc say how it is had, and then it lands" {
	policy_on trunk
	run git rel hotfix
	says 'to have it there: git checkout trunk .gitrel && git commit'
	work fix.txt fix
	next_is "git checkout trunk .gitrel && git commit   (the .gitrel is that of 'trunk', and there is none here)"
	remember
	for verb in finish 'finish 0.1.1' 'rc 0.1.2'; do
		# shellcheck disable=SC2086
		run git rel $verb
		refused 128 "hint: to have the .gitrel of 'trunk' here, too: git checkout trunk .gitrel && git commit"
		[[ $output != *'git config'* ]]
	done
	git checkout -q trunk .gitrel
	git commit -qm 'Have it here'
	next_is 'git rel finish 0.1.1'
	git rel finish
	here_and_there refs/heads/stable/0.1 refs/tags/v0.1.1
}

@test "backport on such a line says so, too" {
	policy_on trunk
	git switch -q stable/0.1
	remember
	run git backport status
	refused 128 'there is no stable branch here' \
		"hint: to have the .gitrel of 'trunk' here, too: git checkout trunk .gitrel && git commit"
}

@test "a pick that waits on such a line is told by the policy it was begun with" {
	pick_waits
	run git rel config --explain
	[[ $output == *'stable/{series}'*'.gitrel, as it was begun:5'* ]]
	run git backport status HEAD
	[[ $output != *'no stable branch'* ]]
	next_is 'git rel --continue   (once the pick is resolved and added, or committed)'
}

@test "... and ended by it" {
	pick_waits
	echo both >a.txt
	git add a.txt
	git backport --continue
	on_branch trunk
	here_and_there refs/heads/trunk
	git rev-parse --verify -q "refs/heads/pick/$(git rev-parse --short=12 trunk)/stable/0.1"
	run git rel config --explain
	[[ $output != *'as it was begun'* ]]
}

@test "... or given up" {
	pick_waits
	git backport --abort
	on_branch trunk
	[ -e .gitrel ]
}

@test "... and git's own way on from a pick is not printed above ours" {
	pick_waits
	[[ $output == *'could not apply'* ]]
	[[ $output != *'cherry-pick --'* ]]
}
