#!/usr/bin/env bats
# What is decided, what is not, and who moved what meanwhile: recovery where the
# world did not stand still.
# shellcheck disable=SC2030,SC2031,SC2154

load lib

setup() {
	sealed
	repo_gitflow
	# dates move, as they do in life
	unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
}

# die <command>...: at the last crash point that leaves a journal.
die_decided() {
	local n
	cp -a "$R" "$T/before"
	cp -a "$REMOTE" "$T/before.git"
	for n in 3 4 5 6 7; do
		CRASH_AT=$n run git rel "$@"
		if [ -e "$R/.git/rel/journal" ] &&
			[ "$(git -C "$REMOTE" tag -l v0.2.0)" ]; then
			return 0
		fi
		rm -rf "$R" "$REMOTE"
		cp -a "$T/before" "$R"
		cp -a "$T/before.git" "$REMOTE"
		cd "$R"
	done
	return 1
}

die_undecided() {
	local n
	cp -a "$R" "$T/before"
	for n in 1 2 3 4 5; do
		CRASH_AT=$n run git rel "$@"
		[ ! -e "$R/.git/rel/journal" ] || return 0
		rm -rf "$R"
		cp -a "$T/before" "$R"
		cd "$R"
	done
	return 1
}

@test "decided: a lock in the way of --continue forgets nothing" {
	ready
	die_decided finish
	lock=$(locks_of refs/heads/main.lock)
	: >".git/$lock"
	run git rel --continue
	[ "$status" -eq 1 ]
	[[ "$output" == *"$lock"* ]]
	[ -e .git/rel/journal ]
	rm ".git/$lock"
	git rel --continue
	released 0.2.0
}

@test "decided: objects that gc threw away come back from the remote" {
	ready
	die_decided finish
	git reflog expire --expire=now --all
	git gc -q --prune=now
	git rel --continue
	released 0.2.0
}

@test "undo of a branch that a colleague moved meanwhile changes nothing" {
	git rel init
	git switch -q main
	git rel start --push 0.2.0
	between_plan_and_push release/v0.2.0 'echo theirs >theirs'
	run git rel undo
	[ "$status" -eq 1 ]
	git rev-parse --verify refs/heads/release/v0.2.0
	[ ! -e .git/rel/journal ]
	git -C "$REMOTE" rev-parse --verify refs/heads/release/v0.2.0
}

@test "an undo that died is not decided because main went on" {
	ready
	git rel finish --no-push
	die_undecided undo
	git update-ref refs/heads/main \
		"$(git commit-tree -p main -m more 'main^{tree}')"
	run git rel --continue
	[ "$status" -eq 1 ]
	[[ "$output" == *"'main'"* ]]
	git rel --abort
	git rev-parse --verify refs/tags/v0.2.0
}

@test "a tag pushed by hand does not decide for a main that moved" {
	ready
	git rel finish --no-push
	git config rel.remote origin
	die_undecided finish 0.2.0
	git push -q origin v0.2.0
	colleague main 'echo z >z'
	run git rel --continue
	[ "$status" -eq 1 ]
	[[ "$output" == *"'main' on origin"* ]]
	git rel --abort
}

@test "while the push of a killed run goes on, nothing can be aborted" {
	ready
	cat >"$REMOTE/hooks/pre-receive" <<-END
		#!/bin/sh
		touch '$T/there'
		while [ ! -e '$T/go' ]; do sleep 0.02; done
	END
	chmod +x "$REMOTE/hooks/pre-receive"
	git-rel finish 3>&- 2>/dev/null &
	pid=$!
	wait_until test -e "$T/there"
	kill -9 "$pid"
	status=0
	wait "$pid" || status=$?
	[ "$status" -eq 137 ]
	for verb in --abort --continue; do
		run -1 git rel $verb
		[[ "$output" =~ 'still under way (process '([0-9]+)')' ]]
		[ -e .git/rel/journal ]
	done
	touch "$T/go"
	wait_until gone "${BASH_REMATCH[1]}"
	git rel --continue
	released 0.2.0
}

