#!/usr/bin/env bats
# Bad moments to start a release: it begins in the right place, or nothing is made.

load lib

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
}

# The release branch is where it should be, and we are on it.
started() {
	on_branch release/v0.2.0
	[ "$(git rev-parse release/v0.2.0)" = "$(git rev-parse "$1")" ] ||
		complain "starts at $(git log -1 --oneline release/v0.2.0)"
	[ -z "$(leftovers)" ] || complain "$(leftovers)"
}

@test "an edited tracked file comes along" {
	echo mine >>a.txt
	git rel start 0.2.0
	started origin/develop
	[ "$(git status --porcelain)" = ' M a.txt' ]
	[ "$(tail -1 a.txt)" = mine ]
}

@test "an edited tracked file in the way is a refusal, until it is put back" {
	git switch -q main
	echo mine >>b.txt
	remember
	run git rel start 0.2.0
	refused 1 b.txt
	git restore b.txt
	git rel start 0.2.0
	started origin/develop
}

@test "an untracked file in the way is a refusal, until it is moved" {
	git switch -q main
	echo mine >feature.txt
	remember
	run git rel start 0.2.0
	refused 1 feature.txt
	rm feature.txt
	git rel start 0.2.0
	started origin/develop
}

@test "an edited file is in nobody's way with --no-switch" {
	git switch -q main
	echo mine >>b.txt
	git rel start --no-switch 0.2.0
	on_branch main
	[ "$(git rev-parse release/v0.2.0)" = "$(git rev-parse origin/develop)" ]
	[ "$(git status --porcelain)" = ' M b.txt' ]
}

@test "develop is behind the remote: it starts from the remote's tip" {
	colleague develop 'echo theirs >late.txt'
	git rel start 0.2.0
	started "$(git -C "$REMOTE" rev-parse develop)"
	[ -e late.txt ]
}

@test "develop is behind the remote and an edit is in the way: refused" {
	colleague develop 'echo theirs >>b.txt'
	echo mine >>b.txt
	remember
	run git rel start 0.2.0
	refused 1 b.txt
}

@test "the tag exists here" {
	git tag -a -m old v0.2.0 main
	remember
	run git rel start 0.2.0
	refused 1 v0.2.0
}

@test "the tag exists on the remote only" {
	git -C "$REMOTE" tag -a -m old v0.2.0 main
	remember
	run git rel start 0.2.0
	refused 1 v0.2.0
}

@test "the branch exists here" {
	git branch release/v0.2.0
	remember
	run git rel start 0.2.0
	refused 1 release/v0.2.0
}

@test "the branch exists on the remote only" {
	git -C "$REMOTE" branch release/v0.2.0 develop
	remember
	run git rel start 0.2.0
	refused 1 release/v0.2.0
}

@test "a version that is none" {
	remember
	run git rel start banana
	refused '128|129' banana
}

@test "a version that goes backwards" {
	remember
	run git rel start 0.0.9
	refused 1 0.0.9 0.1.0
}

@test "a version that goes backwards on the remote only" {
	git -C "$REMOTE" tag -a -m newer v0.3.0 main
	remember
	run git rel start 0.2.0
	refused 1 0.3.0
}

@test "a version that is out already" {
	remember
	run git rel start 0.1.0
	refused 1 v0.1.0
}

@test "a detached HEAD" {
	git checkout -q --detach main
	git rel start 0.2.0
	started origin/develop
}

@test "main is not contained in develop" {
	colleague main 'echo urgent >urgent.txt'
	remember
	run git rel start 0.2.0
	refused 1 main develop
	colleague develop 'git merge -q --no-edit origin/main; echo merged >note.txt'
	git rel start 0.2.0
	started "$(git -C "$REMOTE" rev-parse develop)"
}

@test "a shallow clone" {
	git clone -q --depth 1 --no-single-branch "file://$REMOTE" "$T/shallow"
	R=$T/shallow
	cd "$R"
	quietly git rel init --model=gitflow
	remember
	run git rel start 0.2.0
	refused '1|128' shallow
	git fetch -q --unshallow
	git rel start 0.2.0
	started origin/develop
}

@test "the remote is gone" {
	remember
	mv "$REMOTE" "$T/away"
	run git rel start 0.2.0
	mv "$T/away" "$REMOTE"
	refused 128 remote.git
}

@test "the server refuses the branch: no branch here either" {
	on_server_refuse 'refs/heads/release/*'
	remember
	run git rel start --push 0.2.0
	refused '1|128' protected
}

@test "nobody is named" {
	git config --global --remove-section user
	git config --global user.useConfigOnly true
	git rel start 0.2.0
	started origin/develop
}

@test "an operation of git's is in the middle of something" {
	git switch -q -c side main
	echo mine >>b.txt
	git commit -qam mine
	run git merge develop
	[ "$status" -eq 1 ]
	remember
	run git rel start 0.2.0
	refused 1
	git merge --abort
	git rel start 0.2.0
	started origin/develop
}

@test "a stale index.lock" {
	git switch -q main
	remember
	: >.git/index.lock
	run git rel start 0.2.0
	rm .git/index.lock
	refused '1|128' index.lock
}

@test "on a branch without a commit, what needs one says so, and the way out works" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	git switch -q --orphan empty
	remember
	for command in 'start 0.2.0' hotfix 'start -n minor'; do
		# shellcheck disable=SC2086 # words
		run git rel $command
		refused 1 "branch 'empty' at '$R' has no commit yet" 'git switch main'
	done
	run git rel notes show 0.2.0
	exits 128
	says "'empty' has no commit yet"
	run -0 git rel status
	git switch -q main
	git rel start 0.2.0
}
