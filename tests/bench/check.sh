#!/usr/bin/env bash
# check.sh WORKDIR NAME local|push VERSION: is it really released? silent if so
WORK=$1 n=$2 mode=$3 v=$4
# shellcheck source=tests/bench/env.bash
. "$(dirname "$0")/env.bash"
cd "$WORK/$n" || exit
bad() { echo "$n: $*"; }
[ "$(git cat-file -t "v$v")" = tag ] || bad "no tag v$v"
[ "$(git rev-parse "v$v^{commit}")" = "$(git rev-parse main)" ] || bad "the tag is not on main"
git merge-base --is-ancestor main develop || bad "not merged back"
[ "$(git show main:VERSION)" = "$v" ] || bad "main has another VERSION"
[ "$(git show develop:VERSION)" = "$v" ] || bad "develop has another VERSION"
[ "$(git symbolic-ref HEAD)" = refs/heads/develop ] || bad "develop is not checked out"
[ -z "$(git for-each-ref refs/heads/release refs/remotes/origin/release)" ] || bad "the branch is left"
[ -z "$(git status --porcelain)" ] || bad "dirty"
[ "$mode" = push ] || exit 0
for ref in refs/heads/main refs/heads/develop "refs/tags/v$v"; do
	[ "$(git rev-parse "$ref")" = "$(git -C "$WORK/$n.git" rev-parse "$ref")" ] ||
		bad "the remote has another $ref"
done
[ -z "$(git -C "$WORK/$n.git" for-each-ref refs/heads/release)" ] || bad "the remote branch is left"