@test "two push addresses are refused, one is asked what it has" {
	ready
	git init -q --bare "$T/other.git"
	git config --add remote.origin.pushurl "$REMOTE"
	git config --add remote.origin.pushurl "$T/other.git"
	run git rel finish
	[ "$status" -eq 128 ]
	[[ "$output" == *"2 push addresses"* ]]
	git config --unset-all remote.origin.pushurl
	git push -q "$T/other.git" main develop v0.1.0
	git config remote.origin.pushurl "$T/other.git"
	git rel finish
	git -C "$T/other.git" rev-parse --verify refs/tags/v0.2.0
	[ -z "$(git -C "$REMOTE" tag -l v0.2.0)" ]
}

# ---- merges that a person resolves ------------------------------------------

conflict_on() { # <branch>
	ready
	echo ours >b.txt
	record
	colleague "$1" 'echo theirs >b.txt'
}

@test "a conflict only in the merge back is resolved once" {
	conflict_on develop
	run git rel finish --resolve
	[ "$status" -eq 1 ]
	sleep 1.1
	echo both >b.txt
	git add b.txt
	git commit -q -m 'Merge by hand'
	git rel --continue
	released 0.2.0
	[ "$(git log -1 --format=%s develop)" = 'Merge by hand' ]
}

@test "conflict markers that were only added are not published" {
	conflict_on develop
	run -1 git rel finish --resolve
	git add b.txt
	run git rel --continue
	[ "$status" -eq 1 ]
	[[ "$output" == *"conflict markers"*b.txt* ]]
	git commit -q -m 'Markers and all'
	run git rel --continue
	[ "$status" -eq 1 ]
	echo both >b.txt
	git add b.txt
	git commit -q --amend --no-edit
	git rel --continue
	released 0.2.0
}

@test "a resolution that was added, not committed, is committed" {
	conflict_on main
	run -1 git rel finish --resolve
	echo both >b.txt
	git add b.txt
	git rel --continue
	released 0.2.0
}

@test "another merge that is going on is left alone" {
	conflict_on main
	git branch one develop
	git branch two develop
	run -1 git rel finish --resolve
	git merge --abort
	git switch -q one
	work one 1
	git switch -q two
	work two 2
	git merge -q --no-commit one
	run git rel --abort
	[ "$status" -eq 1 ]
	[[ "$output" == *"another merge"* ]]
	run git rel --continue
	[ "$status" -eq 1 ]
	[ -e .git/MERGE_HEAD ]
	[ "$(git symbolic-ref HEAD)" = refs/heads/two ]
	git rel --quit
}

@test "--abort after going elsewhere leaves HEAD there" {
	conflict_on main
	run -1 git rel finish --resolve
	git merge --abort
	git switch -q develop
	work d 1
	run git rel --abort
	[ "$status" -eq 0 ]
	[ "$(git symbolic-ref HEAD)" = refs/heads/develop ]
	[ ! -e .git/rel/resolve ]
}

@test "a merge that git does not begin is said, and nothing is left" {
	conflict_on main
	git switch -q main
	git pull -q origin main
	echo dirty >>VERSION
	before=$(git status --porcelain)
	run git rel finish --resolve 0.2.0
	[ "$status" -eq 1 ]
	[ ! -e .git/rel/resolve ]
	[ ! -e .git/MERGE_HEAD ]
	[ "$(git status --porcelain)" = "$before" ]
	[ "$(git symbolic-ref HEAD)" = refs/heads/main ]
	rm VERSION
}

@test "--continue from another work tree leaves that one alone" {
	conflict_on main
	git worktree add -q -b topic "$T/topic" develop
	run -1 git rel finish --resolve 0.2.0
	echo both >b.txt
	git add b.txt
	git commit -q -m 'Merge by hand'
	git -C "$T/topic" rel --continue
	[ "$(git -C "$T/topic" symbolic-ref HEAD)" = refs/heads/topic ]
	[ "$(git symbolic-ref HEAD)" = refs/heads/develop ]
	[ -z "$(git status --porcelain)" ]
}

