#!/usr/bin/env bats
# A command was killed, and so was the git that it had called: what git had
# locked is named, with the command that removes it, and forgets nothing; what we
# were writing goes.
# shellcheck disable=SC2030,SC2031,SC2154

load lib

setup() {
	sealed
	repo_gitflow
}

# dies <crash point> <command>...
dies() {
	CRASH_AT=$1 run git rel "${@:2}"
	exits 99 || return
	[ -e .git/rel/journal ] || [ -e .git/rel/begun ] || [ -e .git/rel/resolve ] ||
		complain "nothing is pending at $1"
}

# names <lock>...: and not in the words of git
names() {
	local lock
	for lock in $(locks_of "$@"); do
		says "if no git is running: rm $R/.git/$lock" || return
	done
	[[ $output != *'Another git process'* && $output != *'Unable to create'* &&
		$output != *'could not lock'* ]] || complain "git's words: $output"
}

lock() {
	local lock
	for lock in $(locks_of "$@"); do : >".git/$lock"; done
}

unlock() {
	local lock
	for lock in $(locks_of "$@"); do rm ".git/$lock" || return; done
}

# kept_until_unlocked <lock>...: --continue names them and forgets nothing; without
# them it ends
kept_until_unlocked() {
	local journal
	journal=$(cat .git/rel/journal)
	lock "$@"
	remember
	run git rel --continue
	refused 1 'git rel --continue' || return
	names "$@" || return
	[ "$(cat .git/rel/journal)" = "$journal" ] || complain "forgotten" || return
	unlock "$@"
	run git rel --continue
	exits 0
}

# ---- locks of git -----------------------------------------------------------

@test "not decided: a lock in the way of --continue forgets nothing" {
	ready
	dies 4 finish -y
	kept_until_unlocked refs/heads/main.lock refs/tags/v0.2.0.lock
	released 0.2.0
}

@test "decided: locks in the way of --continue are named in our words" {
	ready
	colleague develop 'echo z >>b.txt'
	git pack-refs --all
	dies 5 finish -y
	kept_until_unlocked refs/heads/main.lock packed-refs.lock HEAD.lock index.lock config.lock
	released 0.2.0
}

@test "decided: a lock of a tracking ref is in nobody's way, and named" {
	needs_ref_files 'one lock is on all refs'
	ready
	dies 5 finish -y
	lock refs/remotes/origin/main.lock
	run git rel --continue
	exits 0
	names refs/remotes/origin/main.lock
	unlock refs/remotes/origin/main.lock
	released 0.2.0
}

@test "init: a lock on the settings is named by --continue" {
	git branch -q -m develop dev
	dies 4 init --model=gitflow
	kept_until_unlocked config.lock
}

@test "a bump that was killed: a lock on HEAD's reflog, and on the index" {
	git config rel.versionFiles VERSION
	dies 3 bump 0.2.0
	kept_until_unlocked HEAD.lock index.lock
	[ "$(cat VERSION)" = 0.2.0 ]
}

# A finish that died before its decision, in a repository of its own.
undecided_again() {
	cd "$T" && rm -rf "$R" "$REMOTE"
	repo_gitflow
	ready
	dies 4 finish -y
}

@test "--abort and --quit name the locks that stay" {
	for way in --abort --quit; do
		undecided_again
		lock refs/heads/main.lock refs/tags/v0.2.0.lock
		run git rel $way
		exits 0
		names refs/heads/main.lock refs/tags/v0.2.0.lock
		unlock refs/heads/main.lock refs/tags/v0.2.0.lock
	done
}

@test "--abort that is refused names the locks that --continue will meet" {
	ready
	dies 5 finish -y
	lock refs/heads/main.lock
	run git rel --abort
	exits 1
	says 'is decided already' 'git rel --continue'
	names refs/heads/main.lock
	unlock refs/heads/main.lock
	git rel --continue
	released 0.2.0
}

@test "--abort and --quit say nothing of locks that a git just lets go of" {
	for way in --abort --quit; do
		undecided_again
		lock refs/heads/main.lock
		(sleep 0.3 && rm -f "$R/.git/$(locks_of refs/heads/main.lock)") 3>&- &
		run git rel $way
		exits 0
		[[ $output != *.lock* ]]
		wait
	done
}

# ---- between stages ---------------------------------------------------------

# a start in stages whose step has failed
stopped() {
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.prepare.lock "cp VERSION b.txt; test -e '$T/mended'"
	run git rel start 0.2.0
	exits 1
	[ -e .git/rel/begun ]
}

@test "a start in stages: --continue names a lock on the index" {
	stopped
	touch "$T/mended"
	lock index.lock
	run git rel --continue
	exits 1
	names index.lock
	says 'git rel --continue'
	[ -e .git/rel/begun ]
	unlock index.lock
	git rel --continue
	[ "$(git show release/v0.2.0:b.txt)" = 0.2.0 ]
}

