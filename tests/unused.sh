#!/bin/bash
# Functions and data that other files can see and none uses: to be static, or
# to go.  By the symbols of the objects of a build (B); what only tests use is
# named, too.
set -u
cd "$(dirname "$0")/.." || exit 1
: "${B:=$PWD/build/test}"

objects=()
for c in lib/*/*.c git-*/*.c git-*/*/*.c tests/unit/*.c tests/fuzz/*.c; do
	objects+=("obj/${c%.c}.o")
done
cd "$B" && nm -A -P "${objects[@]}" | awk '
	{ sub(/^obj\//, "", $1); sub(/\.o:$/, ".c", $1) }
	$3 == "U" || $3 == "w" {
		if ($1 ~ /^tests/)
			tested[$2]
		else
			used[$2]
	}
	$3 ~ /^[A-TV-Z]$/ && $1 !~ /^tests/ && $2 != "main" { def[$2] = $1 }
	END {
		for (s in def) {
			n++
			if (s in used)
				continue
			who = s in tested ? "tests use" : "itself uses"
			print def[s] ": only " who " " s
			bad = 1
		}
		if (!n)
			print "no objects: build first"
		exit bad || !n
	}'
