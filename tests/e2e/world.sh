#!/bin/sh
# world.sh: all there is to see in the repository R and on its remote REMOTE;
# world.sh leftovers: only what an unfinished operation leaves behind;
# world.sh everything: beside it all settings and what the log has.
#
# A script of its own in few processes, because it runs thousands of times: a
# plain shell forks in half the time that bash takes when bats watches its every
# step.

# Where the files are that all work trees of the repository share.
common=$R/.git
[ -d "$common" ] ||
	common=$(cd "$R" && cd "$(git rev-parse --git-common-dir)" && pwd)
[ -d "$REMOTE" ] || REMOTE=

# The index is HEAD and what status tells of it, with the ids of both.
world() {
	if [ -f "$R/.git/HEAD" ] && [ ! -e "$R/.git/reftable" ]; then
		read -r head <"$R/.git/HEAD"
	else
		head=$(git -C "$R" symbolic-ref -q HEAD || git -C "$R" rev-parse HEAD)
	fi
	echo "HEAD ${head#ref: }"
	git -C "$R" for-each-ref --format='here %(objectname) %(refname)'
	[ -z "$REMOTE" ] || git -C "$REMOTE" for-each-ref \
		--format='there %(objectname) %(refname)'
	git -C "$R" --no-optional-locks status --porcelain=v2
}

# An operation that was taken up again stands there twice, with one id.
log() {
	[ ! -e "$common/rel/log" ] || awk -F'"' '!seen[$6]++ {
		print "log", $12, (/"undoes/ ? "takes something back" : "") }' \
		"$common/rel/log"
}

left() {
	find "$common" ${REMOTE:+"$REMOTE"} \( -name '*.lock' -o \( \
		-name MERGE_HEAD -o -name MERGE_MSG \
		-o -name CHERRY_PICK_HEAD -o -name REVERT_HEAD \
		-o -name sequencer -o -name 'rebase-*' \
		-o -path "$common/rel/journal" -o -path "$common/rel/resolve" \) \
		! -path "${REMOTE:-/nowhere}/*" \) -printf '%H %P\n' |
		while read -r where what; do
			case $where in
			"$common") echo "left here $what" ;;
			*) echo "left there $what" ;;
			esac
		done
	[ ! -e "$common/reftable" ] ||
		git -C "$R" for-each-ref --include-root-refs \
			--format='left here %(refname)' | grep -E ' (CHERRY_PICK|REVERT)_HEAD$' || :
}

hooks() {
	[ ! -d "$common/hooks" ] || (cd "$common/hooks" &&
		find . -type f ! -name '*.rel-new' -printf '%m %p\n' -exec cksum '{}' ';')
}

settings() { git -C "$R" config --local "$@"; }

case ${1-} in
leftovers)
	left | sort
	;;
everything)
	world
	[ -n "${NO_LOG-}" ] || log
	{ settings --list && left && hooks; } | sort
	;;
*)
	world
	{ settings --get-regexp '^(branch|rel)\.'; left; } | sort
	;;
esac
