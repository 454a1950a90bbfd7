#!/bin/sh
# Do the manual pages say what the programs take, neither more nor less?
# $B is the folder of the build whose bin/ holds the programs.
#
# man/<program>.1 must be laid out so:
#
#	.Sh OPTIONS              the program's own options, before any command
#	.Ss git rel start        one such line per command, its text, and then
#	.It Fl m Ar text , Fl -message Ar text      its options, one a line
#	.It Fl -[no-]push                           with its --no- form
#	.Sh COMMON OPTIONS       those that all commands take, once
#	.Ss Common options of commands that change something
#	                         those that such a command takes besides, once
#
# Letters and long names must be those of -h.  A --no- form need not be
# documented, but where it is, it must exist.  -h and --help are nobody's.
#
# man/gitrel.5 must have in .Sh KEYS or .Sh RULES one ".It Ic name , Va rel.name" (or backport.name) per key
# that `git-rel config --list-args` prints, and in .Sh CHECKLISTS each fact, attribute
# and key of a gate.
set -u
cd "$(dirname "$0")/.." || exit 1
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
status=0

# documented <page> <section or command>: lines such as "-m --message" and
# "--push", and in $tmp/no what is documented of --no- forms, "--no-push"
documented() {
	awk -v want="$2" -v no="$tmp/no" '
	/^\.S[hs] / {
		here = ($0 == ".Sh " want || $0 == ".Ss " want)
	}
	here && /^\.It Fl / {
		short = long = ""
		for (i = 2; i < NF; i++) {
			if ($i != "Fl")
				continue
			name = $(i + 1)
			if (sub(/^-\[no-\]/, "-", name))
				print "--no" name >no
			if (name ~ /^-/)
				long = "-" name
			else
				short = "-" name " "
		}
		if (long == "")
			sub(/ $/, "", short)
		if (long != "--help")
			print short long
	}' "man/$1" | sort
}

# offered <program> [<command>]: the same from -h
offered() {
	(cd "$tmp" && "$B/bin/$1" ${2:+"$2"} -h) | sed -En \
		-e 's/^    (-[^-])(, (--[^][ =]*))?.*/\1 \3/' \
		-e 's/^    (--[^][ =]*).*/\1/' -e 's/ $//' -e '/^-/p' | sort
}

# differ <where> <what> <file of lines that should not be>
differ() {
	[ -s "$3" ] || return 0
	sed "s|^|$1: $2: |" "$3"
	status=1
}

# compare <page> <section> <program> [<command>]
compare() {
	: >"$tmp/no"
	documented "$1" "$2" >"$tmp/doc"
	offered "$3" ${4:+"$4"} >"$tmp/has"
	if [ -n "${4-}" ]; then
		cat "$tmp/common" >>"$tmp/doc"
		# all of these, or none of them
		comm -12 "$tmp/planning" "$tmp/has" >"$tmp/shared"
		[ ! -s "$tmp/shared" ] || cat "$tmp/planning" >>"$tmp/doc"
		sort -o "$tmp/doc" "$tmp/doc"
	fi
	comm -13 "$tmp/doc" "$tmp/has" >"$tmp/diff"
	differ "man/$1" "$2: not documented" "$tmp/diff"
	comm -23 "$tmp/doc" "$tmp/has" >"$tmp/diff"
	differ "man/$1" "$2: not an option" "$tmp/diff"
	"$B/bin/$3" ${4:+"$4"} --git-completion-helper |
		tr ' ' '\n' | sed 's/=$//' | sort >"$tmp/forms"
	sort "$tmp/no" | comm -23 - "$tmp/forms" >"$tmp/diff"
	differ "man/$1" "$2: not an option" "$tmp/diff"
}

check_program() {
	page=$1.1 name=$(echo "$1" | tr - ' ')
	if [ ! -x "$B/bin/$1" ]; then
		echo "man.sh: no program $B/bin/$1"
		status=1
		return
	fi
	documented "$page" "COMMON OPTIONS" >"$tmp/common"
	documented "$page" "Common options of commands that change something" \
		>"$tmp/planning"
	compare "$page" OPTIONS "$1"
	"$B/bin/$1" --list-cmds | cut -f1 | sort >"$tmp/verbs"
	sed -n "s/^\.Ss $name //p" "man/$page" | sort >"$tmp/told"
	comm -13 "$tmp/told" "$tmp/verbs" >"$tmp/diff"
	differ "man/$page" "command not documented" "$tmp/diff"
	comm -23 "$tmp/told" "$tmp/verbs" >"$tmp/diff"
	differ "man/$page" "not a command" "$tmp/diff"
	comm -12 "$tmp/told" "$tmp/verbs" >"$tmp/both"
	while read -r verb; do
		compare "$page" "$name $verb" "$1" "$verb"
	done <"$tmp/both"
}

check_keys() {
	git init -q "$tmp/repo"
	(cd "$tmp/repo" && "$B/bin/git-rel" config --list-args) |
		sort >"$tmp/keys"
	: >"$tmp/diff"
	[ -s "$tmp/keys" ] || echo "git-rel config names no keys" >"$tmp/diff"
	awk '/^\.S[hs] / { here = /^\.Sh (KEYS|RULES)$/ }
	here && /^\.It .*Va / { print $NF }' man/gitrel.5 | sort >"$tmp/told"
	comm -13 "$tmp/told" "$tmp/keys" >>"$tmp/diff"
	differ man/gitrel.5 "key not documented" "$tmp/diff"
	comm -23 "$tmp/told" "$tmp/keys" >"$tmp/diff"
	differ man/gitrel.5 "not a key" "$tmp/diff"
}

# Facts, attributes and keys of gates, by their tables in the source.
check_checklists() {
	{
		grep -o '\[FACT_[A-Z_]*\] = { "[^"]*"' lib/checklist/fact.c |
			sed 's/"$//; s/.*"/@/'
		grep -oE '\[(ITEM|GATE)_[A-Z_]*\] = "[^"]*"' lib/config/check_lines.c |
			sed 's/"$//; s/.*"//'
	} | sort -u >"$tmp/keys"
	[ "$(wc -l <"$tmp/keys")" -ge 36 ] ||
		echo "no names of facts and keys found" >"$tmp/keys"
	awk '/^\.Sh / { here = /^\.Sh CHECKLISTS$/ }
	here && /^\.(It|Ic) / { for (i = 2; i <= NF; i++) print $i }' man/gitrel.5 |
		sed 's/:$//' | sort -u >"$tmp/told"
	comm -23 "$tmp/keys" "$tmp/told" >"$tmp/diff"
	differ man/gitrel.5 "not documented in CHECKLISTS" "$tmp/diff"
}

# -h must work outside a repository, the keys in any.
export LC_ALL=C GIT_CEILING_DIRECTORIES="$tmp"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
for program in git-rel git-backport git-staging; do
	check_program "$program"
done
[ ! -x "$B/bin/git-rel" ] || check_keys
check_checklists
if command -v mandoc >/dev/null; then
	mandoc -T lint -W warning man/*.[157] || status=1
fi
# groff says which line does not fit in a terminal; mandoc does not
for page in man/*.[157]; do
	said=$(MANWIDTH=80 man --warnings -l "$page" 2>&1 >/dev/null)
	[ -z "$said" ] || { echo "$page: $said"; status=1; }
done
exit $status
