#!/usr/bin/env bats
# `git backport` beside `git cherry-pick -x`: tree, message, author and verdict are
# the same, whatever the commit changes and the line has made of it meanwhile.

load lib

# A line and main that have parted; we are on main.
setup() {
	sealed
	R=$T/repo
	git init -q "$R"
	cd "$R" || return
	git config backport.source main
	git config backport.targets line
	git config core.autocrlf false
	mkdir dir
	lines a >a.txt
	lines b >dir/b.txt
	lines c >dir/c.txt
	lines d >dir/d.txt
	printf '\0\1\2' >bin
	ln -s a.txt link
	commit Base
	git branch line
}

commit() {
	git add -A
	git commit -q -m "$1"
}

# on_line <shell command>: a commit of the line
on_line() {
	git switch -q line
	eval "$1"
	commit 'On the line'
	git switch -q main
}

# on_main <shell command>: a commit of main, with an author and a body of its own
on_main() {
	eval "$1"
	git add -A
	git commit -q --author='Bob B. <bob@example.com>' --date='1500000000 -0330' \
		-m 'Mend it' -m 'Body.' -m 'Signed-off-by: Bob B. <bob@example.com>'
}

text_of() { git cat-file commit "$1" | sed '/^parent /d; /^committer /d'; }

# by_git <cherry-pick's arguments>: "clean" and the commit, "empty", or "conflict"
# and the paths
by_git() {
	git checkout -q --detach "$(git -C "$R" rev-parse line)" || return
	if git cherry-pick -x "$@" >"$T/theirs" 2>&1; then
		echo clean
		text_of HEAD
		return
	fi
	git rev-parse -q --verify CHERRY_PICK_HEAD >"$T/null" || { cat "$T/theirs"; return; }
	if [ -n "$(git ls-files -u)" ]; then
		echo conflict
		# a file that something else is in the place of gets another name
		git diff --name-only --diff-filter=U | sed -E 's/~(HEAD|[0-9a-f]+ .*)$//' | sort -u
	elif git diff --cached --quiet; then
		echo empty
	fi
}

# by_us <commit> [<options>]: the same words
by_us() {
	local rc=0
	git backport --json --direct --unmerged --on-conflict=skip "${@:2}" line -- "$1" \
		>"$T/ours" 2>"$T/ours.err" || rc=$?
	[ $rc -lt 2 ] || cat "$T/ours.err"
	"$PYTHON" -c 'import json, sys
r = json.loads(sys.stdin.readline())
print({"new": "clean"}.get(r["state"], r["state"]))
for path in sorted(c["path"] for c in r.get("conflicts", [])):
    print(path)' <"$T/ours"
	! grep -q '"state":"new"' "$T/ours" || text_of line
}

# as_git <clean|empty|conflict> [<commit> [<options>]]: that is what git makes of
# it, and so do we; the line is left as it was
as_git() {
	local id theirs ours was bad=0
	id=$(git rev-parse "${2:-main}")
	was=$(git rev-parse line)
	rm -rf "$T/judge"
	git clone -q --shared --no-checkout "$R" "$T/judge"
	theirs=$(cd "$T/judge" && by_git "${@:3}" "$id")
	[ "${theirs%%$'\n'*}" = "$1" ] || complain "git says: $theirs" || return
	ours=$(by_us "$id" "${@:3}")
	[ "$ours" = "$theirs" ] ||
		complain "git: $theirs" "ours: $ours" "$(cat "$T/ours.err")" || bad=1
	git update-ref refs/heads/line "$was"
	return $bad
}

@test "lines beside others, and lines that have moved" {
	on_line 'sed -i "1i before" a.txt; echo after >>dir/b.txt'
	on_main 'sed -i "6s/.*/mended/" a.txt; sed -i "2s/.*/mended/" dir/b.txt; echo new >new'
	as_git clean
}

@test "the same lines" {
	on_line 'sed -i "6s/.*/other/" a.txt; echo x >x'
	on_main 'sed -i "6s/.*/mended/" a.txt; sed -i "2s/.*/mended/" dir/b.txt'
	as_git conflict
}

@test "what is there changes nothing" {
	on_line 'sed -i "6s/.*/mended/" a.txt; echo y >>dir/b.txt; sed -i 1d a.txt'
	on_main 'sed -i "6s/.*/mended/" a.txt'
	as_git empty
}

@test "a commit that is empty itself" {
	git commit -q --allow-empty -m 'Nothing'
	git branch -f line main~1
	as_git empty
}

@test "the bit that makes a file a program" {
	on_line 'echo x >>a.txt; chmod +x dir/b.txt'
	on_main 'chmod +x a.txt; chmod +x dir/b.txt; sed -i "2s/.*/mended/" dir/b.txt'
	as_git clean
}

