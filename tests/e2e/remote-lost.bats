#!/usr/bin/env bats
# What the remote had and no longer has is not created there again.

load lib

setup() { repo_gitflow; }

there() { git -C "$REMOTE" "$@"; }

# begun: a release with a commit of its own, pushed
begun() {
	quietly git rel init --model=gitflow
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	git push -q
}

@test "finish does not make a main that was renamed on the remote" {
	begun
	there branch -m main trunk
	remember
	run git rel finish -y
	refused 1 "'main' is no longer on 'origin', where it was seen last" \
		"hint: if it is called 'trunk' there now: git fetch --prune origin && git config rel.main trunk && git remote set-head origin --auto"
	git fetch -q --prune origin && git config rel.main trunk && git remote set-head origin --auto
	git rel finish -y
	[ "$(there rev-parse 'trunk^{commit}')" = "$(git rev-parse 'v0.2.0^{commit}')" ]
	run -1 there rev-parse -q --verify refs/heads/main
}

@test "no verb pushes to a develop that was deleted on the remote" {
	begun
	there branch -D develop
	remember
	run git rel finish -y
	refused 1 "'develop' is no longer on 'origin'" \
		'hint: to make it there again: git push origin refs/remotes/origin/develop:refs/heads/develop'
	run git rel start --push 0.3.0
	refused 1 "'develop' is no longer on 'origin'"
	git push -q origin refs/remotes/origin/develop:refs/heads/develop
	git rel finish -y
	released 0.2.0
}

@test "what was taken from main on the remote does not come back by a release" {
	quietly git rel init --model=gitflow
	git switch -q main
	work secret.txt secret
	git push -q origin main
	git switch -q develop
	git merge -q --no-edit main
	git push -q
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	there update-ref refs/heads/main main~1
	remember
	run git rel finish -y
	refused 1 "'main' on 'origin' was moved back or rewritten" \
		'hint: to follow it: git fetch origin && git switch main && git reset --keep origin/main'
	run git rel tag 0.2.0 main
	refused 1 "'main' on 'origin' was moved back or rewritten"
	run git rel hotfix
	refused 1 "'main' on 'origin' was moved back or rewritten"
	git fetch -q origin && git switch -q main && git reset -q --keep origin/main
	git rel status
}

@test "a candidate is no way to bring a deleted branch back" {
	begun
	there branch -D release/v0.2.0
	remember
	run git rel rc
	refused 1 "'release/v0.2.0' is no longer on 'origin'"
	run -0 git push -q origin refs/remotes/origin/release/v0.2.0:refs/heads/release/v0.2.0
	git rel rc
	here_and_there refs/tags/v0.2.0-rc1
}

@test "trunk and qualify do not make a main again, either" {
	for model in trunk qualify; do
		cd "$T"
		rm -rf "$T/repo" "$T/remote.git" "$T/bin/colleague"
		"repo_$model"
		quietly git rel init --model="$model"
		quietly git rel start --push 0.2.0
		work VERSION 0.2.0
		there branch -m "$MAIN" elsewhere
		remember
		run git rel finish -y
		refused 1 "'$MAIN' is no longer on 'origin'" "'elsewhere'"
		run git rel hotfix
		refused 1 "'$MAIN' is no longer on 'origin'"
	done
}

@test "what a colleague pushes is not taken for a rewriting" {
	begun
	colleague main 'echo more >more.txt'
	colleague develop 'echo more >more.txt'
	git rel finish -y
	released 0.2.0
}

@test "a release whose branch was deleted there is finished only if it is said" {
	begun
	there branch -D release/v0.2.0
	remember
	run git rel finish -y
	refused 1 "'release/v0.2.0' is no longer on 'origin'" \
		'hint: to make it there again: git push origin' \
		'hint: to go on without it: git branch -d -r origin/release/v0.2.0'
	git branch -q -d -r origin/release/v0.2.0
	git rel finish -y
	released 0.2.0
}

@test "the tracking ref of a branch that the forge deleted goes with it" {
	begun
	git config rel.finish pr
	colleague main 'git merge -q --no-ff -m "PR 1" origin/release/v0.2.0; echo >more.txt'
	there branch -D release/v0.2.0
	run -0 git rel finish --dry-run
	says 'git branch -d -r origin/release/v0.2.0'
	git rel finish -y
	[ -z "$(git branch -r --list origin/release/v0.2.0)" ]
	[ -z "$(git branch --list release/v0.2.0)" ]
}

@test "undo takes back a start whose branch is deleted already, here or there" {
	quietly git rel init --model=gitflow
	quietly git rel start --push 0.2.0
	there branch -D release/v0.2.0
	git rel undo -y
	[ -z "$(git branch --all --list '*release/*')" ]
	quietly git rel start --push 0.2.0
	git switch -q develop
	git branch -q -D release/v0.2.0
	git rel undo -y
	run -1 there rev-parse -q --verify refs/heads/release/v0.2.0
	run git rel undo -y
	says 'git rel init'
}

@test "main renamed there, and what was seen of it pruned: finish does not make it again" {
	quietly git rel init --model=gitflow
	git switch -q main
	git push -q -u origin main
	git switch -q develop
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	there branch -m main trunk
	git fetch -q -p
	remember
	run git rel finish -y
	refused '1|128' "'main' is no longer on 'origin', which it follows" \
		"if it is called 'trunk' there now: git config rel.main trunk"
	git config rel.main trunk
	git remote set-head origin --auto >/dev/null 2>&1 || :
	git branch -q trunk origin/trunk
	MAIN=trunk
	git rel finish -y
	[ "$(there rev-parse trunk)" = "$(git rev-parse 'v0.2.0^{}')" ]
	run -1 there rev-parse -q --verify refs/heads/main
}
