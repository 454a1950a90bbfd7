#!/usr/bin/env bats
# Work trees are brought along as git would do it, whatever kind of change it
# is, whatever their users did meanwhile, and wherever it was cut off.

load lib

setup() {
	sealed
	repo_gitflow
}

# published <command>: it is done to develop, before there is a release.
published() {
	eval "$1"
	git add -A
	git commit -q -m 'Before'
	git push -q origin develop
}

# during_push <command>: the user does this in our work tree after the plan was
# made, before anything is decided.
during_push() {
	cat >"$R/.git/hooks/pre-push" <<-END
		#!/bin/sh -e
		cat >/dev/null
		rm -f "\$0"
		unset \$(git rev-parse --local-env-vars)
		cd '$R'
		$1
	END
	chmod +x "$R/.git/hooks/pre-push"
}

# cut_before_files: finish is killed when the refs are moved, and none of the
# files.
cut_before_files() {
	local n before
	before=$(git rev-parse develop)
	keep_all
	for ((n = 4; n < 20; n++)); do
		CRASH_AT=$n run git rel finish -y 0.2.0
		[ "$status" -ne 0 ] || break
		[ "$(git rev-parse develop)" = "$before" ] || return 0
		put_back
	done
	complain 'never killed there'
}

keep_all() { cp -a "$T/repo" "$T/repo.kept" && cp -a "$REMOTE" "$T/remote.kept"; }
put_back() {
	cd "$T" || return
	rm -rf "$T/repo" "$REMOTE"
	cp -a "$T/repo.kept" "$T/repo"
	cp -a "$T/remote.kept" "$REMOTE"
	cd "$R" || return
}

# ---- kinds of changes ---------------------------------------------------------

@test "only the mode changes: a file becomes executable, another no longer is" {
	published 'echo x >x; chmod +x x'
	ready
	colleague develop 'chmod +x a.txt; chmod -x x'
	finish_like_git
	[ -x a.txt ]
	[ ! -x x ]
}

@test "only the mode changes, in the work tree that a release is started from" {
	quietly git rel init --model=gitflow
	published 'chmod +x a.txt'
	git switch -q main
	git rel start 0.2.0
	[ -x a.txt ]
	[ -z "$(git status --porcelain)" ]
}

@test "only the kind changes: a file becomes a link of the same content, and back" {
	published 'printf a.txt >file; ln -s b.txt link'
	ready
	colleague develop 'rm file link; ln -s a.txt file; printf b.txt >link'
	finish_like_git
	[ -L file ]
	[ ! -L link ]
}

@test "folders become files and links, and the other way round" {
	published 'mkdir -p one/deep two; echo 1 >one/deep/1; echo 1 >one/2
		echo 2 >two/2; echo 3 >three; ln -s dir four; ln -s a.txt five'
	ready
	colleague develop 'rm -r one two three four five; echo 1 >one; ln -s dir two
		mkdir -p three/deep four five; echo 3 >three/deep/3; echo 4 >four/sub
		ln -s ../b.txt five/5'
	finish_like_git
	[ -f one ]
	[ -L two ]
	[ -f four/sub ]
}

@test "folders become files and links in a work tree that stays on develop" {
	published 'mkdir -p one/deep two; echo 1 >one/deep/1; echo 2 >two/2; echo 3 >three'
	ready
	git switch -q develop
	colleague develop 'rm -r one two three; echo 1 >one; ln -s dir two
		mkdir three; echo 3 >three/3'
	finish
	released 0.2.0
	[ -f one ]
	[ -L two ]
	[ -f three/3 ]
}

@test "folders become files and links: killed anywhere" {
	local n
	published 'mkdir -p one/deep two; echo 1 >one/deep/1; echo 2 >two/2; echo 3 >three'
	ready
	colleague develop 'rm -r one two three; echo 1 >one; ln -s dir two
		mkdir three; echo 3 >three/3'
	keep_all
	for ((n = 4; n < 20; n++)); do
		CRASH_AT=$n run git rel finish -y 0.2.0
		[ "$status" -ne 0 ] || break
		git rel --continue
		released 0.2.0
		[ -f one ]
		[ -L two ]
		[ -f three/3 ]
		put_back
	done
	[ "$n" -gt 8 ]
}