@test "a start in stages: --abort names a lock on the index and changes nothing" {
	stopped
	for lock in index.lock HEAD.lock; do
		lock $lock
		remember
		run git rel --abort
		refused 1 'git rel --abort'
		names $lock
		[ -e .git/rel/begun ]
		unlock $lock
	done
	git rel --abort
	on_branch develop
	[ -z "$(git status --porcelain)" ]
}

@test "a start in stages: --quit names a lock on the index" {
	stopped
	lock index.lock
	run git rel --quit
	exits 0
	names index.lock
	unlock index.lock
}

# the index remembers trees: those must be there
@test "a start in stages that dies anywhere leaves an index that gc can read" {
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION dir/sub/c.txt'
	cp -a "$R" "$T/begin"
	for ((n = 1; n < 40; n++)); do
		cd "$T" && rm -rf "$R" && cp -a "$T/begin" "$R" && cd "$R"
		git update-index -q --refresh
		CRASH_AT=$n run git rel start 0.2.0
		[ "$status" -eq 99 ] || break
		git rel --quit
		sound || complain "died at $n"
		quietly git gc -q --prune=now || complain "died at $n"
	done
	[ "$n" -gt 10 ]
	exits 0
}

# ---- while a person resolves ------------------------------------------------

resolving() {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/theirs/' a.txt"
}

@test "a merge that is resolved: --continue names a lock on the index" {
	resolving
	run -1 git rel finish -y --resolve
	echo both >a.txt
	git add a.txt
	lock index.lock
	remember
	run git rel --continue
	refused 1 'git rel --continue'
	names index.lock
	unlock index.lock
	git rel --continue
	released 0.2.0
}

@test "a merge that is resolved: --abort names a lock, and has no words of git's" {
	resolving
	run -1 git rel finish -y --resolve
	for lock in index.lock HEAD.lock; do
		lock $lock
		remember
		run git rel --abort
		refused 1 'git rel --abort'
		names $lock
		unlock $lock
	done
	run git rel --abort
	exits 0
	[[ $output != *'needs merge'* ]]
	on_branch release/v0.2.0
}

@test "a merge that is being set up: --continue names a lock on the index" {
	resolving
	dies 5 finish -y --resolve
	kept=$(cat .git/rel/journal)
	lock index.lock
	run git rel --continue
	exits 1
	names index.lock
	[ "$(cat .git/rel/journal)" = "$kept" ]
	unlock index.lock
	run git rel --continue
	exits 1
	says 'is set up in'
}

@test "git was killed when it had committed the merge: --continue goes on" {
	resolving
	run -1 git rel finish -y --resolve
	echo both >a.txt
	git add a.txt
	theirs=$(cat .git/MERGE_HEAD)
	git commit -q --no-edit
	echo "$theirs" >.git/MERGE_HEAD
	: >.git/MERGE_MODE
	git rel --continue
	released 0.2.0
}

# ---- files of ours ----------------------------------------------------------

@test "what a killed command was writing goes also where nothing was begun" {
	for way in --abort --continue --quit; do
		mkdir -p .git/rel
		: >.git/rel/journal.999999-0.tmp
		: >.git/rel/begun.999999-3.tmp
		run git rel $way
		[ -z "$(find .git -name '*.tmp')" ] || complain "$way: $(find .git -name '*.tmp')"
	done
}

@test "what a killed command of the same number was writing goes" {
	mkdir -p .git/rel
	# shellcheck disable=SC2016 # for another shell
	sh -c ': >.git/rel/journal.$$-0.tmp; exec git-rel init'
	[ -z "$(find .git -name '*.tmp')" ] || complain "$(find .git -name '*.tmp')"
}

# killed while it writes each of its files, one after the other
@test "nothing of ours stays, whichever file was being written" {
	local n killed=0
	strace -o /dev/null true 2>/dev/null || skip "no strace"
	resolving
	cp -a "$R" "$T/repo2"
	for ((n = 1; n < 60; n++)); do
		cd "$T" && rm -rf "$R" && cp -a "$T/repo2" "$R" && cd "$R"
		git update-index -q --refresh
		run strace -o /dev/null -e trace=fsync \
			-e inject=fsync:signal=KILL:when=$n git-rel finish -y --resolve
		[ "$status" -eq 137 ] || break
		killed=$((killed + 1))
		run git rel --abort
		exits '0|128'
		[ -z "$(find .git -name '*.tmp')" ] ||
			complain "$n: $(find .git -name '*.tmp')"
		on_branch release/v0.2.0
		[ -z "$(leftovers)" ] || complain "$n: $(leftovers)"
	done
	[ "$killed" -gt 5 ]
}
