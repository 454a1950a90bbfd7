#!/usr/bin/env bats
# The machine fails: disk full, I/O error, no file descriptor left, no process to
# be had.  One call of ours fails, by a library in front of libc; tests/fault.sh
# does so with each call of each command, here is a sample and what was found.

load lib

setup() {
	sealed
	SO=${B:-$TOP/build/test}/tests/fault.so
	[ -e "$SO" ] || skip "no test build"
	LD_PRELOAD=$SO git-rel -h >/dev/null 2>&1 || skip "nothing goes in front of libc here"
	repo_gitflow
}

# failing <errno> <call> <part of the path> <n, or n+> <command>: the n-th fails,
# or all from there.
failing() {
	local n=${4%+}
	rm -f "$T/fault" "$T/fault.log"
	(
		[ "$n" = "$4" ] || export FAULT_STICKY=1
		[ -z "$2" ] || export FAULT_CALL=$2
		[ -z "$3" ] || export FAULT_PATH=$3
		FAULT=$T/fault FAULT_ERRNO=$1 FAULT_AT=$n LD_PRELOAD=$SO exec "${@:5}"
	)
}

has_failed() { [ -e "$T/fault.log" ]; }

# both as they are now, and again
keep() {
	rm -rf "$T/kept"
	mkdir "$T/kept"
	cp -a "$R" "$T/kept/repo"
	cp -a "$REMOTE" "$T/kept/remote.git"
}

put() {
	cd "$T" || return
	rm -rf "$R" "$REMOTE"
	cp -a "$T/kept/." "$T"
	cd "$R" || return
	git update-index -q --refresh --unmerged || :
}

# each_call <errno> <call> <part of the path> <command>: every time all is done,
# or nothing, or it can be continued.
each_call() {
	local n
	keep
	remember
	for ((n = 1; n < 200; n++)); do
		put
		run failing "$1" "$2" "$3" "$n" "${@:4}"
		has_failed || break
		sound || return
		[ "$status" -ne 0 ] || continue
		if [ -e .git/rel/journal ]; then
			says --continue || return
			git rel --continue || return
		else
			unchanged || return
			"${@:4}" || return
		fi
		sound || return
	done
	[ "$n" -gt 1 ] || complain "nothing failed: $output"
}

@test "what stdout has no room for is told of, as git does" {
	quietly git rel init --model=gitflow
	for said in 'git-rel version' 'git-rel status --graph' 'git-rel status --json' \
		'git-rel -h' 'git-rel --version' 'git-staging -h' 'git-rel start -n 0.2.0'; do
		run sh -c "$said >/dev/full"
		exits 128
		says 'cannot write to stdout' 'No space left'
	done
	# what was done is done, and said to be
	run sh -c 'git-rel start 0.2.0 --json >/dev/full'
	exits 128
	says 'release/v0.2.0' 'cannot write all of it to stdout'
	[ "$(git symbolic-ref --short HEAD)" = release/v0.2.0 ]
	# who reads no further has what he wanted
	git-rel config --explain >"$T/all"
	git-rel config --explain | sed 1q | diff - <(sed 1q "$T/all")
}

@test "a descriptor that is closed becomes no file of ours" {
	quietly git rel init --model=gitflow
	git config rel.check.who "readlink /proc/\$PPID/fd/[012] >'$T/open'"
	git-rel check <&- >&- 2>&-
	printf '/dev/null\n%.0s' 1 2 3 | diff - "$T/open"
}

@test "new objects that cannot be listed are not thrown away" {
	git config rel.versionFiles VERSION
	each_call EMFILE '' tmp_objdir-rel- git rel bump 0.2.0
}

@test "a journal that cannot be brought to the disk is none" {
	ready
	each_call ENOSPC fsync .git/rel git rel finish -y
}

@test "a push that cannot be noted is not begun" {
	ready
	remember
	run failing ENOSPC write rel/lock 1 git rel finish -y
	exits 128
	says "cannot write '$R/.git/rel/lock': No space left on device" 'nothing was changed'
	unchanged
	git rel finish -y
	released 0.2.0
}

@test "what was decided and cannot be logged is to be continued" {
	ready
	run failing ENOSPC write rel/log 1 git rel finish -y
	exits 128
	says "cannot write '$R/.git/rel/log': No space left on device" \
		'hint: it is decided: git rel --continue'
	git rel --continue
	released 0.2.0
}

