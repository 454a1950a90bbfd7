#!/usr/bin/env bats
# The same release over every way git has to a server, and what servers and
# networks do to it.

load lib

setup() {
	sealed
	repo_gitflow
}

# A whole release with the branch pushed at the start.
whole_release() {
	ready
	[ -n "$(git -C "$REMOTE" for-each-ref refs/heads/release/v0.2.0)" ]
	finish
	released 0.2.0
	on_branch develop
}

# ---- the ways -------------------------------------------------------------

@test "a release over file://" {
	whole_release
}

@test "a release over a plain path" {
	git remote set-url origin "$REMOTE"
	whole_release
}

@test "a release over ssh" {
	serve_ssh
	whole_release
}

@test "a release over smart http with a password" {
	serve_http
	credentials
	whole_release
}

@test "a release with a push address of its own" {
	git remote set-url origin "$REMOTE"
	git remote set-url --push origin "file://$REMOTE"
	whole_release
}

@test "http without a password: refused, nothing changed, then done" {
	ready
	serve_http
	remember
	run finish
	refused 128 'could not read Username'
	credentials
	finish
	released 0.2.0
}

@test "http with a wrong password: refused, nothing changed, and it is not shown" {
	ready
	serve_http
	credentials hunter2
	remember
	run finish
	refused 128 Authentication
	[[ $output != *hunter2* ]]
}

@test "a password in the address is not shown" {
	ready
	serve_http
	git remote set-url origin "${URL/127/ada:secret@127}"
	run -0 git rel finish -y -v 0.2.0
	[[ $output != *secret* ]]
	released 0.2.0
}

# ---- what the server says -------------------------------------------------

# A hook refuses only main: neither side changes; then it all goes through.
refuses_only_main() {
	ready
	on_server_refuse refs/heads/main
	remember
	run finish
	refused '1|128' 'refs/heads/main is protected'
	on_server_allow
	finish
	released 0.2.0
}

@test "the server refuses only main, over file://" {
	refuses_only_main
}

@test "the server refuses only main, over ssh" {
	serve_ssh
	refuses_only_main
}

@test "the server refuses only main, over http" {
	serve_http
	credentials
	refuses_only_main
}

# No atomic pushes: refused before anything moves, and it says what to do.
not_atomic() {
	ready
	git -C "$REMOTE" config receive.advertiseAtomic false
	remember
	run finish
	refused '1|128' atomic hint:
	git -C "$REMOTE" config receive.advertiseAtomic true
	finish
	released 0.2.0
}

@test "a server without atomic pushes, over file://" {
	not_atomic
}

@test "a server without atomic pushes, over http" {
	serve_http
	credentials
	not_atomic
}

@test "a server that takes no deletion: nothing changed, then done with --keep" {
	ready
	git -C "$REMOTE" config receive.denyDeletes true
	remember
	run finish
	refused '1|128'
	git rel finish -y --keep 0.2.0
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	git rev-parse -q --verify release/v0.2.0
}

# ---- the remote moves between plan and push -------------------------------

# <branch> moves: neither side takes anything of ours; then it all goes through.
moves() {
	ready
	between_plan_and_push "$1" 'echo theirs >late.txt'
	remember unmoved_here
	there=$(git -C "$REMOTE" for-each-ref | grep -v "refs/heads/$1\$")
	run finish
	refused '1|128'
	[ "$(git -C "$REMOTE" for-each-ref | grep -v "refs/heads/$1\$")" = "$there" ]
}

@test "main moves between plan and push" {
	moves main
	finish
	released 0.2.0
	git cat-file -e main:late.txt
}

@test "develop moves between plan and push" {
	moves develop
	finish
	released 0.2.0
	git cat-file -e develop:late.txt
}

@test "the release branch moves between plan and push" {
	moves release/v0.2.0
	git pull -q --no-rebase --no-edit origin release/v0.2.0
	finish
	released 0.2.0
	git cat-file -e main:late.txt
}

@test "the tag appears between plan and push" {
	ready
	cat >.git/hooks/pre-push <<-END
		#!/bin/sh
		cat >/dev/null
		unset \$(git rev-parse --local-env-vars)
		git -C '$REMOTE' tag -a -m theirs v0.2.0 main
	END
	chmod +x .git/hooks/pre-push
	remember unmoved_here
	run finish
	refused '1|128'
	here_and_there refs/heads/main refs/heads/develop
}

@test "a pre-push hook refuses: nothing changed, then done" {
	ready
	printf '#!/bin/sh\necho "not today" >&2\nexit 1\n' >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
	remember
	run finish
	refused '1|128' 'not today'
	rm .git/hooks/pre-push
	finish
	released 0.2.0
}