@test "a folder becomes a submodule, and a file does" {
	git init -q "$T/lib"
	git -C "$T/lib" commit -q --allow-empty -m 'One'
	published 'mkdir -p one/deep; echo 1 >one/deep/1; echo 2 >two'
	ready
	colleague develop "rm -r one two; mkdir one two
		git rm -rq --cached one two
		for p in one two; do git update-index --add \\
			--cacheinfo 160000,$(git -C "$T/lib" rev-parse HEAD),\$p; done"
	finish_like_git
	[ -d one ]
	[ -d two ]
}

@test "a submodule becomes a file: not while something is in it" {
	git config --global protocol.file.allow always
	git init -q "$T/lib"
	git -C "$T/lib" commit -q --allow-empty -m 'One'
	published "git submodule --quiet add 'file://$T/lib' lib"
	ready
	colleague develop 'git rm -qf lib .gitmodules; rm -rf lib; echo lib >lib'
	echo mine >lib/mine
	remember
	run finish
	refused 1 lib
	[ "$(cat lib/mine)" = mine ]
	git submodule --quiet deinit -f lib
	finish
	released 0.2.0
	[ "$(cat lib)" = lib ]
}

@test "a link becomes a folder with what was behind the link" {
	published 'ln -s dir/sub link'
	ready
	colleague develop 'rm link; mkdir link; echo theirs >link/c.txt'
	finish_like_git
	[ "$(cat link/c.txt)" = theirs ]
	[ "$(head -1 dir/sub/c.txt)" = 'c line 1' ]
}

@test "a folder that the user has replaced by a link is not written through" {
	ready
	colleague develop 'echo theirs >>dir/sub/c.txt; echo theirs >dir/sub/d.txt'
	mv dir "$T/elsewhere"
	ln -s "$T/elsewhere" dir
	remember
	run finish
	refused 1 dir/sub
	[ ! -e "$T/elsewhere/sub/d.txt" ]
}

# ---- names and contents -------------------------------------------------------

NAMES=('with space' '-n' 'quo"te' '"quoted"' 'back\slash' $'new\nline'
	$'tab\there' $'latin\xe4' 'a*b?[c]' ':(top)x' $'end\r' 'dir w/ü/-x')

names() {
	local f
	printf '%s\0' "${NAMES[@]}" >"$T/names"
	mkdir -p 'dir w/ü'
	for f in "${NAMES[@]}"; do echo one >"./$f"; done
	published :
	ready
	git switch -q develop
	colleague develop "xargs -0 sed -i s/one/two/ -- <'$T/names'"
}

@test "paths of all kinds in a work tree that stays on develop" {
	names
	finish
	released 0.2.0
	for f in "${NAMES[@]}"; do [ "$(cat "./$f")" = two ] || complain "$f"; done
}

@test "paths of all kinds, killed between file and index" {
	names
	cut_before_files
	for f in "${NAMES[@]}"; do echo two >"./$f"; done
	git rel --continue
	released 0.2.0
}

@test "files cut off before their first byte, missing, and done" {
	ready
	colleague develop 'echo theirs >>a.txt; echo theirs >>b.txt; echo new >new
		echo theirs >>dir/sub/c.txt; echo empty >empty'
	cut_before_files
	: >a.txt
	: >empty
	echo new >new
	rm dir/sub/c.txt
	git rel --continue
	released 0.2.0
	[ "$(tail -1 a.txt)" = theirs ]
	[ "$(cat empty)" = empty ]
}

@test "carriage returns in the blob, whatever core.autocrlf says" {
	local how
	published 'printf "one\r\ntwo\r\n" >crlf.txt'
	ready
	colleague develop 'printf "three\r\n" >>crlf.txt; echo "b.txt text" >.gitattributes'
	keep_all
	for how in input true false; do
		git config core.autocrlf "$how"
		rm crlf.txt
		git checkout -q crlf.txt
		[ -z "$(git status --porcelain)" ]
		finish
		released 0.2.0
		[ "$(tail -1 crlf.txt)" = $'three\r' ]
		put_back
	done
}

