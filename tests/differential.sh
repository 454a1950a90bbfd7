#!/bin/bash
# differential.sh <repository> [<picks>]: real backports again, by `git backport`
# and by `git cherry-pick -x`, each onto what the real one was made on.  Tree,
# message and author are the same wherever git picks cleanly; where git stops, so
# do we, at the same paths.  Every disagreement is listed; there is none: 0.
# REFS: patterns of the branches to read (default refs/heads and refs/remotes).
set -u
cd "$(dirname "$0")/.." || exit 1
: "${BIN:=$PWD/build/bin}"
repo=$(realpath "$1") max=${2:-1000}
export PATH=$BIN:$PATH GIT_CONFIG_NOSYSTEM=1
T=$(mktemp -d "${TMPDIR:-/tmp}/differential.XXXXXX")
trap 'rm -rf "$T"' EXIT
export HOME=$T GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.com \
	GIT_COMMITTER_NAME=C GIT_COMMITTER_EMAIL=c@example.com
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
git config --global user.name A
git config --global user.email a@example.com
git config --global gc.auto 0
git config --global advice.detachedHead false
git config --global rel.main t
git config --global rel.stableBranch 't{series}'

git init -q --bare "$T/ours"
git init -q "$T/theirs"
for r in "$T/ours" "$T/theirs/.git"; do
	echo "$repo/objects" >"$r/objects/info/alternates"
	[ -d "$repo/objects" ] || echo "$repo/.git/objects" >"$r/objects/info/alternates"
done

# "<pick> <base> <origin>" of each commit that names one that is there
picks() {
	local tips
	# shellcheck disable=SC2086 # patterns
	mapfile -t tips < <(git -C "$repo" for-each-ref --format='%(objectname)' ${REFS:-refs/heads refs/remotes})
	git -C "$repo" log -z --no-merges --format='%H %P%n%B' \
		"${tips[@]}" |
		python3 -c '
import re, sys
for text in sys.stdin.buffer.read().split(b"\0"):
    m = re.search(rb"\(cherry picked from commit ([0-9a-f]{40})\)", text)
    ids = text.split(b"\n", 1)[0].split()
    if m and len(ids) == 2:
        print(b" ".join(ids + [m.group(1)]).decode())' |
		sort -u | shuf --random-source=<(yes) |
		while read -r id parent from; do
			[ ${#parent} -eq 40 ] && git -C "$repo" cat-file -e "$from^" 2>/dev/null &&
				echo "$id $parent $from"
		done | head -n "$max"
}

text() { git -C "$1" cat-file commit "$2" | sed '/^parent /d; /^committer /d'; }

declare -A count
disagreed=0
differ() {
	disagreed=$((disagreed + 1))
	echo "not ok: $pick <- $origin: $1"
}

by_git() {
	git checkout -q -f --detach "$base" 2>/dev/null || return 9
	git cherry-pick -x "$origin" >"$T/theirs.out" 2>&1 && return 0
	git rev-parse -q --verify CHERRY_PICK_HEAD >/dev/null || return 9
	local unmerged
	unmerged=$(git diff --name-only --diff-filter=U | sort -u)
	[ -n "$unmerged" ] || ! git diff --quiet HEAD || { git cherry-pick --skip >/dev/null 2>&1; return 2; }
	echo "$unmerged" >"$T/paths"
	git cherry-pick --abort >/dev/null 2>&1
	git reset -q --hard
	return 1
}

one() {
	(cd "$T/theirs" && by_git)
	local theirs=$?
	[ $theirs -ne 9 ] || { count[unusable]=$((${count[unusable]:-0} + 1)) && return; }
	git -C "$T/ours" update-ref refs/heads/t "$base"
	git -C "$T/ours" backport -q --json --direct --unmerged --on-conflict=skip t -- "$origin" \
		>"$T/ours.out" 2>"$T/ours.err"
	local ours=$? state
	state=$(sed -n '1s/.*"state":"\([a-z]*\)".*/\1/p' "$T/ours.out")
	count[$state]=$((${count[$state]:-0} + 1))
	case $theirs:$state in
	*:there | *:ancestor) ;;
	0:new)
		[ "$(text "$T/ours" t)" = "$(text "$T/theirs" HEAD)" ] ||
			differ "another commit"
		;;
	1:conflict)
		[ "$(grep -o '"path":"[^"]*"' "$T/ours.out" | cut -d'"' -f4 | sort -u)" = "$(cat "$T/paths")" ] ||
			differ "other conflicts"
		;;
	2:empty) ;;
	*) differ "git $theirs, ours $ours ($state) $(head -n 1 "$T/ours.err")" ;;
	esac
}

n=0
while read -r pick base origin; do
	n=$((n + 1))
	one
done < <(picks)
echo "$n picks:$(for k in "${!count[@]}"; do printf ' %s %s' "$k" "${count[$k]}"; done); $disagreed disagree"
[ $disagreed -eq 0 ]