@test "settings that git could not write, which exits with 0, are not forgotten" {
	local n
	ready
	git push -q
	for n in 1 4; do
		keep
		FAULT_ALL=1 run failing ENOSPC write .git/config.lock "$n" git rel finish -y
		exits 128
		says "cannot forget the settings of 'branch.release/v0.2.0': error: " \
			"$R/.git/config.lock" 'hint: it is decided: git rel --continue'
		git rel --continue
		released 0.2.0
		[ -z "$(git config --get-regexp '^branch\.release')" ]
		put
	done
	git rel finish -y
}

@test "a journal that cannot be removed does not make it decided" {
	ready
	on_server_refuse refs/heads/main
	run failing EIO unlink rel/journal 1+ git rel finish -y
	exits 1
	says protected 'hint: nothing was decided yet: git rel --abort forgets it'
	[[ $output != *'is decided'* ]]
	git rel --abort
	on_server_allow
	git rel finish -y
	released 0.2.0
}

# staged: a release whose beginning goes in stages
staged() {
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION b.txt'
	remember
}

@test "a first stage that was noted, and not begun, is forgotten" {
	staged
	run failing ENOSPC fsync .git/rel 2+ git rel start 0.2.0
	exits 128
	run failing ENOSPC fsync rel/begun 1 git rel start 0.2.0
	exits 128
	says 'No space left on device'
	unchanged
	[ ! -e .git/rel/begun ]
	git rel start 0.2.0
}

@test "a stage that fails names the way on and the way back" {
	staged
	run failing ENOSPC mkdir rel/logs 1+ git rel start 0.2.0
	exits 128
	says "cannot make folder '$R/.git/rel/logs': No space left on device" \
		'hint: git rel --continue   to finish it, once the cause is gone' \
		'hint: git rel --abort      to go back to before it'
	keep
	git rel --abort
	unchanged
	put
	git rel --continue
	on_branch release/v0.2.0
	put
	run failing EMFILE pipe2 '' 1+ git rel --continue
	exits 128
	says 'Too many open files'
}

@test "no descriptor and no process are named, with what was to be started" {
	ready
	run failing EMFILE fcntl '' 1+ git rel finish -y
	exits 128
	says "cannot run 'git': Too many open files"
	run failing EAGAIN '' '' 1+ git rel finish -y
	exits 128
	says "cannot start 'git': Resource temporarily unavailable"
	git rel finish -y
	released 0.2.0
}

@test "what libgit2 does not find for want of a descriptor is not said to be missing" {
	local n
	git config rel.versionFiles VERSION
	for n in {11..26}; do
		run failing EMFILE '' '' "$n+" git rel bump 0.2.0
		exits 128
		says 'Too many open files'
	done
	git rel bump 0.2.0
}

@test "a policy that cannot be read is not taken for none" {
	local n want
	printf '[release]\ntag = rel-{version}\n' >.gitrel
	record
	git push -q origin develop
	git -C "$REMOTE" symbolic-ref HEAD refs/heads/develop
	cd "$REMOTE"
	want=$(git rel config)
	for ((n = 1; n < 60; n++)); do
		run failing READ '' remote.git/ "$n" git rel config
		has_failed || break
		[ "$status" -ne 0 ] || [ "$output" = "$want" ] || complain "$n: $output"
	done
	[ "$n" -gt 3 ]
}

@test "where the scratch store is full, nothing is written beside it" {
	ready
	remember
	run failing ENOSPC open tmp_object_git2 1+ git rel finish -y
	exits 128
	says tmp_objdir-rel- 'No space left on device'
	unchanged
}

@test "tracking refs follow a push whose answer got lost, also those that were old" {
	ready
	colleague main 'echo urgent >urgent.txt'
	cut_pushes after
	git rel finish -y
	mend_pushes
	here_and_there refs/heads/main
	[ "$(git rev-parse origin/main)" = "$(git rev-parse main)" ]
}

@test "what a killed command was writing goes, whatever is in the way" {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/theirs/' a.txt"
	run git rel finish -y --resolve
	exits 1
	: >.git/rel/journal.999999-0.tmp
	run git rel finish -y
	exits 1
	[ ! -e .git/rel/journal.999999-0.tmp ]
}

