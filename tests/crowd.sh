#!/usr/bin/env bash
# crowd.sh [<clones> [<times>]]: so many clones (50) record an answer to one release at
# the same moment, some of them signed, and push it, once, or each of them so many
# times.  Nothing may be lost: who was second too often is told that it is kept, and
# pushes it when the others are through.  Tells how long it took.
set -u
cd "$(dirname "$0")" || exit
T=$(mktemp -d) && export T
# shellcheck source=tests/e2e/lib.bash
. e2e/lib.bash
# shellcheck source=tests/e2e/staging.bash
. e2e/staging.bash
MANY=${1:-50} TIMES=${2:-1}
sealed
trap 'unsealed; rm -rf "$T"' EXIT

# of <i>: what clone <i> does, once all are there
of() {
	local i status=0
	cd "$T/u$1" || exit
	until [ -e "$T/go" ]; do sleep 0.01; done
	for ((i = 1; i <= TIMES; i++)); do
		git staging tick --of 0.2.0 -m "$i of $1" note || status=2
	done
	exit "$status"
}

# later <i>: clone <i> was told that its record is kept, and shares it
later() {
	grep -q 'it is kept here: git staging push 0.2.0 shares it' "$T/u$1.out" || {
		cat "$T/u$1.out"
		echo "not ok: u$1 was not told"
		exit 1
	}
	quietly git -C "$T/u$1" staging push -y 0.2.0 || exit
}

now() { date +%s%N; }

# All at once; who gives up is told.
everybody() {
	local i pids=() late=() began
	for ((i = 1; i <= MANY; i++)); do
		of "$i" >"$T/u$i.out" 2>&1 &
		pids+=($!)
	done
	began=$(now)
	: >"$T/go"
	for ((i = 0; i < MANY; i++)); do
		wait "${pids[i]}" || late+=("$((i + 1))")
	done
	echo "# $MANY clones, $((MANY * TIMES)) records in $((($(now) - began) / 1000000)) ms;" \
		"${#late[@]} were second too often"
	for i in "${late[@]}"; do later "$i"; done
}

# counted <n>: so many answers are there, each once
counted() {
	local here
	git staging fetch 0.2.0 >/dev/null
	here=$(git log --format=%B refs/rel/evidence/0.2.0 | grep -o '"message":"[0-9]* of [0-9]*"' | sort -u | wc -l)
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
counted $((MANY * TIMES)) || {
	echo "not ok: records are lost"
	exit 1
}
quietly git staging verify 0.2.0 || exit
quietly git -C "$REMOTE" fsck --strict || exit
echo ok
