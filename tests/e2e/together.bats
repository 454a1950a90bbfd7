#!/usr/bin/env bats
# Two at once: one waits or is refused, neither corrupts anything, and what was
# refused can be done afterwards.

load lib

ROUNDS=${ROUNDS:-10}

setup() { sealed; }

keep() {
	mkdir "$T/start"
	cp -a "$R" "$REMOTE" "$T/start"
}

again() {
	cd "$T" || return
	rm -rf "$R" "$REMOTE" colleague
	cp -a "$T/start/." "$T"
	cd "$R" || return
	git update-index -q --refresh
}

# both <command> <command>: at once, as typed; FIRST and SECOND are how they end.
both() {
	local first
	FIRST=0 SECOND=0
	eval "$1" >"$T/first" 2>&1 3>&- &
	first=$!
	eval "$2" >"$T/second" 2>&1 3>&- || SECOND=$?
	wait "$first" || FIRST=$?
	output=$(printf '$ %s\n%s\n= %s\n$ %s\n%s\n= %s\n' "$1" "$(cat "$T/first")" \
		$FIRST "$2" "$(cat "$T/second")" $SECOND)
	for status in $FIRST $SECOND; do
		exits '0|1' || return
	done
	[ $FIRST -eq 0 ] || [ $SECOND -eq 0 ] ||
		complain "neither did it: $output" || return
	[ ! -e "$R/.git/rel/journal" ] ||
		complain "something is left to do: $output" || return
	sound || complain "$output"
}

# Who lost says so, and that nothing was changed by it.
loser_says_why() {
	[ $FIRST -eq 0 ] || grep -q ^error: "$T/first" ||
		complain "no reason: $output" || return
	[ $SECOND -eq 0 ] || grep -q ^error: "$T/second" ||
		complain "no reason: $output"
}

@test "two finish the same release in one repository" {
	repo_gitflow
	ready
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		both 'git rel finish -y 0.2.0' 'git rel finish -y 0.2.0'
		loser_says_why
		on_branch develop
		released 0.2.0 || complain "$output"
		run git rel finish -y 0.2.0
		exits '0|1|128'
		released 0.2.0
	done
}

@test "two finish the same release without a remote" {
	repo_gitflow
	ready
	git remote remove origin
	git config --remove-section branch.release/v0.2.0 || :
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		both 'git rel finish -y 0.2.0' 'git rel finish -y 0.2.0'
		loser_says_why
		on_branch develop
		contains develop v0.2.0
		contains main v0.2.0
		[ -z "$(git status --porcelain)" ]
		[ -z "$(leftovers)" ] || complain "$(leftovers) $output"
		[ "$(git rev-list --count --merges main)" -eq 1 ]
	done
}

@test "two finish the same release in two clones" {
	repo_gitflow
	ready
	git push -q origin HEAD
	git clone -q "file://$REMOTE" "$T/theirs"
	git -C "$T/theirs" config user.name Bob
	git -C "$T/theirs" rel init -q --model=gitflow
	git -C "$T/theirs" branch -q develop origin/develop 2>/dev/null || :
	cp -a "$T/theirs" "$T/theirs.start"
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		rm -rf "$T/theirs"
		cp -a "$T/theirs.start" "$T/theirs"
		# shellcheck disable=SC2016 # evaluated there
		both 'git rel finish -y 0.2.0' 'git -C "$T/theirs" rel finish -y 0.2.0'
		loser_says_why
		[ ! -e "$T/theirs/.git/rel/journal" ] || complain "$output"
		git -C "$T/theirs" fsck --strict --no-dangling
		# one of them made it, and only one merge is there
		[ "$(git -C "$REMOTE" rev-list --count --merges v0.1.0..main)" -eq 1 ] ||
			complain "$output"
		git -C "$REMOTE" rev-parse -q --verify v0.2.0
		# the other one takes it up
		for r in "$R" "$T/theirs"; do
			run git -C "$r" rel finish -y 0.2.0
			exits '0|128'
			[ "$(git -C "$r" rev-parse v0.2.0)" = "$(git -C "$REMOTE" rev-parse v0.2.0)" ] ||
				complain "$r: $output"
		done
	done
}

@test "one starts while another finishes in one repository" {
	repo_gitflow
	ready
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		both 'git rel start --push 0.3.0' 'git rel finish -y 0.2.0'
		loser_says_why
		[ -z "$(git status --porcelain)" ] ||
			complain "$(git status --porcelain) $output"
		[ -z "$(leftovers)" ] || complain "$(leftovers) $output"
		if [ $SECOND -ne 0 ]; then
			run ! git rev-parse -q --verify v0.2.0
			run git rel finish -y 0.2.0
			exits 0
		fi
		if [ $FIRST -ne 0 ]; then
			run ! git rev-parse -q --verify release/v0.3.0
			run git rel start --push 0.3.0
			exits 0
		fi
		here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0 \
			refs/heads/release/v0.3.0
		[ -z "$(git status --porcelain)" ]
	done
}

@test "two start different releases in one repository" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q main
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		both 'git rel start 0.3.0' 'git rel start 0.4.0'
		loser_says_why
		[ -z "$(git status --porcelain)" ] ||
			complain "$(git status --porcelain) $output"
		[ -z "$(leftovers)" ]
		[ $FIRST -ne 0 ] || git rev-parse -q --verify release/v0.3.0
		[ $SECOND -ne 0 ] || git rev-parse -q --verify release/v0.4.0
	done
}

@test "a commit while another finishes is not lost" {
	repo_gitflow
	ready
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		# shellcheck disable=SC2016 # evaluated there
		both 'git commit -q --allow-empty -m mine && git rev-parse HEAD >"$T/mine"' \
			'git rel finish -y 0.2.0'
		if [ $FIRST -eq 0 ]; then
			git branch -a --contains "$(cat "$T/mine")" | grep -q . ||
				complain "lost: $output"
		fi
		[ -z "$(git status --porcelain)" ] ||
			complain "$(git status --porcelain) $output"
		[ -z "$(leftovers)" ] || complain "$(leftovers) $output"
	done
}

@test "continued and aborted at once, one of them wins" {
	repo_gitflow
	ready
	unmoved >"$T/begin"
	CRASH_AT=4 run git rel finish -y
	exits 99
	keep
	for ((round = 0; round < ROUNDS; round++)); do
		again
		FIRST=0 SECOND=0
		git rel --continue >"$T/first" 2>&1 3>&- &
		first=$!
		git rel --abort >"$T/second" 2>&1 3>&- || SECOND=$?
		wait $first || FIRST=$?
		output="$(cat "$T/first" "$T/second") $FIRST $SECOND"
		[ ! -e .git/rel/journal ] || complain "$output"
		if [ $FIRST -eq 0 ]; then
			[ $SECOND -ne 0 ] || complain "both: $output"
			released 0.2.0
		else
			[ $SECOND -eq 0 ] || complain "neither: $output"
			diff "$T/begin" <(unmoved)
		fi
		sound
	done
}
