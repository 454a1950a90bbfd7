#!/usr/bin/env bats
# A forge that lets a push pass against its own rules says so, among much else: it is
# repeated as a warning, and recorded.

load lib

setup() {
	repo_gitflow
	ready
}

# forge_says <hook> <exit status>: in GitHub's words
forge_says() {
	printf '%s\n' '#!/bin/sh' 'cat >/dev/null' 'cat >&2 <<"END"' 'Resolving deltas: 100%, done.' \
		'Bypassed rule violations for refs/heads/main:' '' \
		'- Changes must be made through a pull request.' '' \
		'- Required status check "build" is expected.' '' \
		'Bypassed rule violations for refs/tags/v0.2.0:' '' \
		$'- Cannot create\e[31m this ref.' '' 'Create a pull request - by visiting:' \
		'- https://example.com' 'END' "exit $2" >"$REMOTE/hooks/$1"
	chmod +x "$REMOTE/hooks/$1"
}

WARNING="warning: 'origin' let this pass against its rules: main: Changes must be made through a pull request.; Required status check \"build\" is expected."

@test "finish repeats it and the log has it" {
	forge_says post-receive 0
	run git rel finish -y
	exits 0
	says 'remote: Bypassed rule violations' "$WARNING" \
		"warning: 'origin' let this pass against its rules: v0.2.0: Cannot create"
	[ "$(grep -c '^warning: ' <<<"$output")" -eq 2 ]
	[[ $(grep '^warning: ' <<<"$output") != *$'\e'* ]]
	released 0.2.0
	run git rel log
	says 'git rel finish 0.2.0  (against rules of the remote)'
	run git rel log --json
	says '"bypassed":["main: Changes must be made through a pull request.; Required status check \"build\" is expected.","v0.2.0: Cannot create'
	[[ $(sed -n 2p <<<"$output") != *bypassed* ]]
}

@test "finish over http does, too" {
	serve_http
	credentials
	forge_says post-receive 0
	run git rel finish -y
	exits 0
	says "$WARNING"
}

@test "a push that is refused has passed nothing over" {
	forge_says pre-receive 1
	remember
	run git rel finish -y
	refused 1 "'origin' refuses the push"
	[[ $output != *'let this pass'* ]]
}

@test "a start in stages, and a backport" {
	git config rel.check.unit true
	forge_says post-receive 0
	run git rel start --push 0.3.0
	exits 0
	says "$WARNING"
	run git rel log
	[[ ${lines[0]} == *'git rel start 0.3.0  (against rules of the remote)' ]]
	quietly git push -q origin main:stable/v0.1
	git switch -q develop
	git fetch -q
	run git backport -y --push stable/v0.1 -- develop~1
	exits 0
	says "$WARNING"
}
