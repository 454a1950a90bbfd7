#!/usr/bin/env bats
# `git backport verify`: are the picks of a stable branch what they say?

load lib

# Two stable lines, published: stable/v0.1 at the first commits of main,
# stable/v0.2 one commit on; we are on main.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	quietly git push -q origin stable/v0.1 stable/v0.2
}

# fix <file> <text> [<subject>]: a commit on the branch we are on; the text is the
# first line.
fix() {
	printf '%s\n' "$2" | cat - "$1" 2>/dev/null >"$T/fixed" || :
	cp "$T/fixed" "$1"
	git add -A
	git commit -q -m "${3:-Mend $1}"
}

# on <branch> <command>...: run there, and be back.
on() {
	local was
	was=$(git symbolic-ref --short HEAD)
	git switch -q "$1"
	"${@:2}"
	git switch -q "$was"
}

# pick <commit> [<command>]: with git cherry-pick -x, changed by the command
pick() {
	local id
	id=$(git rev-parse "$1")
	git cherry-pick -x "$id" >/dev/null 2>&1 || :
	if [ $# -gt 1 ]; then
		eval "$2"
		git add -A
		git -c core.editor=true cherry-pick --continue >/dev/null 2>&1 ||
			git commit -q --amend --no-edit
	fi
}

# names <id> <subject>: an empty commit that says it is a pick of that
names() {
	git commit -q --allow-empty -m "$2" -m "(cherry picked from commit $1)"
}

# grades <arguments>...: "<target> <grade> <subject>", in the order of history
grades() {
	git backport verify --json "$@" | "$PYTHON" -c 'import json, sys
for l in reversed(list(sys.stdin)):
    r = json.loads(l)
    assert r["version"] == 1 and len(r["commit"]) == 40
    print(r["target"].replace("stable/", ""), r["grade"], r["subject"], sep=": ")'
}

# graded <expected lines> [<arguments>]
graded() {
	local is
	is=$(grades "${@:2}")
	[ "$is" = "$1" ] || complain "graded: $is"
}

# picked without a word of where it is from
quiet_pick() { git cherry-pick "$1" >/dev/null; }

@test "a pick that does not say so is found by its patch, as audit finds it" {
	fix b.txt one 'The same'
	fix dir/sub/c.txt two 'Another name'
	on stable/v0.1 sh -c 'echo 0.1.1 >VERSION; git commit -q -a -m Own'
	on stable/v0.1 quiet_pick main~1
	on stable/v0.1 quiet_pick main
	on stable/v0.1 git commit -q --amend -m Otherwise --author='B <b@example.org>' \
		--date=2001-02-03T04:05:06
	graded 'v0.1: own: Own
v0.1: identical: The same
v0.1: identical: Otherwise'
	git backport verify --json | jq -r 'select(.found).origin' >"$T/origins"
	git rev-parse main main~1 | diff - "$T/origins"
	run git backport verify
	says '1 own' '2 identical'
	GIT_AUTHOR_DATE='1700000100 +0000' fix a.txt three 'Edited'
	on stable/v0.1 quiet_pick main
	on stable/v0.1 sh -c 'sed -i 1s/.*/four/ a.txt; git commit -qa --amend --no-edit'
	run git backport verify
	says "of $(git rev-parse --short=10 main), by author and date" '1 edited'
	git backport verify --porcelain >"$T/lines"
	grep -q ' ~ author ' "$T/lines" || complain "$(cat "$T/lines")"
}

@test "a pick is identical, the same but for its context, or edited; what names no origin is the branch's own" {
	fix b.txt one 'Identical'
	fix dir/sub/c.txt two 'Context'
	fix a.txt three 'Edited'
	on stable/v0.1 sh -c 'echo 0.1.1 >VERSION; sed -i "2s/.*/old/" dir/sub/c.txt; git commit -q -a -m Own'
	on stable/v0.1 pick main~2
	on stable/v0.1 pick main~1
	on stable/v0.1 pick main 'sed -i 1s/.*/four/ a.txt'
	graded 'v0.1: own: Own
v0.1: identical: Identical
v0.1: context: Context
v0.1: edited: Edited'
	run git backport verify
	exits 0
	says 'stable/v0.1' "own            $(git rev-parse --short=10 stable/v0.1~3) Own" \
		"of $(git rev-parse --short=10 main)" \
		'4 commits: 1 identical, 1 context, 1 edited, 0 unknown origin, 1 own, 0 markers'
	[[ $output != *Identical* && $output != *Context* ]]
	run git backport verify --all
	says 'identical' 'Identical' 'Context'
	run git backport verify -v v0.1
	says 'Identical' 'Context'
}

@test "what only moved to other lines is identical, as for git patch-id" {
	fix b.txt one 'Mend b'
	on stable/v0.1 sh -c 'seq 30 | cat b.txt - >x; mv x b.txt; git commit -q -a -m Longer'
	sed -i '6s/.*/six/' b.txt
	git commit -q -a -m 'Mend six'
	on stable/v0.1 pick main
	graded 'v0.1: own: Longer
v0.1: identical: Mend six'
	patch_id() { git show "$1" | git patch-id --stable | cut -d' ' -f1; }
	[ "$(patch_id main)" = "$(patch_id stable/v0.1)" ]
}

@test "a file that was renamed on the branch has the same change in another file" {
	on stable/v0.1 sh -c 'git mv b.txt old.txt; git commit -q -m Rename'
	sed -i '6s/.*/six/' b.txt
	git commit -q -a -m 'Mend six'
	on stable/v0.1 pick main
	graded 'v0.1: own: Rename
v0.1: context: Mend six'
}

@test "binary files are the same only with the same bytes" {
	printf 'a\0b' >bin
	git add bin
	git commit -q -m 'Add bin'
	printf 'a\0c' >bin
	git commit -q -a -m 'Change bin'
	on stable/v0.1 pick main~1
	on stable/v0.1 pick main "printf 'a\0d' >bin"
	graded 'v0.1: identical: Add bin
v0.1: edited: Change bin'
}

@test "a pick is compared with the last commit that it names" {
	fix b.txt one 'Mend b'
	on stable/v0.2 pick main 'sed -i 1s/.*/two/ b.txt'
	on stable/v0.1 pick stable/v0.2
	graded 'v0.2: edited: Mend b
v0.1: identical: Mend b'
}

@test "an origin may be on a newer line, not on an older one" {
	on stable/v0.2 fix b.txt one 'Only on stable'
	on stable/v0.1 pick stable/v0.2
	on stable/v0.1 fix a.txt one 'Only on the oldest'
	on stable/v0.2 pick stable/v0.1
	graded 'v0.2: own: Only on stable
v0.2: unknown origin: Only on the oldest
v0.1: identical: Only on stable
v0.1: own: Only on the oldest'
	run git backport verify v0.2
	says "which is only on 'stable/v0.1'"
}

@test "an origin that is not here, or on no branch, is unknown; --exit-code fails for it" {
	fix b.txt one 'Mend b'
	git switch -q -c topic
	fix b.txt two 'Not merged'
	git switch -q main
	on stable/v0.1 pick main
	run git backport verify --exit-code --strict
	exits 0
	on stable/v0.1 pick topic
	run git backport verify --exit-code
	exits 1
	says 'unknown origin' 'which is on no branch that it could come from'
	on stable/v0.1 names 0123456789012345678901234567890123456789 'From nowhere'
	run git backport verify v0.1
	exits 0
	says 'names 0123456789, which is not here' '2 unknown origin'
	graded 'v0.1: identical: Mend b
v0.1: unknown origin: Not merged
v0.1: unknown origin: From nowhere'
}

@test "where the last one is not here, an earlier one that it is equal to will do" {
	fix b.txt one 'Mend b'
	on stable/v0.1 pick main
	on stable/v0.1 git commit -q --amend -m 'Mend b' -m "(cherry picked from commit $(git rev-parse main))
(cherry picked from commit 0123456789012345678901234567890123456789)"
	graded 'v0.1: identical: Mend b'
	on stable/v0.1 sh -c 'echo trojan >>b.txt; git commit -q -a --amend --no-edit'
	graded 'v0.1: unknown origin: Mend b'
}

@test "an origin that was rebased is found by author, date and subject" {
	fix b.txt one 'Mend b'
	on stable/v0.1 pick main
	on stable/v0.1 git commit -q --amend -m 'Mend b' \
		-m '(cherry picked from commit 0123456789012345678901234567890123456789)'
	run git backport verify v0.1
	says 'unknown origin' "$(git rev-parse --short=10 main) has the same author, date and subject"
}

@test "conflict markers that were committed are found, headings are not" {
	printf 'Title\n=======\n' >title.rst
	git add title.rst
	git commit -q -m 'Add a title'
	on stable/v0.1 sh -c 'echo old >>a.txt; git commit -q -a -m Own'
	sed -i '$s/.*/new/' a.txt
	git commit -q -a -m 'Mend the last line'
	on stable/v0.1 pick main~1
	on stable/v0.1 sh -c 'printf "Own\n=======\n" >own.rst; git add own.rst; git commit -q -m "A heading"'
	run git backport verify --exit-code
	exits 0
	on stable/v0.1 pick main 'true'
	graded 'v0.1: own: Own
v0.1: identical: Add a title
v0.1: own: A heading
v0.1: markers: Mend the last line'
	run git backport verify --exit-code v0.1
	exits 1
	says 'markers        ' '1 markers'
}

@test "a line of equals signs that the origin does not add is a marker that was left" {
	fix b.txt one 'Mend b'
	on stable/v0.1 pick main 'sed -i "1i =======" b.txt'
	graded 'v0.1: markers: Mend b'
}

@test "--strict wants a word about what was edited" {
	fix b.txt one 'Mend b'
	on stable/v0.1 pick main 'sed -i 1s/.*/two/ b.txt'
	run git backport verify --exit-code
	exits 0
	run git backport verify --exit-code --strict
	exits 1
	id=$(git rev-parse main)
	for how in "Conflicts:
	b.txt

(cherry picked from commit $id)" "(backported from commit $id)" "(cherry picked from parts of commit $id)"; do
		on stable/v0.1 git commit -q --amend -m 'Mend b' -m "$how"
		run git backport verify --exit-code --strict
		exits 0
		says 'edited' 'says that it was changed'
	done
}

@test "--range-diff shows what was edited" {
	fix b.txt one 'Mend b'
	on stable/v0.1 pick main 'sed -i 1s/.*/two/ b.txt'
	run git backport verify --range-diff
	exits 0
	says '-+one' '++two'
}

@test "what conflicted, and has the same lines after all, is told from what has others" {
	sed -i '6s/.*/six/' b.txt
	git commit -q -a -m 'Mend six'
	on stable/v0.1 sh -c 'sed -i "7s/.*/old/" b.txt; git commit -q -a -m Own'
	on stable/v0.1 pick main 'git checkout -q HEAD b.txt; sed -i 6s/.*/six/ b.txt'
	run git backport verify
	says 'edited' "of $(git rev-parse --short=10 main), with the same lines"
	on stable/v0.1 sh -c 'sed -i 6s/.*/seven/ b.txt; git commit -q -a --amend --no-edit'
	run git backport verify
	says 'edited'
	[[ $output != *'the same lines'* ]]
}

@test "a range is looked at on its own, also of a branch that is no target" {
	fix b.txt one 'Mend b (#3)'
	on stable/v0.1 fix a.txt own 'Own'
	quietly git push -q origin main stable/v0.1
	git backport v0.1
	graded 'v0.1..backport/3/v0.1: identical: Mend b (#3)' stable/v0.1..backport/3/stable/v0.1
	git branch -q -f stable/v0.1 backport/3/stable/v0.1
	graded 'v0.1~1..v0.1: identical: Mend b (#3)' stable/v0.1~1..stable/v0.1
	graded 'v0.1: own: Own
v0.1: identical: Mend b (#3)' v0.1 stable/v0.1~1..stable/v0.1
}

@test "merges are left out, what they bring is not; a pick of a merge is compared with what that brought" {
	git switch -q -c side
	fix side.txt one 'Side'
	git switch -q main
	quietly git merge -q --no-ff -m 'Merge side' side
	git switch -q stable/v0.1
	git cherry-pick -x -m 1 main >/dev/null
	git switch -q -c stable-side
	fix s.txt one 'On a side branch'
	git switch -q stable/v0.1
	quietly git merge -q --no-ff -m 'Merge stable-side' stable-side
	git switch -q main
	graded 'v0.1: identical: Merge side
v0.1: own: On a side branch'
}

@test "what two lines share is told once, with the older one" {
	on stable/v0.1 fix a.txt own 'Own'
	git branch -q -f stable/v0.2 stable/v0.1
	on stable/v0.2 fix b.txt own 'Newer'
	graded 'v0.2: own: Newer
v0.1: own: Own'
	graded 'v0.2: own: Own
v0.2: own: Newer' v0.2
}

@test "without picks there is nothing to tell" {
	run git backport verify --exit-code --strict
	exits 0
	[ "$output" = '0 commits: 0 identical, 0 context, 0 edited, 0 unknown origin, 0 own, 0 markers' ]
}

@test "nothing is changed, and no object is left" {
	fix b.txt one 'Mend b'
	on stable/v0.1 pick main 'sed -i 1s/.*/two/ b.txt'
	remember fingerprint
	run git backport verify --range-diff
	exits 0
	unchanged
}

@test "in a bare repository, and with settings that make patches look different" {
	fix b.txt one 'Mend b'
	sed -i '6s/.*/six/' b.txt
	git commit -q -a -m 'Mend six'
	on stable/v0.1 pick main~1
	on stable/v0.1 pick main
	git config diff.external false
	git config diff.noprefix true
	git config diff.renames copies
	git config color.ui always
	git config diff.context 0
	graded 'v0.1: identical: Mend b
v0.1: identical: Mend six'
	git clone -q --bare . "$T/bare.git"
	cd "$T/bare.git"
	graded 'v0.1: identical: Mend b
v0.1: identical: Mend six'
}

@test "what cannot be looked at gets one clear line" {
	remember
	run git backport verify v0.9
	refused 128 "no branch to pick onto is called 'v0.9'"
	run git backport verify nowhere..main
	refused 128 "'nowhere..main' is no range of commits"
	run git backport verify main~1
	refused 128 "no branch to pick onto is called 'main~1'"
	git clone -q --depth=1 --no-single-branch "file://$REMOTE" "$T/shallow"
	cd "$T/shallow"
	run git backport verify v0.1
	exits 1
	says 'this clone is shallow'
	[ "$(grep -c '^error:' <<<"$output")" = 1 ]
}
