#!/usr/bin/env bash
# crash.sh [points | kills [<runs>]]: a release dies, then it is recovered.
#
# points: every crash point of every command that plans, one after the other.
# kills: SIGKILL hits the whole process group at random moments, git and the
# (local) server included, as a power cut would; 200 runs if not told otherwise.
# Without arguments: both.
#
# Recovery is what a user does: remove the lock files that are named, and `git
# rel --continue`, or the command again where nothing is pending.  The end must
# be exactly that of a run nobody killed; after `git rel --abort` it must be
# exactly the beginning.
#
# SEED=<n> repeats a series of moments; FIRST=<n> starts with that run.
set -u
cd "$(dirname "$0")" || exit
T=$(mktemp -d "${TMPDIR:-/tmp}/crash.XXXXXX") || exit
export T
# shellcheck source=tests/e2e/lib.bash
. e2e/lib.bash
sealed
trap 'unsealed; rm -rf "$T"' EXIT
KILL=$TOP/tests/kill_after.py
SCENES=(finish start local staged hotfix hotfinish tag undo init)

# ---- the scenes, each with its beginning and its end ----------------------

put() {
	cd "$T" || exit
	rm -rf "$R" "$REMOTE"
	cp -a "$T/$1.repo" "$R"
	cp -a "$T/$1.remote" "$REMOTE"
	cd "$R" || exit
}

# scene <name> <command>: what is there now is its beginning.
scene() {
	cp -a "$R" "$T/$1.repo"
	cp -a "$REMOTE" "$T/$1.remote"
	printf '#!/bin/sh\n%s\n' "$2" >"$T/bin/$1"
	chmod +x "$T/bin/$1"
}

scenes() {
	repo_gitflow
	ssh_key
	scene init 'git rel init --model=gitflow'
	quietly git rel init --model=gitflow || exit
	scene start 'git rel start --push 0.2.0'
	scene hotfix 'git rel hotfix --push 0.1.1'
	quietly git rel start --push 0.2.0 || exit
	work VERSION 0.2.0
	scene finish 'git rel finish -y 0.2.0'
	scene local 'git rel finish -y --no-push 0.2.0'
	quietly git rel finish -y --no-push 0.2.0 || exit
	scene undo 'git rel undo -y'
	put hotfix
	quietly git rel hotfix --push 0.1.1 || exit
	work urgent.txt 'a cure'
	git fetch -q "$T/finish.repo" release/v0.2.0:release/v0.2.0
	git push -q origin release/v0.2.0
	scene hotfinish 'git rel finish -y 0.1.1'
	put start
	git switch -q main
	git merge -q --no-ff -m 'Merge pull request #7' origin/develop
	git push -q origin main
	scene tag 'git rel tag -y --push 0.2.0'
	put start
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION b.txt; sleep 0.02'
	# shellcheck disable=SC2016 # for another shell
	git config rel.check.unit 'sleep 0.02; test "$(cat b.txt)" = 0.2.0'
	scene staged 'git rel start --push 0.2.0'
}

# How long it takes, how it begins and how it ends.
measure() {
	local i
	put "$1"
	unmoved >"$T/$1.begin"
	for i in 1 2 3; do
		put "$1"
		"$PYTHON" "$KILL" 60 "$T/bin/$1" >"$T/$1.time" 2>"$T/out" || {
			cat "$T/$1.time" "$T/out"
			echo "not ok: $1, and nobody killed it"
			exit 1
		}
	done
	tail -1 "$T/$1.time" >"$T/$1.seconds"
	world >"$T/$1.end"
}

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

journaled() { [ -e "$R/.git/rel/journal" ] || [ -e "$R/.git/rel/begun" ]; }

# Tracking refs are hints: where a killed git left a lock on one of them, the next
# fetch names it and brings them up to date.
refetch() {
	leftovers | grep -q '^left here refs/remotes/' || return 0
	heal git fetch -q --prune origin
}

# What a killed server left locked is not ours to clean up.
same() {
	refetch || return
	"$1" | grep -v '^left there ' >"$T/now"
	diff <(grep -v '^left there ' "$2") "$T/now" >"$T/difference"
}

unmoved_but_locks() { unmoved | grep -v '^left .*\.lock$'; }

