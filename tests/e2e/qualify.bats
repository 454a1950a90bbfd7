#!/usr/bin/env bats
# The ordinary life of a release in the qualify model: any commit is qualified
# on a branch of its own, whose tip is what is tagged; the forge merges it.

load lib

setup() {
	sealed
	repo_qualify
	quietly git rel init --model=qualify
}

qualified() {
	git rel start --push 0.2.0
	work notes.md 'What is new'
	git push -q origin release-qual/0.2.0
}

@test "init finds stable, and main as the branch where work goes on" {
	[ "$(git config --local --get-regexp '^rel\.')" = 'rel.model qualify' ]
	[ "$(git rel config | grep -E '^rel.(main|develop|base)=')" = \
		$'rel.main=stable\nrel.develop=main\nrel.base=HEAD' ]
}

@test "start is from where we are" {
	git checkout -q --detach main~1
	git rel start 0.2.0
	on_branch release-qual/0.2.0
	[ "$(git rev-parse HEAD)" = "$(git rev-parse main~1)" ]
}

@test "start is from the commit that is named" {
	git rel start v0.2.0 main~1
	on_branch release-qual/0.2.0
	[ "$(git rev-parse HEAD)" = "$(git rev-parse main~1)" ]
}

@test "the tip is tagged once the forge has merged it" {
	qualified
	remember
	run git rel finish -y
	refused 1 forge
	lands merge release-qual/0.2.0
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$RELEASE_TIP" ]
	[ "$(git for-each-ref --format='%(contents)' refs/tags/v0.2.0)" = 'Release version 0.2.0' ]
	contains main v0.2.0
	contains stable v0.2.0
	here_and_there refs/heads/main refs/heads/stable refs/tags/v0.2.0
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release-qual/0.2.0
	on_branch main
	[ -z "$(leftovers)" ]
}

@test "the tip that was fast-forwarded to is tagged" {
	qualified
	lands ff release-qual/0.2.0
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$RELEASE_TIP" ]
	[ "$(git rev-parse stable)" = "$RELEASE_TIP" ]
}

# A squash leaves no branch that holds the tip: its tag would be an orphan.
orphan() {
	qualified
	lands "$1" release-qual/0.2.0
	remember
	run git rel finish -y
	refused 1 stable 'merge commit' rel.tagTarget
	git -c rel.tagTarget=merge rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git -C "$REMOTE" rev-parse stable)" ]
}

@test "squashed: a tag on the tip is refused, one on what landed is not" {
	orphan squash
}

@test "rebased: a tag on the tip is refused, one on what landed is not" {
	colleague stable 'echo theirs >theirs.txt'
	orphan rebase
}

@test "a tip that somebody tagged before it was merged is fine" {
	qualified
	git tag -a -m 'Release version 0.2.0' v0.2.0
	git push -q origin v0.2.0
	lands merge release-qual/0.2.0
	git rel finish -y
	contains main v0.2.0
	here_and_there refs/heads/main refs/heads/stable refs/tags/v0.2.0
	run ! git rev-parse -q --verify refs/heads/release-qual/0.2.0
}

@test "we merge, with rel.finish=push: the same as by hand" {
	git config rel.finish push
	qualified
	twin
	git rel finish -y
	by_hand 'git tag -a -m "Release version 0.2.0" v0.2.0
		git switch -q stable
		git merge -q --no-ff --no-edit release-qual/0.2.0
		git switch -q main
		git merge -q --no-ff --no-edit stable
		git push -q --atomic origin stable main v0.2.0 :release-qual/0.2.0
		git branch -q -D release-qual/0.2.0'
	as_by_hand
}

@test "the release branch is gone before finish: the tag tells what is left to do" {
	qualified
	git tag -a -m 'Release version 0.2.0' v0.2.0
	git push -q origin v0.2.0
	lands merge release-qual/0.2.0
	git push -q origin :release-qual/0.2.0
	git switch -q main
	git branch -q -D release-qual/0.2.0
	git rel finish -y 0.2.0
	contains main v0.2.0
	here_and_there refs/heads/main refs/heads/stable refs/tags/v0.2.0
}

@test "a branch that is called after its series is that of the release that comes next in it" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.branch 'release/{series}'
	quietly git rel start minor
	on_branch release/0.2
	next_is 'git rel finish 0.2.0'
	work VERSION 0.2.0
	git switch -q develop
	quietly git rel hotfix
	work urgent.txt urgent
	run git rel finish -y
	exits 0
	says "merged back into 'develop' and 'release/0.2'"
	git switch -q release/0.2
	quietly git rel rc
	git rev-parse -q --verify v0.2.0-rc1
	git rel finish -y
	git rev-parse -q --verify v0.2.0
	[ -z "$(git branch --list 'release/*')" ]
	# a line that was kept
	git branch release/0.2 v0.2.0
	next_is 'git rel start minor'
}
