#!/usr/bin/env bats
# Where objects are: alternates, packs that a fetch brings, odd folders.
# shellcheck disable=SC2030,SC2031,SC2154

load lib

setup() {
	sealed
	repo_gitflow
}

@test "a clone that borrows its objects is released like any other" {
	git clone -q --shared "$R" "$T/borrower"
	cd "$T/borrower"
	R=$T/borrower
	git remote set-url origin "$REMOTE"
	git fetch -q origin
	git branch -q main origin/main
	grep -q . .git/objects/info/alternates
	ready
	git rel finish 0.2.0
	released 0.2.0
}

@test "alternates may be relative, and have alternates of their own" {
	git clone -q --shared "$R" "$T/first"
	git -C "$T/first" branch -q main origin/main
	git clone -q --shared "$T/first" "$T/second"
	cd "$T/second"
	R=$T/second
	git remote set-url origin "$REMOTE"
	git fetch -q origin
	git branch -q main origin/main
	echo ../../../first/.git/objects >.git/objects/info/alternates
	ready
	git rel finish 0.2.0
	released 0.2.0
}

@test "what a fetch brings as a pack is saved with its index" {
	ready
	git config fetch.unpackLimit 1
	colleague develop 'for i in 1 2 3; do echo $i >new$i; done'
	git rel finish 0.2.0
	released 0.2.0
	[ -e new3 ]
	ls .git/objects/pack/*.idx
	[ -z "$(find .git/objects -name 'tmp_*')" ]
}

@test "a commit-graph changes nothing" {
	git config gc.writeCommitGraph true
	git commit-graph write --reachable 2>/dev/null
	ready
	git rel finish 0.2.0
	released 0.2.0
}

@test "a folder whose name is not UTF-8 is refused before anything moves" {
	odd=$T/$'caf\xe9'
	mv "$R" "$odd"
	R=$odd
	cd "$odd"
	git rel start --no-switch 0.2.0
	git switch -q release/v0.2.0
	echo 2 >two
	git add two
	git commit -q -m two
	before=$(git for-each-ref)
	run git rel finish 0.2.0
	[ "$status" -eq 128 ]
	[[ "$output" == *"not UTF-8"* || "$output" == *"cannot note"* ]]
	[ "$(git for-each-ref)" = "$before" ]
	run git rel status
	[ "$status" -eq 0 ]
}
