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

@test "all files that say another version are named at once" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
	echo '{"version": "0.2.0"}' >package.json
	printf '[package]\nversion = "0.2.0"\n' >Cargo.toml
	work VERSION 0.2.0
	git push -q
	git config rel.versionFiles 'VERSION package.json Cargo.toml'
	quietly git rel start 0.2.1
	echo '{"version": "0.2.9"}' >package.json
	echo 0.2.8 >VERSION
	git commit -q -a -m 'Mixed up'
	remember
	run git rel finish
	refused 1 "VERSION:1: the version is '0.2.8', not '0.2.1'" \
		"package.json:1: the version is '0.2.9', not '0.2.1'"
	[[ $output != *Cargo* ]]
	run git rel bump
	exits 1
	says package.json:1
}

@test "finish refuses a placeholder that came after start, and bump mends it" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.placeholder '<<next>>'
	work a.txt 'since <<next>>'
	quietly git rel start 0.2.0
	[ "$(cat a.txt)" = 'since 0.2.0' ]
	work b.txt 'since <<next>> and <<next>>s'
	next_is 'git rel bump'
	remember
	run git rel finish -y
	refused 1 "'b.txt' has the placeholder still, not 0.2.0" 'git rel bump'
	quietly git rel bump
	git rel finish -y
	[ "$(git show v0.2.0:b.txt)" = 'since 0.2.0 and 0.2.0s' ]
}
