#!/usr/bin/env bats
# tests/check.sh: what it counts as passed, failed and skipped.

load lib

# unit <status> <line>...: tests of units that say this
unit() {
	mkdir -p "$T/build/tests"
	{
		printf '#!/bin/sh\ncat <<END\n'
		printf '%s\n' "${@:2}"
		printf 'END\nexit %s\n' "$1"
	} >"$T/build/tests/unit"
	chmod +x "$T/build/tests/unit"
	B=$T/build run "$TOP/tests/check.sh" unit
}

setup() { sealed; }

@test "a unit that is skipped has not failed, as cmocka 1 and 2 say it" {
	unit 0 'ok 1 - one' 'not ok 2 # SKIP two' 'ok 3 # SKIP three'
	[ "$status" -eq 0 ] || complain "$output"
	[ "${lines[-2]}" = '2 skipped' ]
	[ "${lines[-1]}" = '1 passed, 0 failed' ]
}

@test "one that fails has, and so has the program that says nothing of it" {
	unit 1 'ok 1 - one' 'not ok 2 - two'
	[ "$status" -eq 1 ]
	[ "${lines[-1]}" = '1 passed, 1 failed' ]
	unit 139 'ok 1 - one'
	[ "$status" -eq 1 ]
	[ "${lines[-1]}" = '1 passed, 1 failed' ]
}
