#!/usr/bin/env bash
# reset.sh WORKDIR NAME local|push: repository and remote as build.sh left them.
WORK=$1 n=$2 mode=$3
# shellcheck source=tests/bench/env.bash
. "$(dirname "$0")/env.bash"
cd "$WORK/$n" || exit
rm -rf .git/rel .git/MERGE_* .git/*.lock
cp "$WORK/$n.$mode" .git/config
git update-ref --no-deref HEAD "$(awk '$2 == "refs/heads/develop" { print $1 }' "$WORK/$n.here")"
git symbolic-ref HEAD refs/heads/develop
put() { # <where> <file>: its refs and no others
	git -C "$1" for-each-ref --format='%(objectname) %(refname)' |
		awk '$2 ~ /\/HEAD$/ { next } # leads to one of the others
			NR == FNR { want[$2] = $1; print "update " $2 " " $1; next }
			!($2 in want) { print "delete " $2 }' "$2" - |
		git -C "$1" update-ref --stdin
}
put "$WORK/$n" "$WORK/$n.here"
put "$WORK/$n.git" "$WORK/$n.there"
git reset -q --hard
git clean -fdq