@test "a program here, taken back there" {
	chmod +x a.txt
	commit Program
	git branch -f line
	on_line 'chmod -x a.txt; sed -i 1d a.txt'
	on_main 'echo mended >>a.txt'
	as_git clean
}

@test "links that change, and that become files" {
	on_line 'echo x >x'
	on_main 'ln -sf dir/b.txt link; ln -s bin another'
	as_git clean
	git branch -q -f line
	on_line 'ln -sf dir/c.txt another'
	on_main 'rm link; echo file >link'
	as_git clean
	on_main 'rm another; echo file >another'
	as_git conflict
}

@test "links that both have changed" {
	on_line 'ln -sf bin link'
	on_main 'ln -sf dir/b.txt link'
	as_git conflict
}

@test "a link that is a file on the line" {
	on_line 'rm link; lines a >link'
	on_main 'ln -sf dir/b.txt link'
	as_git conflict
	grep -q 'conflict in link (of another kind on the target)' "$T/ours.err"
	run git backport why line main
	says 'link:1 (of another kind on the target)'
}

@test "submodules that are added, moved on, or moved on by both" {
	local a=1111111111111111111111111111111111111111
	on_line 'echo x >x'
	git update-index --add --cacheinfo 160000,$a,sub
	git commit -q -m 'A submodule'
	as_git clean
	git update-index --cacheinfo 160000,${a//1/2},sub
	git commit -q -m 'Moved on'
	git update-ref refs/heads/line main~1
	as_git clean
	git switch -q line
	git update-index --add --cacheinfo 160000,${a//1/3},sub
	git commit -q -m 'Moved elsewhere'
	git switch -q -f main
	as_git conflict
}

@test "a file that the line has under another name" {
	on_line 'git mv a.txt renamed.txt; git mv dir/b.txt moved'
	on_main 'sed -i "6s/.*/mended/" a.txt; echo more >>dir/b.txt'
	as_git clean
}

@test "a file that the commit renames, where the line has changed it" {
	on_line 'sed -i "2s/.*/line/" a.txt; sed -i "2s/.*/line/" dir/b.txt'
	on_main 'git mv a.txt renamed.txt; sed -i "9s/.*/mended/" renamed.txt; git mv dir/b.txt link2'
	as_git clean
}

@test "a file that both have renamed" {
	on_line 'git mv a.txt one.txt'
	on_main 'git mv a.txt two.txt'
	as_git conflict
}

@test "two files that both are renamed to one name" {
	on_line 'git mv a.txt one.txt'
	on_main 'git mv dir/b.txt one.txt'
	as_git conflict
}

@test "a new file goes where its folder went" {
	on_line 'git mv dir folder'
	on_main 'echo new >dir/new.txt; echo more >>dir/c.txt'
	as_git conflict
}

@test "... also if the folder is said to stay: merge.directoryRenames" {
	on_line 'git mv dir folder'
	on_main 'echo new >dir/new.txt'
	for how in true false conflict; do
		git config --global merge.directoryRenames $how
		[ $how != conflict ] || as_git conflict
		[ $how = conflict ] || as_git clean
	done
}

@test "a folder that the commit renames, where the line has a file more" {
	on_line 'echo new >dir/new.txt'
	on_main 'git mv dir folder'
	as_git conflict
}

@test "a file that one side has deleted and the other changed" {
	on_line 'git rm -q a.txt'
	on_main 'echo more >>a.txt; echo more >>dir/b.txt'
	as_git conflict
	git branch -f line main
	on_line 'echo other >>a.txt'
	on_main 'git rm -q a.txt'
	as_git conflict
}

@test "a file that both have deleted, and one that both have added" {
	on_line 'git rm -q a.txt; echo same >same'
	on_main 'git rm -q a.txt; echo same >same; echo more >>dir/b.txt'
	as_git clean
	on_line 'echo one >new'
	on_main 'echo two >new'
	as_git conflict
}

@test "binary files: changed by one, by both" {
	on_line 'echo x >x'
	on_main 'printf "\0\1\2\3" >bin'
	as_git clean
	on_line 'printf "\0\4" >bin'
	on_main 'printf "\0\5" >bin'
	as_git conflict
}

@test "merge=union, merge=binary and -merge of the line, not of main" {
	on_line 'printf "a.txt merge=union\ndir/b.txt -merge\ndir/c.txt merge=binary\n" >.gitattributes
		echo line >>a.txt; sed -i 1d dir/b.txt; sed -i 1d dir/c.txt'
	on_main 'echo main >>a.txt'
	as_git clean
	on_main 'echo main >>dir/b.txt; echo main >>dir/c.txt'
	as_git conflict
	on_main 'printf "dir/d.txt merge=union\n" >.gitattributes'
	as_git conflict
	on_line 'sed -i "3s/.*/line/" dir/d.txt'
	on_main 'sed -i "3s/.*/main/" dir/d.txt'
	as_git conflict
}

@test "a merge driver of the configuration, with what it says" {
	git config --global merge.theirs.driver 'echo driven; echo "error: driven" >&2; cp %B %A'
	on_line 'echo "*.txt merge=theirs" >dir/.gitattributes; sed -i "6s/.*/line/" dir/b.txt'
	on_main 'sed -i "6s/.*/main/" dir/b.txt'
	as_git clean
	git config --global merge.theirs.driver 'exit 1'
	on_line 'sed -i "6s/.*/other/" dir/b.txt'
	on_main 'sed -i "6s/.*/more/" dir/b.txt'
	as_git conflict
}

@test "line ends, as they are and made the same by merge.renormalize" {
	on_line 'sed -i "s/$/\r/" a.txt dir/b.txt'
	on_main 'sed -i "6s/.*/mended/" a.txt'
	as_git conflict
	on_main 'sed -i "6s/.*/mended\r/" dir/b.txt'
	as_git conflict
	git config --global merge.renormalize true
	on_line 'echo "*.txt text=auto" >.gitattributes; sed -i 1d dir/c.txt; sed -i "s/$/\r/" dir/c.txt'
	on_main 'sed -i "6s/.*/mended/" dir/c.txt; sed -i "2s/.*/mended/" dir/d.txt'
	as_git clean
}

@test "the first commit of all, and one of another history" {
	git switch -q --orphan other
	echo root >root.txt
	commit Root
	git switch -q main
	as_git clean other
	git switch -q --orphan third
	lines other >a.txt
	commit 'Another root'
	git switch -q main
	as_git conflict third
}

@test "a merge, by each of its parents" {
	git switch -q -c side
	echo side >>a.txt
	commit 'On the side'
	git switch -q main
	on_main 'sed -i "2s/.*/main/" dir/b.txt'
	git merge -q --no-ff -m 'Merge the side' side
	on_line 'echo x >x'
	as_git clean main -m 1
	as_git clean main -m 2
}

@test "histories that have merged each other crosswise" {
	git branch other
	on_main 'sed -i "2s/.*/main/" a.txt'
	git switch -q other
	sed -i '9s/.*/other/' a.txt
	commit Other
	a=$(git rev-parse main) b=$(git rev-parse other)
	git merge -q --no-edit "$a"
	git switch -q main
	git merge -q --no-edit "$b"
	git branch -f line other
	on_line 'echo x >>a.txt'
	on_main 'sed -i "1s/.*/mended/" a.txt'
	[ "$(git merge-base -a line main | wc -l)" = 2 ]
	as_git clean
	on_line 'sed -i "5s/.*/line/" a.txt'
	on_main 'sed -i "5s/.*/main/" a.txt'
	as_git conflict
}

@test "a file in the place of a folder, a folder in that of a file" {
	on_line 'git rm -q -r dir; echo file >dir'
	on_main 'echo new >dir/new.txt'
	as_git conflict
	git branch -f line main~1
	on_line 'git rm -q a.txt; mkdir -p a.txt; echo in >a.txt/file'
	on_main 'echo more >>a.txt'
	as_git conflict
	git branch -f line main~1
	on_main 'git rm -q -r dir; echo file >dir'
	as_git clean
}

# many_moved <n>: so many files are in another folder on the line, changed a little
many_moved() {
	"$PYTHON" - "$1" <<-'END'
		import os, sys
		os.mkdir("many")
		for i in range(int(sys.argv[1])):
		    with open(f"many/{i}", "w") as f:
		        f.writelines(f"{i} {k} {i * k}\n" for k in range(12))
	END
	commit 'Many files'
	git branch -f line
	# shellcheck disable=SC2016 # it is evaluated there
	on_line 'mkdir moved; for i in many/*; do { cat "$i"; echo line; } >"moved/x${i##*/}"; done
		git rm -q -r many'
}

@test "more than a thousand files that could have been renamed" {
	many_moved 1010
	on_main 'sed -i "2s/.*/mended/" many/7; sed -i "3s/.*/mended/" many/1009'
	as_git clean
}

@test "what merge.renames, conflictStyle and diff.algorithm say" {
	on_line 'git mv a.txt renamed.txt; sed -i "6s/.*/line/" dir/b.txt'
	on_main 'sed -i "6s/.*/mended/" a.txt'
	for setting in merge.renames=false diff.renames=false merge.conflictStyle=diff3 \
		diff.algorithm=histogram diff.ignoreSubmodules=all core.fileMode=false \
		diff.noprefix=true core.quotePath=true; do
		git config --global "${setting%=*}" "${setting#*=}"
		# 2.47 does not heed that renames are not looked for, 2.55 does
		if [[ $setting == *.renames=false ]] && ! git_before 2.48; then
			as_git conflict
			git config --global --unset "${setting%=*}"
		else
			as_git clean
		fi
	done
	on_main 'sed -i "6s/.*/mended/" dir/b.txt; echo "ü" >"ü"'
	as_git conflict
}
