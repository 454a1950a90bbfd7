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

# The server can be asked what came of it, so the command itself finds out:
# nothing has changed, and the release can be made.
broken() {
	refused '1|128' 'nothing was changed'
	finish
	released 0.2.0
	on_branch develop
}

# It has it all, so the release is made.
answer_lost() {
	exits 0
	released 0.2.0
	on_branch develop
}

# What is here, but for the journal.
without_journal() { unmoved_here | grep -v '^left here rel/journal$'; }

# unknown <command>...: it loses the connection and the server, so nobody can
# know what that has.  Nothing moves here, and nothing is forgotten, whoever asks.
unknown() {
	local verb
	remember without_journal
	run "$@"
	exits '1|128'
	says "it is not known whether 'origin' took it" --continue
	for verb in --continue --abort; do
		[ -e .git/rel/journal ]
		unchanged
		run git rel "$verb"
		exits '1|128'
	done
	[ -e .git/rel/journal ]
	unchanged
}

# The server is back: it took all of it, or nothing.
took() {
	run ! git rev-parse -q --verify v0.2.0
	git -C "$REMOTE" rev-parse -q --verify v0.2.0
}

took_nothing() {
	here_and_there refs/heads/main refs/heads/develop
	run ! git -C "$REMOTE" rev-parse -q --verify v0.2.0
}

continued() {
	git rel --continue
	released 0.2.0
	on_branch develop
}

@test "the connection breaks before the server has heard anything" {
	ready
	cut_pushes before
	remember
	run finish
	mend_pushes
	broken
}

@test "the connection breaks in the middle of the push" {
	ready
	cut_pushes midway
	remember
	run finish
	mend_pushes
	broken
}

@test "the connection breaks before the server's answer comes" {
	ready
	cut_pushes after
	run finish
	mend_pushes
	answer_lost
}

@test "the server is gone before it has heard anything: --continue does it all" {
	ready
	cut_pushes before gone
	unknown git rel finish -y 0.2.0
	mend_pushes
	took_nothing
	continued
}

@test "the server is gone in the middle of the push: --abort works once it is back" {
	ready
	before=$(unmoved)
	cut_pushes midway gone
	unknown git rel finish -y 0.2.0
	mend_pushes
	took_nothing
	git rel --abort
	[ "$(unmoved)" = "$before" ]
	finish
	released 0.2.0
}

@test "the server is gone before its answer comes: --continue completes it" {
	ready
	cut_pushes after gone
	unknown git rel finish -y 0.2.0
	mend_pushes
	took
	continued
}

@test "the server is gone before its answer comes: --abort is refused when it is back" {
	ready
	cut_pushes after gone
	unknown git rel finish -y 0.2.0
	mend_pushes
	took
	run git rel --abort
	exits 1
	says decided origin 'git rel --continue'
	took
	continued
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
	says 'git rel finish 0.2.0' --continue
	[[ $output != *--abort* ]]
	run git rel
	exits 0
	says --continue
	run git rel --abort
	exits 1
	says decided 'git rel --continue'
	continued
}

@test "killed after the push: a lock in the way of --continue forgets nothing" {
	ready
	dies_after_push
	lock=$(locks_of refs/heads/main.lock)
	: >".git/$lock"
	run git rel --continue
	exits '1|128'
	says "$lock" --continue
	[ -e .git/rel/journal ]
	rm ".git/$lock"
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
	rm "$T/http.cut"
	broken
}

@test "http: the connection breaks before the server's answer comes" {
	ready
	serve_http
	credentials
	echo after >"$T/http.cut"
	run finish
	rm "$T/http.cut"
	answer_lost
}

@test "http: the server is gone before it has heard anything: --continue does it all" {
	ready
	serve_http
	credentials
	echo before gone >"$T/http.cut"
	unknown git rel finish -y 0.2.0
	rm "$T/http.cut"
	took_nothing
	continued
}

@test "http: the server is gone before its answer comes: --continue completes it" {
	ready
	serve_http
	credentials
	echo after gone >"$T/http.cut"
	unknown git rel finish -y 0.2.0
	rm "$T/http.cut"
	took
	continued
}

@test "ssh: the connection breaks before the server's answer comes" {
	ready
	serve_ssh
	cut_pushes after
	run finish
	mend_pushes
	answer_lost
}

@test "ssh: the server is gone before its answer comes: --continue completes it" {
	ready
	serve_ssh
	cut_pushes after gone
	unknown git rel finish -y 0.2.0
	mend_pushes
	took
	continued
}

# The branch that a start has pushed, and nothing is left to do.
started() {
	on_branch release/v0.2.0
	here_and_there refs/heads/release/v0.2.0
	[ -z "$(leftovers)" ]
}

@test "start --push: the connection breaks before the answer, and it finds out" {
	quietly git rel init --model=gitflow
	cut_pushes after
	run git rel start --push 0.2.0
	mend_pushes
	exits 0
	started
}

@test "start --push: the connection breaks midway, nothing is left behind" {
	quietly git rel init --model=gitflow
	cut_pushes midway
	remember
	run git rel start --push 0.2.0
	mend_pushes
	refused '1|128' 'nothing was changed'
}

@test "start --push: the server is gone before its answer comes, --continue completes it" {
	quietly git rel init --model=gitflow
	cut_pushes after gone
	unknown git rel start --push 0.2.0
	mend_pushes
	git -C "$REMOTE" rev-parse -q --verify release/v0.2.0
	git rel --continue
	started
}

@test "start --push: the server is gone midway, --abort leaves nothing behind" {
	quietly git rel init --model=gitflow
	before=$(unmoved)
	cut_pushes midway gone
	unknown git rel start --push 0.2.0
	mend_pushes
	git rel --abort
	[ "$(unmoved)" = "$before" ]
}

@test "what ssh says of a lost connection is told without the end of its lines" {
	ready
	git remote set-url origin ssh://nobody@nowhere.invalid/x.git
	export GIT_SSH_COMMAND="printf 'kex_exchange_identification: read: Connection reset by peer\\r\\n' >&2; false"
	export GIT_SSH_VARIANT=simple
	run git rel finish -y
	exits 128
	says 'git: kex_exchange_identification: read: Connection reset by peer'
	[[ $output != *'x0d'* && $output != *$'\r'* ]] || complain "$output"
}
