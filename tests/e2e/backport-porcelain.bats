#!/usr/bin/env bats
# `git backport --porcelain`: lines for scripts, each of them exactly.

load lib

Z=0000000000000000000000000000000000000000

# stable/v0.1 and stable/v0.2 as in backport.bats
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	quietly git push -q origin stable/v0.1 stable/v0.2
}

# commit <file> <subject> [<body>]
commit() {
	echo "$2" >>"$1"
	git add -A
	git commit -q -m "$2" ${3:+-m "$3"}
	quietly git push -q origin HEAD
}

on() {
	git switch -q "$1"
	"${@:2}"
	git switch -q main
}

id() { git rev-parse "$1"; }

# head_of <target>...: what comes before all else
head_of() {
	echo '# backport.version 1'
	for t; do echo "# target $t $(id "$t")"; done
}

# told <command>...: its stdout is just what comes in
told() {
	diff -u - <("$@" 2>/dev/null)
}

# conflicting <path>: a fix on main that conflicts on stable/v0.1 alone, in it
conflicting() {
	on stable/v0.1 commit "$1" 'An old line'
	on stable/v0.2 commit "$1" 'A line before'
	on main commit "$1" 'A line before'
	sed -i '$s/.*/mended/' "$1"
	git commit -q -a -m 'Mend the last line'
	quietly git push -q origin main
}

@test "a dry run tells what would become of each commit, and no plan" {
	commit new.txt 'Mend b'
	remember fingerprint
	{
		head_of stable/v0.1 stable/v0.2
		echo "s stable/v0.1 $(id main) - + - - Mend b"
		echo "s stable/v0.2 $(id main) - + - - Mend b"
	} | told git backport -n --porcelain 'stable/*'
	unchanged
}

@test "what was made is told with its id, what is there with the evidence" {
	commit new.txt 'Mend b'
	git backport -q --direct v0.2
	git backport --porcelain --direct 'stable/*' -- main~4 main >"$T/out" 2>/dev/null
	{
		echo '# backport.version 1'
		echo "# target stable/v0.1 $(id stable/v0.1~1)"
		echo "# target stable/v0.2 $(id stable/v0.2)"
		echo "s stable/v0.1 $(id main~4) $(id main~4) ^ anc - Begin"
		echo "s stable/v0.1 $(id main) $(id stable/v0.1) + - - Mend b"
		echo "s stable/v0.2 $(id main~4) $(id main~4) ^ anc - Begin"
		echo "s stable/v0.2 $(id main) $(id stable/v0.2) = trailer - Mend b"
	} | told cat "$T/out"
}

@test "a pick that would be empty is there by replay" {
	commit new.txt 'Mend b'
	on stable/v0.2 sh -c 'git show main:new.txt >new.txt; git add -A; git commit -q -m "As on main"; git push -q origin HEAD'
	{
		head_of stable/v0.2
		echo "s stable/v0.2 $(id main) - = replay - Mend b"
	} | told git backport -n --porcelain v0.2
}

@test "a conflict is told with its stages, and the status is 1" {
	conflicting a.txt
	{
		head_of stable/v0.1 stable/v0.2
		echo "s stable/v0.1 $(id main) - ! - - Mend the last line"
		echo "u stable/v0.1 $(id main) $(id main~1:a.txt) $(id stable/v0.1:a.txt) $(id main:a.txt) a.txt"
		echo "s stable/v0.2 $(id main) - + - - Mend the last line"
	} >"$T/expected"
	told git backport -n --porcelain 'stable/*' <"$T/expected"
	run --separate-stderr git backport --porcelain 'stable/*'
	exits 1
	sed "s/ - + / $(id "backport/$(git rev-parse --short=12 main)/stable/v0.2") + /" "$T/expected" |
		told echo "$output"
	run --separate-stderr git backport --porcelain v0.1
	exits 1
	[ "${#lines[@]}" = 4 ]
}

@test "where a conflict is set up, nothing is picked yet" {
	conflicting a.txt
	{
		head_of stable/v0.1 stable/v0.2
		echo "s stable/v0.1 $(id main) - ! - - Mend the last line"
		echo "u stable/v0.1 $(id main) $(id main~1:a.txt) $(id stable/v0.1:a.txt) $(id main:a.txt) a.txt"
		echo "s stable/v0.2 $(id main) - + - - Mend the last line"
	} >"$T/expected"
	run --separate-stderr git backport --porcelain --on-conflict=stop 'stable/*'
	exits 1
	told echo "$output" <"$T/expected"
	[ "$(id CHERRY_PICK_HEAD)" = "$(id main)" ]
	git backport -q --abort
}

@test "paths are quoted as git quotes them, and with -z they are as they are" {
	local odd=$'o "d\\d\té'
	commit "$odd" 'A new file'
	sed -i '1s/.*/mended/' "$odd"
	git commit -q -a -m 'Mend it'
	quietly git push -q origin main
	{
		head_of stable/v0.2
		echo "s stable/v0.2 $(id main) - ! - - Mend it"
		echo "u stable/v0.2 $(id main) $(id "main~1:$odd") $Z $(id "main:$odd") $(git ls-files -- 'o*')"
	} >"$T/expected"
	grep -qF '"o \"d\\d\t\303\251"' "$T/expected"
	told git backport -n --porcelain=v1 v0.2 <"$T/expected"
	git config core.quotePath false
	grep -qF '"o \"d\\d\té"' < <(git backport -n --porcelain v0.2)
	sed '$d' "$T/expected" >"$T/raw"
	tail -n 1 "$T/expected" | cut -d ' ' -f 1-6 | tr '\n' ' ' >>"$T/raw"
	printf '%s\n' "$odd" >>"$T/raw"
	tr '\n' '\0' <"$T/raw" >"$T/raw.z"
	git backport -n -z v0.2 >"$T/out.z"
	cmp "$T/raw.z" "$T/out.z"
	git backport -n -z --porcelain v0.2 | cmp - "$T/raw.z"
}