@test "carriage returns in the blob, killed between file and index" {
	published 'printf "one\r\ntwo\r\n" >crlf.txt'
	git config core.autocrlf input
	ready
	colleague develop 'printf "three\r\n" >>crlf.txt'
	cut_before_files
	printf "one\r\ntwo\r\nthree\r\n" >crlf.txt
	git rel --continue
	released 0.2.0
}

@test "a filter, killed between file and index" {
	git config filter.loud.clean 'tr A-Z a-z'
	git config filter.loud.smudge 'tr a-z A-Z'
	published 'echo "*.loud filter=loud" >.gitattributes; echo ONE >x.loud'
	ready
	colleague develop 'echo two >x.loud'
	cut_before_files
	echo TWO >x.loud
	git rel --continue
	released 0.2.0
	[ "$(cat x.loud)" = TWO ]
}

@test "files with the time of another checkout are clean" {
	ready
	colleague develop 'echo theirs >>b.txt'
	git switch -q develop
	touch -d yesterday a.txt b.txt VERSION
	finish
	released 0.2.0
}

@test "settings of the environment that change what a path means" {
	local v
	ready
	colleague develop 'echo theirs >>b.txt; echo theirs >"[b].txt"'
	git switch -q develop
	keep_all
	for v in LITERAL GLOB NOGLOB ICASE; do
		echo mine >>b.txt
		remember
		run env "GIT_${v}_PATHSPECS=1" git rel finish -y 0.2.0
		refused 1 b.txt
		git restore b.txt
		env "GIT_${v}_PATHSPECS=1" git rel finish -y 0.2.0
		released 0.2.0
		put_back
	done
}

@test "more paths than fit, and more than 64 MiB of index" {
	local deep i
	deep=$(printf 'd%.0s' {1..240})
	deep=$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep/$deep
	{
		echo 'commit refs/heads/develop'
		echo 'committer Ada Release <ada@example.com> 1600006000 +0000'
		printf 'data 4\nMany\nfrom refs/heads/develop^0\n'
		printf 'M 100644 inline many/1\ndata 2\n1\n\n'
		for ((i = 2; i <= 80; i++)); do
			printf 'M 100644 %s many/%d\n' "$(git hash-object -w "$R/README.md")" "$i"
		done
		git rev-parse develop:README.md >"$T/id"
		seq -f "M 100644 $(cat "$T/id") out/$deep/%.0f" 28000
	} | git fast-import --quiet
	git sparse-checkout set many dir
	git reset -q --hard
	git push -q origin develop
	ready
	colleague develop 'sed -i s/project/program/ many/?; echo theirs >>b.txt' &
	wait $!
	git switch -q develop
	[ "$(git ls-files --stage | wc -c)" -gt $((64 << 20)) ]
	keep_all
	finish
	released 0.2.0
	put_back
	colleague develop 'echo theirs >>b.txt; sed -i s/pro/Pro/ many/*'
	finish
	released 0.2.0
	[ "$(cat many/80)" = "$(git show develop:many/80)" ]
}

# ---- what the user has changed before ---------------------------------------------

@test "edits in files that git does not look at are in the way" {
	local how
	ready
	colleague develop 'echo theirs >>b.txt'
	for how in assume-unchanged skip-worktree; do
		git update-index --$how b.txt
		echo mine >>b.txt
		[ -z "$(git status --porcelain)" ]
		remember
		run finish
		refused 1 b.txt
		[ "$(tail -1 b.txt)" = mine ]
		git update-index --no-$how b.txt
		git restore b.txt
	done
	git update-index --assume-unchanged b.txt
	finish
	released 0.2.0
	[ "$(tail -1 b.txt)" = theirs ]
}

@test "a file that the user has deleted comes back, as with git" {
	ready
	colleague develop 'echo theirs >>b.txt; git rm -q feature.txt'
	git switch -q develop
	rm b.txt feature.txt
	finish
	released 0.2.0
	[ "$(tail -1 b.txt)" = theirs ]
}

