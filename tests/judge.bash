# judge.bash: what a command says and leaves on a machine that fails.  Sourced
# after scenes.bash, by a script with WORDS, what the system says for each kind of
# failure, and run_it <scene> <kind> <n> <once|on>, which lets it fail.
# shellcheck shell=bash disable=SC2034,SC2154 # what scenes.bash asks and counts

# fail <why>
fail() {
	echo "why: $1" >>"$T/story"
	return 1
}

# What it said is of use: a message, what was full, and what now.
told() {
	[ -s "$T/said" ] || fail 'it says nothing' || return
	[ "$1" != files ] || ! grep -q 'shared libraries' "$T/said" || return 0
	grep -qE '^(error|fatal): ' "$T/said" || fail 'no message' || return
	# libraries do not say why they could not read; a lock that could not be
	# removed is what git says then
	grep -qF -e "${WORDS[$1]}" -e 'gives no reason' -e 'Out of diskspace' "$T/said" ||
		[ "$1" = READ ] || { [ -n "${FAULT_ALL-}" ] && [[ $FAILED == *' git'[\ -]* && $FAILED != *' git-rel '* ]]; } ||
		grep -qF "hint: the file system of '$R/.git' is" "$T/said" ||
		{ [[ $1 == *there ]] && grep -q 'cannot write: is its disk full' "$T/said"; } ||
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
	[[ $2 == @(EIO|EROFS|READ|EMFILE) ]] || [ -z "$(litter)" ] ||
		fail "left: $(litter)"
}

# try <scene> <kind> <n> <once|on> <0|1: abort>
try() {
	local rc=0
	begin "$1"
	run_it "$1" "$2" "$3" "$4" >"$T/said" 2>&1 || rc=$?
	cat "$T/said" >>"$T/story"
	echo "= $rc" >>"$T/story"
	output=$(cat "$T/said")
	FAILED=$(head -1 "$T/fault.log" 2>/dev/null)
	[ "$rc" -lt 130 ] || [ "$rc" -eq 255 ] || fail 'it was killed' || return
	printf '%s\n' "$1 $2 $3 $4: $FAILED => $rc: $(paste -sd'|' "$T/said")" >>"$T/list"
	if ends_well "$1" "$rc" && same world "$T/$1.end"; then
		well=$((well + 1))
	else
		! ends_well "$1" "$rc" || fail 'it says it went well' || return
		failed=$((failed + 1))
		told "$2" "$1" || return
		clean "$1" "$2" "$4" || return
		cp "$T/said" "$T/said.first"
		git rel status >/dev/null 2>"$T/said" || fail "status: $(cat "$T/said")" || return
		! grep -q 'reset --hard, then' "$T/said.first" || git reset -q --hard
		recover "$1" "$5" || fail 'not recovered' || return
	fi
	quietly sound && tidy
}

attempt() {
	total=$((total + 1))
	try "$@" && return
	bad=$((bad + 1))
	echo "not ok: $1, $2 at $3, $4 ($FAILED)"
	sed 's/^/# /' "$T/story"
	sed 's/^/# difference: /' "$T/difference"
}

# verdict: how it went; fails if anything did
verdict() {
	[ -z "${LIST-}" ] || cp "$T/list" "$LIST"
	echo "# went well all the same $well, failed $failed: found finished $finished," \
		"done again $repeated, continued $continued, aborted $aborted, too late to abort $late"
	echo "$((total - bad)) of $total as they should be"
	[ "$bad" -eq 0 ]
}

well=0 failed=0
