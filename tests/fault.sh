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

declare -A WORDS=(
	[ENOSPC]='No space left on device' [SHORT]='No space left on device'
	[EDQUOT]='Disk quota exceeded' [EIO]='Input/output error'
	[EROFS]='Read-only file system' [READ]='Input/output error'
	[EMFILE]='Too many open files' [EAGAIN]='Resource temporarily unavailable'
)

# fail <why>
fail() {
	echo "why: $1" >>"$T/story"
	return 1
}

# What it said is of use: a message, what was full, and what now.
told() {
	[ -s "$T/said" ] || fail 'it says nothing' || return
	grep -qE '^(error|fatal): ' "$T/said" || fail 'no message' || return
	# libraries do not say why they could not read; a lock that could not be
	# removed is what git says then
	grep -qF -e "${WORDS[$1]}" -e 'gives no reason' "$T/said" ||
		[ "$1" = READ ] ||
		{ [[ $1 == E[IR]O* ]] && grep -q 'File exists' "$T/said"; } ||
		fail "not said: ${WORDS[$1]}" || return
	! journaled || grep -q -e --continue -e --abort "$T/said" ||
		redone "$2" || fail '--continue is not named'
}

# What was not decided has left nothing behind.
clean() {
	journaled || redone "$1" || same unmoved "$T/$1.begin" || {
		same world "$T/$1.end" && return
		fail 'it has changed something'
		return
	}
	# what can remove or list nothing leaves it to the next command
	[[ "$2 $3" == @(EIO|EROFS|READ|EMFILE)' on' ]] || [ -z "$(litter)" ] ||
		fail "left: $(litter)"
}

# try <scene> <kind> <n> <once|on> <0|1: abort>
try() {
	local rc=0
	begin "$1"
	under "$2" "$3" "$4" "$T/bin/$1" >"$T/said" 2>&1 || rc=$?
	cat "$T/said" >>"$T/story"
	echo "= $rc" >>"$T/story"
	[ -e "$T/fault.log" ] || return 0 # what was counted came otherwise
	[ "$rc" -lt 130 ] || [ "$rc" -eq 255 ] || fail 'it was killed' || return
	printf '%s\n' "$1 $2 $4: $(head -1 "$T/fault.log") => $rc: $(paste -sd'|' "$T/said")" >>"$T/list"
	if ends_well "$1" "$rc" && same world "$T/$1.end"; then
		well=$((well + 1))
	else
		! ends_well "$1" "$rc" || fail 'it says it went well' || return
		failed=$((failed + 1))
		told "$2" "$1" || return
		clean "$1" "$2" "$4" || return
		git rel status >/dev/null 2>"$T/said" || fail "status: $(cat "$T/said")" || return
		recover "$1" "$5" || fail 'not recovered' || return
	fi
	quietly sound && tidy
}

attempt() {
	total=$((total + 1))
	try "$@" && return
	bad=$((bad + 1))
	echo "not ok: $1, $2 at $3, $4 ($(head -1 "$T/fault.log"))"
	sed 's/^/# /' "$T/story"
	sed 's/^/# difference: /' "$T/difference"
}

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

well=0 failed=0 counts=
[ -e "$SO" ] || { echo "no test build: $SO" && exit 1; }
scenes
for s in "${@:-${SCENES[@]}}"; do
	measure "$s"
	all "$s"
done
[ -z "${LIST-}" ] || cp "$T/list" "$LIST"
echo "# went well all the same $well, failed $failed: found finished $finished," \
	"done again $repeated, continued $continued, aborted $aborted, too late to abort $late"
echo "$((total - bad)) of $total as they should be"
[ "$bad" -eq 0 ]
