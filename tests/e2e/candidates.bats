#!/usr/bin/env bats
# Candidates: the tags that `git rel rc` puts on a release branch, candidates
# that are releases with a branch of their own, and what must not take either
# for a release.

load lib

setup() {
	sealed
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
}

# marked <version>: a candidate that somebody tagged where we are, and pushed
marked() {
	git tag -a -m "Release candidate of v${1%-rc*}" "v$1"
	git push -q origin "v$1"
}

at() {
	[ "$(git rev-parse "$1^{commit}")" = "$(git rev-parse "$2^{commit}")" ] ||
		complain "$1 is not $2"
}

message_of() { git for-each-ref --format='%(contents)' "refs/tags/$1"; }

# ---- a candidate is no release ---------------------------------------------

@test "a hotfix mends the last release, not a candidate that main has" {
	marked 0.2.0-rc1
	git rel hotfix
	on_branch hotfix/v0.1.1
	at HEAD v0.1.0
}

@test "a hotfix is finished although main has the candidate of another release" {
	marked 0.2.0-rc1
	git rel hotfix
	work urgent.txt urgent
	git rel finish -y
	released 0.1.1
}

@test "a release without a commit of its own is refused, candidate or not" {
	git rel start 0.2.0 v0.1.0
	marked 0.2.0-rc1
	remember
	run git rel finish -y
	refused 1 'the same commit as 0.1.0'
}

@test "the release before a final one is no candidate, and no later one" {
	git config rel.tagMessage 'Release v{version}, after v{previous}'
	git rel start 0.2.0
	work a.txt a
	marked 0.2.0-rc1
	git rel finish -y
	[ "$(message_of v0.2.0)" = 'Release v0.2.0, after v0.1.0' ]
	git rel tag 0.1.1 v0.2.0~1
	[ "$(message_of v0.1.1)" = 'Release v0.1.1, after v0.1.0' ]
}