@test "a merge that is set up in part is neither done nor nothing" {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/theirs/' a.txt"
	remember
	run failing EROFS '' .git/MERGE_MSG 1+ git rel finish -y --resolve
	exits 128
	says 'hint: the merge is not set up: git rel --continue tries it again; git rel --abort goes back'
	keep
	git rel --abort
	unchanged
	put
	run git rel --continue
	exits 1
	says 'is set up in'
	[ -e .git/MERGE_HEAD ]
}

@test "what was written in an editor and cannot be read is not thrown away" {
	local n
	git config rel.notesStyle keepachangelog
	printf '## [Unreleased]\n- A\n' >CHANGELOG.md
	record
	quietly git rel start 0.2.0
	printf '#!/bin/sh\necho "- B" >>"$1"\n' >"$T/bin/ed"
	chmod +x "$T/bin/ed"
	export GIT_EDITOR="$T/bin/ed"
	keep
	for ((n = 1; n < 10; n++)); do
		put
		run failing READ '' rel/NOTES- "$n" git rel notes edit
		has_failed || break
		[ "$status" -ne 0 ] || complain "$output" || return
		says "hint: your text is in '$R/.git/rel/NOTES-0.2.0.md'" 'Input/output error'
		grep -qx -e '- B' .git/rel/NOTES-0.2.0.md
		unset GIT_EDITOR
		GIT_EDITOR=: git rel notes edit
		[[ $(git show HEAD:CHANGELOG.md) == *'- B'* ]]
		export GIT_EDITOR="$T/bin/ed"
	done
	[ "$n" -gt 1 ]
}

@test "a git that breaks off a merge for want of room: there is a way back once there is some" {
	local n
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/theirs/' a.txt"
	remember
	keep
	for ((n = 1; n < 20; n++)); do
		put
		FAULT_ALL=1 run failing ENOSPC write .git/index.lock "$n+" git rel finish -y --resolve
		[[ $output != *"is set up in"* ]] || break
		[ "$status" -ne 0 ]
		says 'Out of diskspace' 'git rel --abort'
		[[ $output != *"nothing was changed"* ]]
		run git rel --abort
		if [ "$status" -ne 0 ]; then
			says "hint: if no change there is to be kept: git -C $R reset --hard, then git rel --abort"
			git -C "$R" reset -q --hard
			git rel --abort
		fi
		unchanged
	done
	[ "$n" -gt 3 ]
}

@test "the remote's disk is full in the middle of the push" {
	local n hint=0
	ready
	git push -q
	remember
	for n in 1 3 5 8 12 20; do
		FAULT_ALL=1 run failing ENOSPC '' remote.git/ "$n+" git rel finish -y
		has_failed || break
		[ "$status" -ne 0 ] || break
		[[ $output != *"hint: 'origin' cannot write: is its disk full, or read only?"* ]] || hint=1
		unchanged
		git rel status
	done
	[ "$hint" -eq 1 ]
	[ "$status" -eq 0 ] || git rel finish -y
	released 0.2.0
}

# sample <script> <argument>...
sample() {
	local shm=$T
	[ ! -w /dev/shm ] || shm=/dev/shm
	run env -u BATS_VERSION TMPDIR="$shm" "$TOP/tests/$1.sh" "${@:2}"
	exits 0
	[[ $output == *'as they should be'* || $output == '# skipped'* ]]
}

@test "the disk broken, or no descriptor left: a sample of each call" {
	KINDS='ENOSPC EIO EROFS EMFILE' EVERY=151 FIRST=3 sample fault start finish resolve
}

@test "a file system that is full, here or there: a sample of 38 sizes" {
	EVERY=13 FIRST=2 sample disk finish
}

@test "a connection that is cut: a sample of twenty places" {
	PLACES=3 sample remote cuts finish
}

@test "two clones finish the same release five times" { sample remote two 5; }

# A commit that is here has all of its files: nobody fetches these again.
whole() {
	local id
	for id in $(git -C "$REMOTE" rev-list main); do
		! git cat-file -e "$id" 2>/dev/null || quietly git rev-list --objects "$id" || return
	done
}

@test "what was fetched and not saved whole is fetched again" {
	ready
	for i in 1 2 3 4 5 6; do colleague main "echo $i >file-$i"; done
	keep
	for ((n = 1; n < 40; n++)); do
		put
		run failing ENOSPC rename objects "$n" git rel finish -y 0.2.0
		has_failed || break
		whole || complain "call $n" || return
		git rel finish -y 0.2.0
	done
	[ "$n" -gt 5 ]
}