@test "the audit tells each cell, and violations of the order" {
	commit old.txt 'For the older line'
	git backport -q --direct v0.1
	quietly git push -q origin stable/v0.1
	commit no.txt 'Not for the older line'
	git backport -q --direct v0.2
	quietly git push -q origin stable/v0.2
	git backport -q decline -m 'too big' v0.1 main
	{
		head_of stable/v0.1 stable/v0.2
		echo "s stable/v0.1 $(id main) - x note - Not for the older line"
		echo "s stable/v0.2 $(id main) $(id stable/v0.2) = trailer - Not for the older line"
		echo "s stable/v0.1 $(id main~1) $(id stable/v0.1) = trailer - For the older line"
		echo "s stable/v0.2 $(id main~1) - - - - For the older line"
		echo "o stable/v0.1 stable/v0.2 $(id main~1)"
	} >"$T/expected"
	told git backport audit --porcelain <"$T/expected"
	tr '\n' '\0' <"$T/expected" | cmp - <(git backport audit -z)
	run git backport audit --porcelain --exit-code
	exits 1
}

@test "what is missing is told with its culprit and its kind" {
	local culprit
	commit culprit.txt 'Add a culprit'
	culprit=$(id main)
	git backport -q --direct 'stable/*'
	commit culprit.txt 'Mend the culprit' "Fixes: $(git log -1 --format='%h ("%s")' "$culprit")"
	{
		head_of stable/v0.2
		echo "f stable/v0.2 $(id main) $culprit fix"
	} | told git backport missing --porcelain v0.2
}

@test "status tells the branches of backports, and where a commit has arrived" {
	commit new.txt 'Mend b (#12)'
	git backport -q --push 'stable/*'
	git switch -q stable/v0.2
	quietly git merge -q --ff-only backport/12/stable/v0.2
	git tag -m v0.2.1 v0.2.1
	git switch -q main
	git push -q origin --delete backport/12/stable/v0.2
	{
		head_of stable/v0.1 stable/v0.2
		b=backport/12/stable/v0.1
		echo "b stable/v0.1 $b $(id $b) $(id $b) + 1"
		b=backport/12/stable/v0.2
		echo "b stable/v0.2 $b $(id $b) - = 0"
	} | told git backport status --porcelain
	{
		head_of stable/v0.1 stable/v0.2
		echo "s stable/v0.1 $(id main) - - - - Mend b (#12)"
		echo "s stable/v0.2 $(id main) $(id stable/v0.2) = trailer - Mend b (#12)"
		echo "r stable/v0.2 $(id main) v0.2.1"
	} | told git backport status --porcelain main
}

@test "verify tells how each pick stands to its origin" {
	commit new.txt 'Mend b'
	git backport -q --direct v0.2
	commit a.txt 'Mend a'
	git backport -q --direct v0.2
	on stable/v0.2 sh -c 'echo more >>a.txt; git commit -q -a --amend --no-edit'
	on stable/v0.2 commit own.txt 'Only here'
	on stable/v0.2 git commit -q --allow-empty -m 'Of nothing' \
		-m "(cherry picked from commit 1234567890123456789012345678901234567890)"
	{
		head_of stable/v0.2
		echo "s stable/v0.2 - $(id stable/v0.2) ? trailer - Of nothing"
		echo "s stable/v0.2 - $(id stable/v0.2~1) ? - - Only here"
		echo "s stable/v0.2 $(id main) $(id stable/v0.2~2) ~ trailer - Mend a"
		echo "s stable/v0.2 $(id main~1) $(id stable/v0.2~3) = patch-id - Mend b"
	} | told git backport verify --porcelain v0.2
	{
		head_of stable/v0.1 stable/v0.2
		echo "s - $(id main) $(id stable/v0.2~2) ~ trailer - Mend a"
	} | told git backport verify --porcelain stable/v0.2~3..stable/v0.2~2
}

@test "why tells the stages and the commits behind the lines" {
	conflicting a.txt
	{
		head_of stable/v0.1
		echo "s stable/v0.1 $(id main) - ! - - Mend the last line"
		echo "u stable/v0.1 $(id main) $(id main~1:a.txt) $(id stable/v0.1:a.txt) $(id main:a.txt) a.txt"
		echo "c stable/v0.1 $(id main) source $(id main~1) 11,4 a.txt"
		echo "c stable/v0.1 $(id main) target $(id stable/v0.1) - a.txt"
	} | told git backport why --porcelain v0.1 main
}

@test "another version, and two forms at once, are refused" {
	commit new.txt 'Mend b'
	remember fingerprint
	run git backport --porcelain=v2 v0.2
	refused 129 "unsupported porcelain version 'v2'"
	run git backport audit --porcelain=
	refused 129 "unsupported porcelain version ''"
	run git backport -z --json v0.2
	refused 129 'either --porcelain or --json'
	run git backport audit --html=- -z
	refused 129 'either --html or --porcelain'
}
