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
# ONLY="<name>..." takes these scenes; EVERY=<n> each n-th of their points; SEED=<n> repeats a series
# of moments; FIRST=<n> starts with that run.
set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tests/scenes.bash
. ./scenes.bash
KILL=$TOP/tests/kill_after.py
EVERY=${EVERY:-1}

# How long it takes, the first time and twice more.
clock() {
	local i
	for i in 1 2 3; do
		put "$1"
		"$PYTHON" "$KILL" 60 "$T/bin/$1" >"$T/$1.time" 2>"$T/out"
	done
	tail -1 "$T/$1.time" >"$T/$1.seconds"
}

# ---- every crash point ----------------------------------------------------

points() {
	local s n abort tried
	for s in "${SCENES[@]}"; do
		tried=0
		for ((n = 1; ; n += EVERY)); do
			for abort in 0 1; do
				begin "$s"
				CRASH_AT=$n "$T/bin/$s" >>"$T/story" 2>&1
				[ "$?" -eq 99 ] || break 2
				judge "$s" "crash point $n, abort $abort" "$abort"
			done
			tried=$((tried + 1))
		done
		echo "# $s: $tried crash points"
		# to forget a journal is one removal, without a point before or after it
		[ "$n" -gt 1 ] || [ "$s" = abort ] || { bad=$((bad + 1)) && echo "not ok: no test build"; }
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
		if redone "$1"; then
			"$PYTHON" "$KILL" "$(moment "$1" 0.6)" "$T/bin/$1"
		else
			"$PYTHON" "$KILL" "$(moment "$1" 0.6)" git rel --continue
		fi
	fi
} >>"$T/story" 2>&1

kills() {
	local n s seed=${SEED:-$(date +%s)} first=${FIRST:-1}
	echo "# SEED=$seed"
	for ((n = first; n < first + $1; n++)); do
		RANDOM=$(((seed + n) % 32768))
		s=${SCENES[RANDOM % ${#SCENES[@]}]}
		begin "$s"
		attack "$s"
		judge "$s" "run $n" $((RANDOM % 2))
		[ $((n % 50)) -ne 0 ] || echo "# run $n"
	done
}

twice=0
scenes
for s in "${SCENES[@]}"; do measure "$s" && clock "$s"; done
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