@test "a merge that git was made to forget is gone on with, or back from" {
	conflict_on main
	remember
	run -1 git rel finish --resolve
	git merge --quit
	git rel --abort
	unchanged
	run -1 git rel finish --resolve
	echo both >b.txt
	git add b.txt
	git merge --quit
	git rel --continue
	released 0.2.0
	[ "$(git rev-list --merges -1 main)" = "$(git rev-parse main)" ]
}

@test "markers of a merge are found in a file that no diff is shown of" {
	echo 'b.txt -diff' >>.git/info/attributes
	conflict_on develop
	run -1 git rel finish --resolve
	git add b.txt
	run -1 git rel --continue
	[[ "$output" == *"conflict markers"*b.txt* ]]
}

@test "a branch that is gone is no way back: --abort says so, and ends it there" {
	conflict_on main
	run -1 git rel finish --resolve
	echo half >b.txt
	git branch -m release/v0.2.0 other
	run git rel --abort
	[ "$status" -eq 0 ]
	[[ "$output" == *"'release/v0.2.0' is gone: HEAD in"*"on no branch"* ]]
	[ "$(git show "${output##* }:b.txt")" = half ]
	[ -z "$(git status --porcelain)$(git branch --show-current)" ]
	[ -z "$(leftovers)" ]
}

# ---- what would be no release -------------------------------------------------

@test "a hotfix without a commit of its own is no release" {
	git rel init
	git rel hotfix
	run git rel finish
	[ "$status" -eq 1 ]
	[[ "$output" == *"same commit as 0.1.0"* ]]
}

@test "finish goes forward only" {
	ready
	git branch release/v0.1.5
	git rel finish
	git switch -q release/v0.1.5
	work x x
	run git rel finish --no-push 0.1.5
	[ "$status" -eq 1 ]
	[[ "$output" == *"not above 0.2.0"* ]]
}

@test "where the forge merges, unpushed commits of main stay here" {
	ready
	git push -q origin HEAD
	git config rel.finish pr
	git clone -q -b main "$REMOTE" "$T/forge"
	git -C "$T/forge" merge -q --no-ff -m 'PR 1' origin/release/v0.2.0
	git -C "$T/forge" push -q origin main
	git switch -q main
	git pull -q origin main
	work private 1
	run git rel finish 0.2.0
	[ "$status" -eq 0 ]
	[ -z "$(git -C "$REMOTE" log --format=%H main -- private)" ]
	[ "$(git -C "$REMOTE" tag -l v0.2.0)" ]
}

@test "a release merged with changes is taken up by its tag" {
	ready
	git push -q origin HEAD
	git config rel.finish pr
	colleague main 'echo 0.2.0 >VERSION; echo edited >more'
	run git rel finish
	[ "$status" -eq 1 ]
	[[ "$output" == *"git rel tag"* ]]
	git rel tag 0.2.0
	git rel finish 0.2.0
	contains develop v0.2.0
	[ -z "$(git branch -l 'release/*')" ]
}

@test "a branch that is only another name for one is refused" {
	ready
	git branch -m main trunk
	git symbolic-ref refs/heads/main refs/heads/trunk
	before=$(git for-each-ref)
	run git rel finish
	[ "$status" -eq 1 ]
	[[ "$output" == *"only another name for 'trunk'"* ]]
	[ "$(git for-each-ref)" = "$before" ]
}

@test "--continue in a copy of the repository leaves the files of the first one alone" {
	ready
	CRASH_AT=5 run git rel finish -y
	[ "$status" -eq 99 ]
	cp -a "$R" "$T/copy"
	remember
	run git -C "$T/copy" rel --continue
	refused 1 "'$R'" 'git rel --quit'
	git -C "$T/copy" rel --quit
	git rel --continue
	released 0.2.0
	[ -z "$(git status --porcelain)" ]
}
