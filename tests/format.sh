#!/bin/sh
# Is everything as clang-format would write it?  With --fix: make it so.
# Files may be named; else all are looked at.
#
# clang-format 14 takes the braces of "#define S_INIT { 0 }" for a block and
# spreads them over four lines, so such lines are hidden from it.
set -u
cd "$(dirname "$0")/.." || exit 1

formatted() {
	sed -E 's|^#define .*[ )]\{.*\}$|// clang-format off\n&\n// clang-format on|' "$1" |
		clang-format --style=file --assume-filename="$1" |
		sed '\|^// clang-format o|d'
}

fix=false
[ "${1-}" = --fix ] && fix=true && shift
[ $# -gt 0 ] || set -- lib/*/*.[ch] git-*/*.[ch] git-*/*/*.[ch] tests/*/*.[ch]

new=$(mktemp) || exit 1
trap 'rm -f "$new"' EXIT
status=0
for f; do
	[ -f "$f" ] || continue
	formatted "$f" >"$new" || exit 1
	cmp -s "$f" "$new" && continue
	if $fix; then
		cat "$new" >"$f"
	else
		diff -u "$f" "$new"
		status=1
	fi
done
exit $status
