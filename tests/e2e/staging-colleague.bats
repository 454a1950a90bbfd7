#!/usr/bin/env bats
# What a colleague sees who has fetched the evidence, and nothing else.

load lib
load staging

setup() { sealed; }

# gitflow, with a list of facts; bob has a clone from before the release
flow() {
	repo_gitflow
	git switch -q main
	cat >.gitrel <<-'END'
		[release]
		model = gitflow
		finish = push
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = @branch docs
		release = @tagged @merged @merged-back @branch-deleted
	END
	git add .gitrel
	git commit -q -m 'The policy'
	git push -q origin main
	git switch -q develop
	git merge -q --no-edit main
	git push -q origin develop
	another bob
	cd "$R" || return
	git switch -q -c release/v0.2.0
	echo 0.2.0 >VERSION
	git commit -q -a -m 'Prepare the release'
	quietly git staging start -y 0.2.0
	quietly git staging push -y 0.2.0
	quietly git staging tick docs
}

refute_tag() {
	! git rev-parse -q --verify refs/tags/v0.2.0 >/dev/null || complain 'it has the tag'
}

@test "git staging fetch brings what shows that a release is out and merged back" {
	flow
	(cd "$T/bob" && quietly git staging fetch 0.2.0)
	quietly git rel finish -y 0.2.0
	cd "$T/bob" || return
	run git staging fetch 0.2.0
	exits 0
	run git staging status 0.2.0
	says '[x] @branch' '[x] @tagged' '[x] @merged:' '[x] @merged-back' '[x] @branch-deleted' \
		'next: git staging close 0.2.0'
	[ "$(git rev-parse refs/tags/v0.2.0)" = "$(git -C "$REMOTE" rev-parse refs/tags/v0.2.0)" ]
	quietly git staging verify 0.2.0
}

@test "close asks the remote before it says that something is open" {
	flow
	(cd "$T/bob" && quietly git staging fetch 0.2.0)
	quietly git rel finish -y 0.2.0
	cd "$T/bob" || return
	git fetch -q origin tag v0.2.0
	run git staging close 0.2.0
	exits 0
	says '0.2.0 is closed'
}

@test "git rel finish of what a colleague has finished brings evidence, seal and branches" {
	flow
	(cd "$T/bob" && quietly git staging fetch 0.2.0)
	quietly git rel finish -y 0.2.0
	cd "$T/bob" || return
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	run git staging status 0.2.0
	says '[x] @tagged' '[x] @merged:' '[x] @merged-back' 'next: git staging close 0.2.0'
	quietly git staging close 0.2.0
}

@test "who fetches no tags is told what is not here" {
	flow
	git -C "$T/bob" config remote.origin.tagOpt --no-tags
	quietly git rel finish -y 0.2.0
	cd "$T/bob" || return
	quietly git staging fetch 0.2.0
	run git staging status 0.2.0
	says '[?] @branch' '[?] @tagged' 'v0.2.0 is not here: git fetch origin'
	refute_tag
}
