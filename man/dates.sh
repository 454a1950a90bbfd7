#!/bin/sh
# The pages of the manual that differ from those of the last release get the date of
# this one, which its section in CHANGELOG.md has.  `git rel start` runs it: see
# [prepare] in .gitrel.
set -eu
cd "$(dirname "$0")/.."
: "${GIT_REL_VERSION:?is set by git rel start}"

day=$(awk -v head="## [$GIT_REL_VERSION] - " \
	'index($0, head) == 1 { print substr($0, length(head) + 1); exit }' CHANGELOG.md)
[ -n "$day" ] || {
	echo "man/dates.sh: CHANGELOG.md has no section of $GIT_REL_VERSION with a date" >&2
	exit 1
}
day=$(LC_ALL=C date -d "$day" '+%B %-d, %Y')
last=v${GIT_REL_PREVIOUS:-}
for page in man/*.[1-8]; do
	if [ "$last" = v ] || ! git diff --quiet "$last" -- "$page"; then
		sed "s/^\.Dd .*/.Dd $day/" "$page" >"$page.new"
		cat "$page.new" >"$page"
		rm "$page.new"
	fi
done
