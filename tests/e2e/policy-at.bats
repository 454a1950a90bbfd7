#!/usr/bin/env bats
# The policy of a release is the .gitrel that is released, wherever one stands.

load lib

setup() {
	sealed
	repo_trunk
	printf '[release]\nmodel = trunk\nfinish = push\ntag-message = Ship {version}\n' \
		>"$T/policy"
}

# A release branch that brings the first .gitrel; one stands on main again.
first_policy() {
	git config rel.model trunk
	quietly git rel start 0.2.0
	cp "$T/policy" .gitrel
	git add .gitrel
	git commit -qm 'Say how to release'
	git switch -q main
	remember
}

@test "finish refuses where .gitrel of the release does not count, and the way there works" {
	git config rel.finish push
	first_policy
	run git rel finish -y 0.2.0
	refused 1 'hint: go where it does: git switch release/v0.2.0'
	[[ $output == *'[release] tag-message = Ship {version}; here it is Release v{version}, by default (trunk)'* ]]
	[[ $output != *'finish = push;'* ]]
	git switch -q release/v0.2.0
	git rel finish -y 0.2.0
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Ship 0.2.0' ]
}

@test "the way goes to another work tree that has the branch" {
	git config rel.finish push
	first_policy
	git worktree add -q "$T/other" release/v0.2.0
	remember
	run git rel finish -y 0.2.0
	refused 1 "hint: go where it does: cd $T/other"
	cd "$T/other"
	git rel finish -y 0.2.0
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Ship 0.2.0' ]
}

@test "what git config says counts in place of it" {
	first_policy
	git config rel.finish push
	git config rel.tagMessage 'Mine {version}'
	git rel finish -y 0.2.0
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Mine 0.2.0' ]
}

@test "rc refuses it, too" {
	first_policy
	git switch -q release/v0.2.0
	printf 'candidate-tag-message = Try {version}\n' >>.gitrel
	git commit -qam 'Name candidates'
	git switch -q main
	remember
	run git rel rc 0.2.0
	refused 1 'go where it does: git switch release/v0.2.0'
	git switch -q release/v0.2.0
	git rel rc 0.2.0
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0-rc1)" = 'Try 0.2.0-rc1' ]
}

@test "a hotfix of a version that had no .gitrel goes by that of main" {
	cp "$T/policy" .gitrel
	git add .gitrel
	git commit -qm 'Say how to release'
	git push -q origin main
	quietly git rel hotfix 0.1.1
	on_branch hotfix/v0.1.1
	work fix.txt fix
	git config rel.model trunk
	git config rel.finish push
	next_is 'git switch main && git rel finish 0.1.1'
	remember
	run git rel finish -y
	refused 1 'go where it does: git switch main'
	git switch -q main
	git rel finish -y 0.1.1
	[ "$(git tag -l --format='%(contents:subject)' v0.1.1)" = 'Ship 0.1.1' ]
}

@test "a .gitrel that is changed in the work tree only is no other policy" {
	cp "$T/policy" .gitrel
	git add .gitrel
	git commit -qm 'Say how to release'
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	sed -i 's/Ship/Mine/' .gitrel
	git config rel.finish push
	run git rel finish -y
	refused 1 'git restore -SW .gitrel'
	git restore -SW .gitrel
	git rel finish -y
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Ship 0.2.0' ]
}

@test "tag goes by the .gitrel of what is tagged" {
	git config rel.model trunk
	cp "$T/policy" .gitrel
	git add .gitrel
	git commit -qm 'Say how to release'
	git push -q origin main
	git switch -q --detach HEAD~
	remember
	run git rel tag 0.2.0 main
	refused 1 'go where it does: git switch main'
	git switch -q main
	git rel tag 0.2.0
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Ship 0.2.0' ]
}

@test "to the .gitrel of what only the remote has there is a way, too" {
	git config rel.model trunk
	colleague main "cp '$T/policy' .gitrel"
	remember
	run git rel tag 0.2.0
	refused 1 'hint: go where it does: '
	eval "$(sed -n 's/^hint: go where it does: //p' <<<"$output")"
	git rel tag 0.2.0
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Ship 0.2.0' ]
}

@test "what main has got since, where only the remote has it, is brought as told" {
	git config rel.model trunk
	git config rel.finish push
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	colleague main "cp '$T/policy' .gitrel"
	remember
	run git rel finish -y
	refused 1 'hint: have it there, too: '
	eval "$(sed -n 's/^hint: have it there, too: //p' <<<"$output")"
	git rel finish -y
	[ "$(git tag -l --format='%(contents:subject)' v0.2.0)" = 'Ship 0.2.0' ]
}
