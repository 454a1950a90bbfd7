#!/usr/bin/env bats
# Whatever the model and the kind of release: a tag never says another version
# than the files at its commit.

load lib

setup() { sealed; }

# says_other <version> <branch>: finish refuses, and does when mended.
says_other() {
	echo "$1-dev" >VERSION
	git commit -q -a -m 'Go on'
	remember
	run git rel finish -y
	refused 1 "VERSION:1: the version is '$1-dev', not '$1'" \
		"hint: git switch $2 && git rel bump"
	git switch "$2" && git rel bump
	git rel finish -y
	[ "$(git show "v$1:VERSION")" = "$1" ]
	here_and_there "refs/tags/v$1"
}

@test "finish of a hotfix refuses a version file that says another version" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	quietly git rel hotfix
	says_other 0.1.1 hotfix/v0.1.1
}

@test "trunk refuses a version file that says another version" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
	git config rel.versionFiles VERSION
	quietly git rel start 0.2.0
	says_other 0.2.0 release/v0.2.0
}

@test "a qualified commit whose version file says another version is refused" {
	repo_qualify
	quietly git rel init --model=qualify
	git config rel.versionFiles VERSION
	quietly git rel start 0.2.0
	git config rel.finish push
	says_other 0.2.0 release-qual/0.2.0
}
