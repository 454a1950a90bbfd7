#!/usr/bin/env bash
# crowd.sh [<clones>]: so many clones (50) record an answer to one release at the same
# moment, some of them signed, and push it; then each does so twice more, whenever it
# is ready.  Nothing may be lost, and nobody be sent away.  Tells how long it took.
set -u
cd "$(dirname "$0")" || exit
T=$(mktemp -d) && export T
# shellcheck source=tests/e2e/lib.bash
. e2e/lib.bash
# shellcheck source=tests/e2e/staging.bash
. e2e/staging.bash
MANY=${1:-50}
sealed
trap 'unsealed; rm -rf "$T"' EXIT

# of <i>: what clone <i> does, once all are there
of() {
	local times
	cd "$T/u$1" || exit
	until [ -e "$T/go" ]; do sleep 0.01; done
	for times in 1 2 3; do
		git staging tick --of 0.2.0 -m "$times of $1" note || {
			echo "u$1, the $times. time: exit $?"
			exit 1
		}
	done
}

now() { date +%s%N; }

# All at once; who gives up is told.
everybody() {
	local i pids=() failed=0 began
	for ((i = 1; i <= MANY; i++)); do
		of "$i" >"$T/u$i.out" 2>&1 &
		pids+=($!)
	done
	began=$(now)
	: >"$T/go"
	for ((i = 0; i < MANY; i++)); do
		wait "${pids[i]}" || {
			failed=$((failed + 1))
			tail -n 5 "$T/u$((i + 1)).out"
		}
	done
	echo "# $MANY clones, $((MANY * 3)) records in $((($(now) - began) / 1000000)) ms; $failed gave up"
}

# counted <n>: so many answers are there, each once
counted() {
	local here
	git staging fetch 0.2.0 >/dev/null
	here=$(git log --format=%B refs/rel/evidence/0.2.0 | grep -o '"message":"[123] of [0-9]*"' | sort -u | wc -l)
	echo "# $here of $1 are kept, $(git rev-list --merges --count refs/rel/evidence/0.2.0) joins"
	[ "$(records item)" = "$1" ] && [ "$here" = "$1" ]
}

keys ada
asked
begun
for ((i = 1; i <= MANY; i++)); do
	another "u$i"
	quietly git staging fetch 0.2.0
	# every fifth is signed, by the one who has a key
	((i % 5)) || {
		git config commit.gpgSign true
		git config user.email ada@example.com
	}
done
everybody
cd "$R" || exit
counted $((MANY * 3)) || {
	echo "not ok: records are lost"
	exit 1
}
quietly git staging verify 0.2.0 || exit
quietly git -C "$REMOTE" fsck --strict || exit
echo ok
