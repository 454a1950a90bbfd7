#!/usr/bin/env bash
# remote.sh [cuts [<scene>...] | two [<times>]]: what lies between us and the
# remote fails.
#
# cuts: the ssh connection ends, at twenty places of each that `finish`, `start`,
# `hotfix` or the scenes that are named make, both ways.
# two: two clones finish the same release at the same moment, each under a name of
# its own, every fifth time under the same one, 100 times; one wins, and the other
# is told, and catches up.
# Without arguments: both.
set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tests/scenes.bash
. ./scenes.bash
# shellcheck source=tests/judge.bash
. "$TOP/tests/judge.bash"
PLACES=${PLACES:-20}
# shellcheck disable=SC2034 # judge.bash looks for it
declare -A WORDS=([there]='' [back]='')

# ---- a connection that is cut ---------------------------------------------

# run_it <scene> <there|back> <connection>:<bytes>
run_it() {
	rm -rf "$T/relay"
	mkdir "$T/relay"
	RELAY=$T/relay CUT="${3%:*} $2 ${3#*:}" \
		GIT_SSH_COMMAND="'$PYTHON' '$TOP/tests/relay.py'" GIT_SSH_VARIANT=simple \
		GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.ssh://host$REMOTE.insteadOf" \
		GIT_CONFIG_VALUE_0="file://$REMOTE" "$T/bin/$1"
}

# Where <n> bytes are cut: at the ends, and in between.
places() {
	local i
	for ((i = 0; i < PLACES; i++)); do
		echo $(($1 * i / (PLACES - 1)))
	done | sort -nu
}

cuts() {
	local file number way at n=0
	run_it "$1" there 0:0 >"$T/out" 2>&1 || ends_well "$1" $? || {
		cat "$T/out"
		echo "not ok: $1, and nothing was cut"
		exit 1
	}
	cp -a "$T/relay" "$T/$1.relay"
	for file in "$T/$1.relay"/*.*; do
		number=${file##*/} way=${file##*.}
		for at in $(places "$(cat "$file")"); do
			attempt "$1" "$way" "${number%.*}:$at" on $((n++ % 2))
		done
	done
	echo "# $1: $n cuts"
}

# ---- two at once ----------------------------------------------------------

# as <name> <folder> <command>...
as() {
	GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$1@example.com \
		GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$1@example.com \
		git -C "$2" "${@:3}"
}

# caught_up <clone>: it has what the remote has, and nothing else.
caught_up() {
	diff <(git -C "$1" for-each-ref --format='%(objectname) %(refname)' refs/heads refs/tags) \
		<(git -C "$REMOTE" for-each-ref --format='%(objectname) %(refname)')
}

# One release of both, whole; who did not make it is told what to do.
once() {
	local one=0 two=0 loser tag bob=Bob
	[ $(($1 % 5)) -ne 0 ] || bob=Ada
	put twice
	rm -rf "$T/second"
	cp -a "$T/second.kept" "$T/second"
	as "$bob" "$T/second" rel finish -y 0.2.0 >"$T/two" 2>&1 &
	as Ada "$R" rel finish -y 0.2.0 >"$T/one" 2>&1 || one=$?
	wait $! || two=$?
	cat "$T/one" "$T/two" >"$T/story"
	case "$one $two" in
	'0 0') both=$((both + 1)) && loser= ;;
	'0 '*) first=$((first + 1)) && loser="$T/second" ;;
	*' 0') second=$((second + 1)) && loser=$R ;;
	*) fail 'nobody wins' || return ;;
	esac
	tag=$(git -C "$REMOTE" rev-parse 'v0.2.0^{}') || return
	[ "$(git -C "$REMOTE" rev-parse main)" = "$tag" ] || fail 'main is not the release' || return
	git -C "$REMOTE" merge-base --is-ancestor "$tag" develop || fail 'not merged back' || return
	[ -z "$loser" ] || {
		grep -hE '^(error|fatal): ' "$T/one" "$T/two" | grep -q . || fail 'no message' || return
		grep -hq 'run the command again' "$T/one" "$T/two" || fail 'no way on' || return
		git -C "$loser" rel status >>"$T/story" 2>&1 || fail 'no status' || return
		as Eve "$loser" rel finish -y 0.2.0 >>"$T/story" 2>&1 || fail 'it does not catch up' || return
	}
	caught_up "$R" >>"$T/story" && caught_up "$T/second" >>"$T/story" ||
		fail 'they differ' || return
	quietly sound && tidy
}

two() {
	local n both=0 first=0 second=0
	put finish
	git push -q origin release/v0.2.0
	scene twice :
	git clone -q "file://$REMOTE" "$T/second.kept"
	git -C "$T/second.kept" branch -q develop origin/develop
	git -C "$T/second.kept" switch -q release/v0.2.0
	quietly git -C "$T/second.kept" rel init --model=gitflow || exit
	for ((n = 1; n <= $1; n++)); do
		total=$((total + 1))
		once "$n" && continue
		bad=$((bad + 1))
		echo "not ok: two at once, $n"
		sed 's/^/# /' "$T/story"
	done
	echo "# two at once, $1 times: both $both, the first $first, the second $second"
}

scenes
what=${1:-}
[ $# -eq 0 ] || shift
if [ "$what" != two ]; then
	[ $# -gt 0 ] || set -- finish start hotfix
	for s; do
		measure "$s"
		put "$s"
		cuts "$s"
	done
fi
case $what in
'') two 100 ;;
two) two "${1:-100}" ;;
esac
verdict