@test "a file that the user has emptied is in the way" {
	ready
	colleague develop 'echo theirs >>b.txt'
	: >b.txt
	remember
	run finish
	refused 1 b.txt
}

@test "something new below a folder that becomes a file is in the way" {
	published 'mkdir one; echo 1 >one/1'
	ready
	colleague develop 'rm -r one; echo 1 >one'
	echo mine >one/mine
	remember
	run finish
	refused 1 one
	git add one/mine
	remember
	run finish
	refused 1 one
	git rm -q --cached one/mine
	echo one/mine >>.git/info/exclude
	remember
	run finish
	refused 1 one
	[ "$(cat one/mine)" = mine ]
	rm one/mine
	mkdir one/empty
	finish
	released 0.2.0
}

@test "other files of an ignored folder are in nobody's way" {
	ready
	echo out/ >>.git/info/exclude
	mkdir out
	echo mine >out/mine
	colleague develop 'mkdir out; echo theirs >out/theirs; git add -f out'
	finish
	released 0.2.0
	[ "$(cat out/mine out/theirs)" = $'mine\ntheirs' ]
}

# ---- what the user changes meanwhile ---------------------------------------------

@test "the user goes to another branch during the push: HEAD and files stay" {
	ready
	git branch topic develop
	colleague develop 'echo theirs >>b.txt'
	during_push 'git switch -q topic; echo mine >t; git add t; git commit -q -m Topic'
	run finish
	exits 0
	says warning HEAD "$R"
	released 0.2.0
	on_branch topic
	[ "$(git log -1 --format=%s topic)" = Topic ]
}

@test "the user leaves develop while we lay dead: HEAD and files stay" {
	ready
	git switch -q develop
	git branch topic v0.1.0
	colleague develop 'echo theirs >>b.txt'
	cut_before_files
	git switch -q -f topic
	git rel --continue
	released 0.2.0
	on_branch topic
}

@test "the user leaves for the commit it is on, during the push: HEAD stays" {
	ready
	colleague develop 'echo theirs >>b.txt'
	during_push 'git switch -q -c topic'
	run finish
	exits 0
	says warning HEAD "$R"
	released 0.2.0
	on_branch topic
}

@test "the user leaves main in a linked work tree during the push" {
	ready
	git worktree add -q ../other main
	during_push "git -C ../other switch -q -c topic"
	run finish
	exits 0
	says warning HEAD "$T/other"
	released 0.2.0
	[ -z "$(git -C ../other status --porcelain)" ]
	[ "$(git -C ../other symbolic-ref --short HEAD)" = topic ]
}

@test "an edit during the push: all stays where it was, until it is gone" {
	ready
	colleague develop 'echo theirs >>b.txt; echo theirs >>a.txt'
	during_push 'echo typing >>b.txt'
	run finish
	exits 1
	says b.txt --continue
	on_branch release/v0.2.0
	[ "$(git status --porcelain)" = ' M b.txt' ]
	[ "$(tail -1 b.txt)" = typing ]
	run git rel --continue
	exits 1
	[ "$(git status --porcelain)" = ' M b.txt' ]
	git restore b.txt
	git rel --continue
	released 0.2.0
	on_branch develop
}

@test "an edit during the push, where HEAD stays: the other files are brought along" {
	ready
	git switch -q develop
	colleague develop 'echo theirs >>b.txt; echo theirs >>a.txt; git rm -q feature.txt'
	during_push 'echo typing >>b.txt; echo typing >>feature.txt'
	run finish
	exits 1
	says b.txt --continue
	[ "$(git status --porcelain)" = $' M b.txt\n?? feature.txt' ]
	[ "$(tail -1 a.txt)" = theirs ]
	[ "$(tail -1 b.txt)" = typing ]
	[ "$(tail -1 feature.txt)" = typing ]
	[ "$(cat VERSION)" = 0.2.0 ]
	git restore b.txt
	rm feature.txt
	git rel --continue
	released 0.2.0
}