# Nothing is pending: either all is done, or nothing, and the command works.
again() {
	same world "$T/$1.end" && { finished=$((finished + 1)) && return; }
	same unmoved_but_locks "$T/$1.begin" || return
	heal "$T/bin/$1" || return
	repeated=$((repeated + 1))
	same world "$T/$1.end"
}

# recover <scene> <0|1: abort>
recover() {
	if ! journaled; then
		again "$1"
		return
	fi
	if [ "$2" = 1 ]; then
		if heal git rel --abort; then
			aborted=$((aborted + 1))
			same unmoved_but_locks "$T/$1.begin" && again "$1"
			return
		fi
		[ "$status" -eq 1 ] || return
		late=$((late + 1))
	fi
	# Where nothing was decided, a lock in the way is a reason to forget it.
	if ! heal git rel --continue; then
		journaled && return 1
		again "$1"
		return
	fi
	continued=$((continued + 1))
	same world "$T/$1.end"
}

begin() {
	put "$1"
	: >"$T/story"
	: >"$T/difference"
}

# judge <scene> <what happened> <0|1: abort>
judge() {
	total=$((total + 1))
	recover "$1" "$3" && quietly sound && return
	bad=$((bad + 1))
	echo "not ok: $1, $2"
	sed 's/^/# /' "$T/story"
	sed 's/^/# difference: /' "$T/difference"
}

# ---- every crash point ----------------------------------------------------

points() {
	local s n abort
	for s in "${SCENES[@]}"; do
		for ((n = 1; ; n++)); do
			for abort in 0 1; do
				begin "$s"
				CRASH_AT=$n "$T/bin/$s" >>"$T/story" 2>&1
				[ "$?" -eq 99 ] || break 2
				judge "$s" "crash point $n, abort $abort" "$abort"
			done
		done
		echo "# $s: $((n - 1)) crash points"
		[ "$n" -gt 1 ] || { bad=$((bad + 1)) && echo "not ok: no test build"; }
	done
}

# ---- random kills ---------------------------------------------------------

# A moment between 0 and the seconds that <scene> takes, times <factor>.
moment() {
	awk -v f="$2" -v r="$((RANDOM * 32768 + RANDOM))" \
		'{ printf "%.5f", $1 * f * r / 1073741824 }' "$T/$1.seconds"
}

# Half of them at any moment; half of them after the journal is there, as that
# is the shorter part of the run.
attack() {
	if [ $((RANDOM % 2)) -eq 0 ]; then
		"$PYTHON" "$KILL" "$(moment "$1" 1.1)" "$T/bin/$1"
	else
		FILE=$R/.git/rel/journal \
			"$PYTHON" "$KILL" "$(moment "$1" 0.6)" "$T/bin/$1"
	fi
	# Every third time the recovery is killed, too.
	if journaled && [ $((RANDOM % 3)) -eq 0 ]; then
		twice=$((twice + 1))
		"$PYTHON" "$KILL" "$(moment "$1" 0.6)" git rel --continue
	fi
} >>"$T/story" 2>&1

kills() {
	local n s seed=${SEED:-$(date +%s)} first=${FIRST:-1}
	echo "# SEED=$seed"
	for ((n = first; n < first + $1; n++)); do
		RANDOM=$(((seed + n) % 32768))
		s=${SCENES[n % 4 ? RANDOM % 4 : RANDOM % ${#SCENES[@]}]}
		begin "$s"
		attack "$s"
		judge "$s" "run $n" $((RANDOM % 2))
		[ $((n % 50)) -ne 0 ] || echo "# run $n"
	done
}

bad=0 total=0 locks=0 finished=0 repeated=0 aborted=0 late=0 continued=0 twice=0
scenes
for s in "${SCENES[@]}"; do measure "$s"; done
case ${1:-} in
'') points && kills 200 ;;
points) points ;;
kills) kills "${2:-200}" ;;
*) kills "$1" ;;
esac
echo "# found finished $finished, done again $repeated, continued $continued," \
	"aborted $aborted, too late to abort $late;" \
	"recovery killed as well $twice, stale locks removed $locks"
echo "$((total - bad)) of $total recovered"
[ "$bad" -eq 0 ]
