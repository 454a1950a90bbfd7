#!/bin/sh
# world.sh: all there is to see in the repository R and on its remote REMOTE;
# world.sh leftovers: only what an unfinished operation leaves behind.
#
# A script of its own, because it runs thousands of times: a plain shell forks
# in half the time that bash takes when bats watches its every step.

# Where the files are that all work trees of the repository share.
common=$R/.git
[ -d "$common" ] ||
	common=$(cd "$R" && cd "$(git rev-parse --git-common-dir)" && pwd)
[ -d "$REMOTE" ] || REMOTE=

if [ "$1" != leftovers ]; then
	printf 'HEAD '
	git -C "$R" symbolic-ref -q HEAD || git -C "$R" rev-parse HEAD
	git -C "$R" for-each-ref --format='here %(objectname) %(refname)'
	[ -z "$REMOTE" ] || git -C "$REMOTE" for-each-ref \
		--format='there %(objectname) %(refname)'
	git -C "$R" config --local --get-regexp '^(branch|rel)\.'
	git -C "$R" ls-files -s
	git -C "$R" --no-optional-locks status --porcelain
fi
{
	cd "$common" && find . \( -name '*.lock' -o -name MERGE_HEAD -o -name MERGE_MSG \
		-o -name CHERRY_PICK_HEAD -o -name REVERT_HEAD \
		-o -name sequencer -o -name 'rebase-*' \
		-o -path ./rel/journal -o -path ./rel/resolve \) \
		-printf 'left here %P\n'
	[ -z "$REMOTE" ] ||
		find "$REMOTE" -name '*.lock' -printf 'left there %P\n'
} | sort
