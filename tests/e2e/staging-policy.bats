#!/usr/bin/env bats
# What a .gitrel says of how its releases are qualified: read as a whole, and
# refused as a whole.

load lib

setup() {
	sealed
	repo_gitflow
}

policy() {
	cat >.gitrel
}

team() {
	policy <<-'END'
		[staging]
		signers = keys/allowed
		[roles]
		qa = a@example.com b@example.com
		[items]
		docs = Documentation updated [by qa, wants link]
		[gate.cluster]
		launch = ./cluster launch
		check = ./cluster check
		read-id = "Job ID: {id}"
		[checklist.final]
		prepare = @branch docs cluster
		release = @merged @tagged
	END
}

@test "roles, items, gates and checklists are shown and explained" {
	team
	[ "$(git rel config --explain items.docs)" = \
		'Documentation updated [by qa, wants link]  .gitrel:6' ]
	[ "$(git rel config gate.cluster.read-id)" = 'Job ID: {id}' ]
	git rel config | grep -x 'checklist.final.prepare=@branch docs cluster'
	git rel config --list-args | grep -x 'roles.qa'
	[ "$(git rel config --json staging.signers | grep -o '"git":"[^"]*"')" = \
		'"git":"staging.signers"' ]
	run git rel config --json roles.qa
	says '"key":"roles.qa","value":"a@example.com b@example.com","origin":".gitrel:4"'
	[ "$(git rel config --explain | grep -c '^\(roles\|items\|gate\|checklist\)\.')" = 7 ]
	remember
	run git rel config roles.qa x
	refused 129 "only shows the settings" "it is changed in .gitrel"
}

@test "a policy with faults is refused by config and check, all of them in one list" {
	policy <<-'END'
		[roles]
		qa =
		[items]
		docs = Documentation updated [by quality]
		[checklist]
		prepare = @brunch doc
	END
	remember
	for cmd in 'config' 'config --explain' 'check' 'check --list' 'check --rules'; do
		# shellcheck disable=SC2086 # two words
		run git rel $cmd
		refused 128 "the checklists have 3 faults" \
			"  .gitrel:2: role 'qa' has nobody in it" \
			"  .gitrel:4: docs: there is no role 'quality'" \
			"  .gitrel:6: prepare: there is no fact '@brunch'; did you mean '@branch'?"
	done
}

@test "one fault is told like any other" {
	team
	sed -i 's/by qa/by qa, count 3/' .gitrel
	remember
	run git rel check
	refused 128 "fatal: .gitrel:6: docs: nobody can meet it: 3 of 2 people"
}

@test "what gates run needs the same trust as other commands" {
	team
	printf '[check]\nlint = echo linted\n' >>.gitrel
	git add .gitrel && git commit -qm policy
	run git rel trust
	exits 0
	says $'[gate.cluster]\n  launch = ./cluster launch\n  check = ./cluster check\n'
	run git rel check
	exits 0
	sed -i 's|cluster launch|cluster launch x|' .gitrel
	git commit -qam "another command"
	remember
	run git rel check --all
	refused 1 "+ gate.cluster.launch = ./cluster launch x"
}

@test "other lines of the checklists need no trust" {
	team
	printf '[check]\nlint = echo linted\n' >>.gitrel
	git add .gitrel && git commit -qm policy
	git rel trust
	sed -i 's/Documentation updated/Docs updated/' .gitrel
	git commit -qam "another text"
	run git rel check --all
	exits 0
}

@test "a section or a key that nobody knows is told with the nearest" {
	policy <<<'[gate.x'
	remember
	run git rel config
	refused 128 ".gitrel:1: section line does not end in ']'"
	policy <<<'[gates.x]'
	run git rel config
	refused 128 ".gitrel:1: unknown section [gates.x]" "did you mean [gate.x]?"
	policy <<<$'[gate.x]\nrum = y'
	run git rel config
	refused 128 ".gitrel:2: unknown key 'rum' in [gate.x]" "did you mean 'run'?"
}

@test "settings of staging come from git config, too" {
	git config staging.evidenceSign required
	[ "$(git rel config --explain staging.evidencesign)" = \
		'required  local file:.git/config' ]
	[ "$(git rel config backport.signoff)" = false ]
	git config staging.evidenceSing auto
	remember
	run git rel config
	refused 128 "unknown key 'staging.evidencesing'" "did you mean 'staging.evidencesign'?"
	git config --unset staging.evidenceSing
	git config staging.deploy "of another program"
	run git rel config
	exits 0
}
