#!/bin/bash
# check.sh <part>...: run parts of the tests against the build in $B, and count.
#
#	unit    the cmocka program; UNIT=word runs those with it in their name
#	static  layers, headers, banned functions, options in manual pages
#	fuzz    the fuzzers' stored inputs
#	plan    arguments in, plan out
#	e2e     bats; E2E=files runs these only, JOBS=n so many at a time, which is
#	        three for two processors, for a test waits now and then
#
# Everything prints TAP.  The last line is "N passed, N failed"; where nothing
# ran, nothing has passed.
set -u
cd "$(dirname "$0")/.." || exit 1
: "${B:=$PWD/build/test}"
export B PATH="$B/bin:$PATH"
log=$(mktemp) || exit 1
# a process id is not one of a kind where the folder is shared with a container
memory=$(mktemp -d /dev/shm/git-rel-XXXXXX 2>/dev/null)
trap 'rm -rf "$log" ${memory:+"$memory"}' EXIT

# One script that says what is wrong and exits with 1, as one test.
script() {
	local said

	if said=$("$2" 2>&1); then
		echo "ok - $1"
	else
		echo "not ok - $1"
		echo "# ${said//$'\n'/$'\n'# }"
	fi
}

# cmocka before 2.0 says of a test that is skipped that it is not ok, but not with
# its status.
part_unit() {
	[ -x "$B/tests/unit" ] || return
	"$B/tests/unit" ${UNIT:+"$UNIT"} |
		sed -E 's/^not (ok [0-9]+ )# SKIP (.*)/\1- \2 # SKIP/'
	return "${PIPESTATUS[0]}"
}

part_static() {
	script "files include only what is below them, and there is no circle" tests/layers.sh
	script "headers compile alone and come first" tests/headers.sh
	script "no banned functions" tests/banned.sh
	script "no test looks at what cannot fail it" tests/hollow.sh
	script "manual pages name the options of -h" tests/man.sh
}

part_fuzz() {
	local f name

	for f in tests/fuzz/fuzz_*.c; do
		[ -f "$f" ] || continue
		name=$(basename "$f" .c)
		if "$B/tests/$name" "tests/fuzz/corpus/${name#fuzz_}" >&2; then
			echo "ok - $name takes its stored inputs"
		else
			echo "not ok - $name takes its stored inputs"
		fi
	done
}

part_plan() {
	[ -x tests/plan/run.sh ] || return
	tests/plan/run.sh
}

# Repositories by the thousand, made and thrown away: in memory, where there is
# room for them and programs may run there.
in_memory() {
	local free

	[ -z "${TMPDIR-}" ] && [ -n "$memory" ] || return
	free=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) || return
	[ "${free:-0}" -ge 4000000 ] || return
	free=$(df --output=avail -k /dev/shm | tail -1) || return
	[ "$free" -ge 2000000 ] || return
	printf '#!/bin/sh\n' >"$memory/run" && chmod +x "$memory/run" &&
		"$memory/run" 2>/dev/null && TMPDIR=$memory && export TMPDIR
}

# Files side by side, the long ones first.  bats -j would run each test through
# GNU parallel, which on two cores takes longer than one test after the other.
part_e2e() {
	local dir rc

	# shellcheck disable=SC2046,SC2086 # lists
	set -- ${E2E:-$(ls -S tests/e2e/*.bats)}
	[ -f "$1" ] || return
	in_memory
	dir=$(mktemp -d) || return
	# where it cannot be kept it is compiled each time, all the same
	/usr/bin/python3 -m compileall -q tests/forge/fake >&2 || :
	# shellcheck disable=SC2016 # for another shell
	printf '%s\0' "$@" | SHELF=$dir/shelf xargs -0 -n 1 -P "${JOBS:-$(($(nproc) * 3 / 2))}" \
		sh -c 'bats --tap --timing "$1" >"$0/$$" 2>&1; rc=$?
			flock "$0" cat "$0/$$"; exit "$rc"' "$dir"
	rc=$?
	rm -rf "$dir"
	return "$rc"
}

for part; do
	echo "# $part"
	"part_$part"
	status=$?
	echo "# $part ended with status $status"
done | tee "$log"

passed=$(grep -c '^ok' "$log")
failed=$(grep -c '^not ok' "$log")
skipped=$(grep -ciE '^ok.* # skip' "$log")
# a part that fails without naming a test counts as one
broken=$(awk '/^not ok/ { named = 1 }
	/^# [a-z0-9]+ ended with status/ { n += $NF && !named; named = 0 }
	END { print n + 0 }' "$log")
grep '^not ok' "$log"
[ "$skipped" -eq 0 ] || echo "$skipped skipped"
echo "$((passed - skipped)) passed, $((failed + broken)) failed"
[ $((failed + broken)) -eq 0 ] && [ "$passed" -gt 0 ]
