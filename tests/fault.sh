#!/usr/bin/env bash
# fault.sh [<scene>...]: the machine fails while a command runs: disk full, I/O
# error, read-only file system, no file descriptor left, no process to be had;
# at each call of ours that may fail so, once and from then on.
#
# A command that fails says why.  Nothing has changed unless it was decided, and
# nothing is left behind; once the machine works again the end is exactly that
# of a run in which nothing failed, and after `git rel --abort` exactly the
# beginning.
#
# KINDS="ENOSPC EIO ..." tries these only; EVERY=n each n-th call only, FIRST the
# first of them; LIST=file gets each call that failed with what was said.
set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tests/scenes.bash
. ./scenes.bash
# shellcheck source=tests/judge.bash
. "$TOP/tests/judge.bash"
SO=${B:-$TOP/build/test}/tests/fault.so
KINDS=${KINDS:-ENOSPC SHORT EIO EROFS READ EMFILE EAGAIN}
EVERY=${EVERY:-1}
mkdir "$T/tmp"
export TMPDIR=$T/tmp LITTER=$T/tmp

# under <kind> <n> <once|on> <command>: it runs on a machine that fails.
under() {
	local kind=$1 n=$2 how=$3
	shift 3
	rm -rf "$T/fault" "$T/fault.log" "$TMPDIR"
	mkdir "$TMPDIR"
	(
		[ "$kind" != SHORT ] || { kind=ENOSPC && export FAULT_SHORT=1; }
		[ "$how" = once ] || export FAULT_STICKY=1
		[ "$n" -eq 0 ] || export FAULT_AT=$n
		FAULT=$T/fault FAULT_ERRNO=$kind LD_PRELOAD=$SO exec "$@"
	)
}

# shellcheck disable=SC2034 # judge.bash looks for them
declare -A WORDS=(
	[ENOSPC]='No space left on device' [SHORT]='No space left on device'
	[EDQUOT]='Disk quota exceeded' [EIO]='Input/output error'
	[EROFS]='Read-only file system' [READ]='Input/output error'
	[EMFILE]='Too many open files' [EAGAIN]='Resource temporarily unavailable'
)

run_it() { under "$2" "$3" "$4" "$T/bin/$1"; }

# all <scene>: each kind at each call
all() {
	local kind calls n turn=${FIRST:-1}
	for kind in $KINDS; do
		put "$1"
		under "$kind" 0 once "$T/bin/$1" >/dev/null 2>&1
		calls=$(wc -l <"$T/fault.log" 2>/dev/null || echo 0)
		for ((n = turn; n <= calls; n += EVERY)); do
			attempt "$1" "$kind" "$n" once $((n % 2))
			attempt "$1" "$kind" "$n" on $((n / 2 % 2))
		done
		counts+=" $kind $calls"
		turn=$(((turn + calls) % EVERY + 1))
	done
	echo "# $1:$counts"
	counts=
}

counts=
[ -e "$SO" ] || { echo "no test build: $SO" && exit 1; }
scenes
for s in "${@:-${SCENES[@]}}"; do
	measure "$s"
	all "$s"
done
verdict
