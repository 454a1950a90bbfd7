#!/bin/bash
# Lines of the bats files that look at something and cannot fail: where they are
# not the last of a test, bash goes on after them.
#
#	! cmd			say `run ! cmd'
#	a && b			say them one after the other, where a is a test
#	cmd || [ $? ...		say `run -1 cmd'; this one takes 0 as well
#	complain ... && ...	complain always fails
#	cmd || true		look at what it did
#	run wait $!		run has no child of that number, and waits for nothing
#
# Files may be named; else all are looked at.
set -u
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- tests/e2e/*.bats
[ -f "$1" ] || { echo "hollow.sh: no tests" && exit 1; }

awk '
function bad(why) { print FILENAME ":" FNR ": " why ": " $0; found = 1 }

# what is between quotes on one line is not for this shell
{
	code = $0
	gsub(/\047[^\047]*\047/, "\"\"", code)
}
FNR == 1 { here = "" }
here != "" {
	if ($1 == here)
		here = ""
	next
}
match(code, /<<-?"?"?[A-Z]+/) && code !~ /<<</ {
	here = substr(code, RSTART, RLENGTH)
	gsub(/[^A-Z]/, "", here)
}
match($0, /<<-?\047[A-Z]+\047/) {
	here = substr($0, RSTART, RLENGTH)
	gsub(/[^A-Z]/, "", here)
}
/^[ \t]*#/ { next }
code ~ /^[ \t]*! / && code !~ /\|\|/ { bad("! never fails here") }
code ~ /^[ \t]*\[\[? .* \]\]? && / && code !~ /\|\|/ { bad("the first never fails here") }
code ~ /\|\| *\[\[? *"?\$\?/ { bad("0 passes as well") }
code ~ /complain .*&&/ { bad("complain fails") }
code ~ /^[ \t]*run( [-!][^ ]*)* wait( |$)/ { bad("run waits for nothing") }
code ~ /\|\| *true *$/ { bad("nothing can fail here") }
END { exit found }' "$@"
