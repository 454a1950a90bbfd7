#!/usr/bin/env bats
# What git staging says in passing: counts, reasons, what comes next, for people and
# for programs.

load lib
load staging

setup() { sealed; }

# of_release <jq filter>: what status --json has of the release
of_release() { git staging status --json | jq -r "select(.release) | $1"; }

# ---- status, for programs ---------------------------------------------------

@test "one thing is not told as several" {
	asked
	begun
	run git staging report --format=summary
	[[ $output != *'1 records'* ]]
	quietly git staging rehearse -y
	run git staging rehearse -y --clean
	says '1 ref of rehearsals is gone'
}

# ---- answers ----------------------------------------------------------------
