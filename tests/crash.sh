#!/usr/bin/env bash
# crash.sh [<runs>]: kill a release at random moments, then recover.
#
# SIGKILL hits the whole process group of `git rel start --push` or `git rel
# finish`, git and the (local) server included, as a power cut would.  Then, as
# a user: remove the lock files that are named, and `git rel --continue`, or the
# command again where nothing was begun.  The end must be exactly that of a run
# nobody killed; after `--abort` it must be exactly the beginning.
#
# SEED=<n> repeats a series of moments; FIRST=<n> starts with that run.
set -u
cd "$(dirname "$0")" || exit
runs=${1:-200}
seed=${SEED:-$(date +%s)}
T=$(mktemp -d "${TMPDIR:-/tmp}/crash.XXXXXX") || exit
export T
# shellcheck source=tests/e2e/lib.bash
. e2e/lib.bash
sealed
trap 'unsealed; rm -rf "$T"' EXIT

# ---- the three scenes, each with its beginning and its end ----------------

scene_start() { git rel start --push 0.2.0; }
scene_finish() { git rel finish -y 0.2.0; }
scene_local() { git rel finish -y --no-push 0.2.0; }

put() {
	cd "$T" || exit
	rm -rf "$R" "$REMOTE"
	cp -a "$T/$1.repo" "$R"
	cp -a "$T/$1.remote" "$REMOTE"
	cd "$R" || exit
}

keep() {
	cp -a "$R" "$T/$1.repo"
	cp -a "$REMOTE" "$T/$1.remote"
}

# How long <scene> takes, how it begins and how it ends.
measure() {
	local i
	put "$1"
	unmoved >"$T/$1.begin"
	for i in 1 2 3; do
		put "$1"
		"$PYTHON" "$TOP/tests/kill_after.py" 60 "$T/bin/$1" >"$T/$1.time" 2>"$T/out" || {
			cat "$T/out"
			echo "not ok: $1 without a kill"
			exit 1
		}
		read -r "time_$1" < <(tail -1 "$T/$1.time")
	done
	world >"$T/$1.end"
}

repo_gitflow
ssh_key
quietly git rel init --model=gitflow || exit
keep start
quietly scene_start || exit
echo 0.2.0 >VERSION
record
keep finish
keep local
for s in start finish local; do
	printf '#!/bin/sh\n%s\n' "$(declare -f "scene_$s" | sed '1,2d; $d')" >"$T/bin/$s"
	chmod +x "$T/bin/$s"
	measure "$s"
done
# shellcheck disable=SC2154 # read by name in measure
echo "# seed $seed; unkilled: start ${time_start}s, finish ${time_finish}s," \
	"finish --no-push ${time_local}s"

# ---- recovery -------------------------------------------------------------

# heal <command>...: until it succeeds; removes the lock files it names.
heal() {
	local i lock found
	for ((i = 0; i < 8; i++)); do
		status=0
		output=$("$@" 2>&1) || status=$?
		printf '$ %s\n%s\n= %d\n' "$*" "$output" "$status" >>"$T/story"
		[ "$status" -ne 0 ] || return 0
		found=
		while read -r lock; do
			[ -e "$lock" ] || continue
			rm -f "$lock"
			found=1
			locks=$((locks + 1))
		done < <(grep -oE "[^ ':]*\.lock" <<<"$output" | sort -u)
		[ -n "$found" ] || return "$status"
	done
	return 1
}

journaled() { [ -e "$R/.git/rel/journal" ]; }

same() {
	"$1" >"$T/now"
	diff "$2" "$T/now" >"$T/difference"
}

# Where a kill left <scene> before anything was written down: all done, or
# nothing, and then the command works again.
again() {
	same world "$T/$1.end" && { finished=$((finished + 1)) && return; }
	heal "$T/bin/$1" || return
	repeated=$((repeated + 1))
	same world "$T/$1.end"
}

# recover <scene> <0|1: abort>
recover() {
	journaled || { again "$1" && return; } || return
	if [ "$2" = 1 ]; then
		if heal git rel --abort; then
			aborted=$((aborted + 1))
			same unmoved "$T/$1.begin"
			return
		fi
		[ "$status" -eq 1 ] || return
		late=$((late + 1))
	fi
	heal git rel --continue || return
	continued=$((continued + 1))
	same world "$T/$1.end"
}

# A moment between 0 and a little more than <seconds>.
moment() {
	awk -v t="$1" -v r="$((RANDOM * 32768 + RANDOM))" \
		'BEGIN { printf "%.5f", t * 1.05 * r / 1073741824 }'
}

bad=0 locks=0 finished=0 repeated=0 aborted=0 late=0 continued=0 twice=0
scenes=(finish start finish local)
for ((n = ${FIRST:-1}; n < ${FIRST:-1} + runs; n++)); do
	RANDOM=$(((seed + n) % 32768))
	s=${scenes[n % 4]}
	t=time_$s
	at=$(moment "${!t}")
	put "$s"
	: >"$T/story"
	"$PYTHON" "$TOP/tests/kill_after.py" "$at" "$T/bin/$s" >>"$T/story" 2>&1
	# Every third time the recovery is killed, too.
	if journaled && [ $((RANDOM % 3)) -eq 0 ]; then
		twice=$((twice + 1))
		"$PYTHON" "$TOP/tests/kill_after.py" "$(moment "${!t}")" \
			git rel --continue >>"$T/story" 2>&1
	fi
	if recover "$s" $((RANDOM % 2)) && quietly sound; then
		[ $((n % 20)) -ne 0 ] || echo "# run $n"
		continue
	fi
	bad=$((bad + 1))
	echo "not ok: run $n, $s killed after $at s"
	sed 's/^/# /' "$T/story"
	sed 's/^/# difference: /' "$T/difference"
done

echo "# finished before the kill $finished, begun again $repeated," \
	"continued $continued, aborted $aborted, abort came too late $late;" \
	"recovery killed too $twice, stale locks removed $locks"
echo "$((runs - bad)) of $runs kills recovered"
[ "$bad" -eq 0 ]