# ---- the connection breaks ------------------------------------------------

# The push broke: either nothing has changed, or --continue completes it.
broken() {
	if [ -e .git/rel/journal ]; then
		exits '1|128'
		says --continue
	else
		refused '1|128'
	fi
}

completed() {
	if [ -e .git/rel/journal ]; then
		git rel --continue
	else
		finish
	fi
	released 0.2.0
	on_branch develop
}

# The server has it all, but we could not be told: `--continue` finds out, or
# the command found out for itself.
answer_lost() {
	git -C "$REMOTE" rev-parse -q --verify v0.2.0
	if [ -e .git/rel/journal ]; then
		exits '1|128'
		says --continue
	else
		exits 0
	fi
}

@test "the connection breaks before the server has heard anything" {
	ready
	cut_pushes before
	remember
	run finish
	broken
	unchanged_there
	mend_pushes
	completed
}

@test "the connection breaks in the middle of the push" {
	ready
	cut_pushes midway
	remember
	run finish
	broken
	unchanged_there
	mend_pushes
	completed
}

@test "the connection breaks before the server's answer comes" {
	ready
	cut_pushes after
	run finish
	answer_lost
	mend_pushes
	[ ! -e .git/rel/journal ] || git rel --continue
	released 0.2.0
	on_branch develop
}

@test "the connection breaks before the answer, and --abort is refused" {
	ready
	cut_pushes after
	run finish
	answer_lost
	mend_pushes
	if [ -e .git/rel/journal ]; then
		run git rel --abort
		exits 1
		says --continue
		git rel --continue
	fi
	released 0.2.0
}

# The run dies between the server's yes and our own refs.
dies_after_push() {
	local n
	for ((n = 1; ; n++)); do
		run env CRASH_AT="$n" git rel finish -y 0.2.0
		exits 99
		! git -C "$REMOTE" rev-parse -q --verify v0.2.0 || break
		[ ! -e .git/rel/journal ] || git rel --abort
	done
	run ! git rev-parse -q --verify v0.2.0
}

@test "killed after the push: every command says so, --continue completes it" {
	ready
	dies_after_push
	run git rel start 0.3.0
	exits 1
	says 'git rel finish 0.2.0' --continue --abort
	run git rel
	says --continue
	run git rel --abort
	exits 1
	git rel --continue
	released 0.2.0
}

@test "killed after the push: a lock in the way of --continue forgets nothing" {
	ready
	dies_after_push
	: >.git/refs/heads/main.lock
	run git rel --continue
	exits '1|128'
	says main.lock --continue
	[ -e .git/rel/journal ]
	rm .git/refs/heads/main.lock
	git rel --continue
	released 0.2.0
}

@test "killed after the push: without the server, --continue forgets nothing" {
	ready
	dies_after_push
	mv "$REMOTE" "$T/away"
	run git rel --continue
	exits '1|128'
	[ -e .git/rel/journal ]
	mv "$T/away" "$REMOTE"
	git rel --continue
	released 0.2.0
}

@test "http: the connection breaks before the server has heard anything" {
	ready
	serve_http
	credentials
	echo before >"$T/http.cut"
	remember
	run finish
	broken
	unchanged_there
	rm "$T/http.cut"
	completed
}

@test "http: the connection breaks before the server's answer comes" {
	ready
	serve_http
	credentials
	echo after >"$T/http.cut"
	run finish
	answer_lost
	rm "$T/http.cut"
	[ ! -e .git/rel/journal ] || git rel --continue
	released 0.2.0
}

@test "ssh: the connection breaks before the server's answer comes" {
	ready
	serve_ssh
	cut_pushes after
	run finish
	answer_lost
	mend_pushes
	[ ! -e .git/rel/journal ] || git rel --continue
	released 0.2.0
}

@test "start --push: the connection breaks before the answer, --continue completes it" {
	quietly git rel init --model=gitflow
	cut_pushes after
	run git rel start --push 0.2.0
	exits '0|1|128'
	mend_pushes
	[ ! -e .git/rel/journal ] || git rel --continue
	on_branch release/v0.2.0
	here_and_there refs/heads/release/v0.2.0
	[ -z "$(leftovers)" ]
}

@test "start --push: the connection breaks midway, nothing is left behind" {
	quietly git rel init --model=gitflow
	cut_pushes midway
	remember
	run git rel start --push 0.2.0
	broken
	mend_pushes
	[ ! -e .git/rel/journal ] || git rel --abort
	unchanged
}
