#!/bin/bash
# The order of the rooms, as the table in ARCHITECTURE.md tells it:
#
# - a file includes only its own room and those below it; what releases and
#   programs change, they change through cli, never through tx;
# - no circle between files, by the symbols of the objects of a build (B);
# - each .c has a header of its own, or one of the group that its name begins
#   with; the verbs of a program are declared together in its cmds.h.
set -u
cd "$(dirname "$0")/.." || exit 1
: "${B:=$PWD/build/test}"

files=(lib/*/*.[ch] git-*/*.[ch] git-*/*/*.[ch])
status=0

fault() {
	echo "$1"
	status=1
}

# Each room, and what it may include besides itself.
order() {
	local git="base text version config"
	local plan="$git git"
	local wire="base net dialect"
	local tx="$plan plan object net dialect forge"
	local release="$tx changelog towncrier cli"
	local qualified="$release release rules evidence checklist"

	cat <<-END
		base
		text base
		net base
		dialect base net
		github $wire
		gitlab $wire
		gitea $wire github
		version base text
		towncrier base text
		changelog base text version
		config base text version
		checklist base text version config
		git $git
		forge $plan $wire github gitlab gitea
		plan $plan
		object $plan changelog towncrier
		pick $plan plan object
		rules $plan plan object changelog towncrier pick evidence
		evidence $plan plan object changelog towncrier
		tx $tx
		cli $tx tx rules
		release $release rules checklist
		git-backport $release release pick rules
		staging $qualified
		standing $qualified staging
		gate $qualified staging standing
		qualify $qualified staging standing
		git-rel $qualified staging standing qualify
		git-stage $qualified staging standing gate qualify
	END
}

includes() {
	awk '
	NR == FNR { room[$1]; for (i = 1; i <= NF; i++) may[$1, $i]; next }
	FNR == 1 {
		split(FILENAME, part, "/")
		own = part[1] == "lib" ? part[2] : part[1]
		if (!(own in room)) {
			print FILENAME ": " own " is not in the order of rooms"
			bad = 1
		}
	}
	/^ *# *include *"/ {
		split($0, quoted, "\"")
		split(quoted[2], part, "/")
		if ((own, part[1]) in may)
			next
		print FILENAME ":" FNR ": " own " must not include " quoted[2]
		bad = 1
	}
	END { exit bad }' <(order) "${files[@]}" || status=1
}

headers() {
	local c name

	for c in "${files[@]}"; do
		[[ $c == *.c && $c != */main.c ]] || continue
		name=${c%.c}
		until [ -f "$name.h" ]; do
			[[ ${name##*/} == *_* ]] || break
			name=${name%_*}
		done
		[ -f "$name.h" ] || { [[ $c == git-*/*.c ]] &&
			grep -q '^const struct cmd cmd_' "$c"; } ||
			fault "$c: has no header"
	done
}

# "user definer" for each symbol that one file takes from another.  Objects
# outlive the files that they were made of.
arrows() {
	local c objects=()

	for c in "${files[@]}"; do
		[[ $c == *.c ]] && objects+=("obj/${c%.c}.o")
	done
	(cd "$B" && nm -A -P "${objects[@]}") | awk '
		{ sub(/^obj\//, "", $1); sub(/\.o:$/, ".c", $1) }
		$3 == "U" { use[$1 " " $2] }
		$3 ~ /^[A-Z]$/ && $3 != "U" && $2 != "main" { def[$2] = $1 }
		END {
			for (u in use) {
				split(u, a, " ")
				if (a[2] in def && def[a[2]] != a[1])
					print a[1], def[a[2]]
			}
		}' | sort -u
}

circles() {
	local all said

	all=$(arrows)
	[ -n "$all" ] || fault "no objects in $B: build first"
	said=$(tsort <<<"$all" 2>&1 >/dev/null) ||
		fault "files that need each other: ${said//tsort: /}"
}

includes
headers
circles
exit $status