@test "something staged during the push, where HEAD stays" {
	ready
	git switch -q develop
	colleague develop 'echo theirs >>b.txt; echo theirs >>a.txt'
	during_push 'echo staged >>b.txt; git add b.txt'
	run finish
	exits 1
	says b.txt
	[ "$(git status --porcelain)" = 'M  b.txt' ]
	[ "$(git show :b.txt | tail -1)" = staged ]
	git restore --staged --worktree b.txt
	git rel --continue
	released 0.2.0
}

@test "a new file during the push, below a folder that becomes a file" {
	published 'mkdir one; echo 1 >one/1'
	ready
	git switch -q develop
	colleague develop 'rm -r one; echo 1 >one'
	during_push 'echo mine >one/mine'
	run finish
	exits 1
	says one
	[ "$(cat one/mine)" = mine ]
	rm -r one
	git rel --continue
	released 0.2.0
}

@test "an edit while we lay dead, after HEAD has moved" {
	ready
	colleague develop 'echo theirs >>b.txt; echo theirs >>a.txt'
	cut_before_files
	git symbolic-ref HEAD refs/heads/develop
	echo typing >>b.txt
	run git rel --continue
	exits 1
	says b.txt
	[ "$(git status --porcelain)" = ' M b.txt' ]
	git restore b.txt
	git rel --continue
	released 0.2.0
}

@test "a work tree that was moved while we lay dead" {
	ready
	git worktree add -q ../other main
	colleague main 'echo theirs >>a.txt'
	cut_before_files
	git worktree move ../other ../moved
	git rel --continue
	released 0.2.0
	[ -z "$(git -C ../moved status --porcelain)" ]
	[ "$(cat ../moved/VERSION)" = 0.2.0 ]
}

@test "the repository was moved while we lay dead" {
	ready
	colleague develop 'echo theirs >>b.txt'
	cut_before_files
	cd "$T"
	mv repo moved
	go_to "$T/moved"
	git rel --continue
	released 0.2.0
	on_branch develop
}

@test "a work tree that was removed while we lay dead" {
	ready
	git worktree add -q ../other main
	cut_before_files
	git worktree remove --force ../other
	git rel --continue
	released 0.2.0
}

@test "undo, where the release merged what nobody had before" {
	ready
	colleague develop "sed -i '2s/.*/theirs/' a.txt"
	sed -i '11s/.*/ours/' a.txt
	record
	git push -q origin release/v0.2.0
	git fetch -q
	git branch -q -f develop origin/develop
	git rel finish -y --no-push 0.2.0
	on_branch develop
	git rel undo -y
	on_branch release/v0.2.0
	[ -z "$(git status --porcelain)" ]
	[ "$(sed -n 2p a.txt)" = 'a line 2' ]
}

# ---- other work trees --------------------------------------------------------------

@test "a submodule with a linked work tree" {
	git config --global protocol.file.allow always
	git init -q "$T/super"
	git -C "$T/super" submodule --quiet add "file://$REMOTE" sub
	go_to "$T/super/sub"
	git switch -q develop
	quietly git rel init --model=gitflow
	git worktree add -q "$T/linked" main
	git rel start 0.2.0
	on_branch release/v0.2.0
	work VERSION 0.2.0
	cd "$T/linked"
	remember
	run finish
	refused 1 "'$T/super/sub'"
	cd "$R"
	finish
	released 0.2.0
	on_branch develop
	[ -z "$(git -C "$T/linked" status --porcelain)" ]
	[ "$(cat "$T/linked/VERSION")" = 0.2.0 ]
}

@test "a locked work tree of main that is not there is named" {
	ready
	git worktree add -q ../other main
	git worktree lock ../other
	mv ../other ../away
	remember
	run finish
	refused 1 "$T/other" locked unlock
	git worktree unlock ../other
	finish
	released 0.2.0
}

@test "a locked work tree of something else that is not there is no hindrance" {
	ready
	git worktree add -q -b mine ../other main
	git worktree lock ../other
	mv ../other ../away
	finish
	released 0.2.0
}

@test "a branch that is being bisected is not deleted" {
	ready
	git bisect start HEAD HEAD~1 >/dev/null
	git switch -q --detach
	remember
	run finish
	refused 1 release/v0.2.0 bisected --keep
	quietly git bisect reset
	finish
	released 0.2.0
}
