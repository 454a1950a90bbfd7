#!/usr/bin/env bats
# What a person at a terminal sees of what takes long, and of Ctrl-C.

load lib

setup() {
	repo_gitflow
	quietly git rel init --model=gitflow
}

# on_terminal <command>: with a terminal of its own; what it shows
on_terminal() {
	command -v script >/dev/null || skip "no script"
	TERM=xterm run script -qec "$1" /dev/null
}

# slow_server <seconds>: git takes that long to answer
slow_server() {
	printf '#!/bin/sh\nsleep %s\nexec git-upload-pack "$@"\n' "$1" >"$T/bin/slow-upload"
	printf '#!/bin/sh\nsleep %s\nexec git-receive-pack "$@"\n' "$1" >"$T/bin/slow-receive"
	chmod +x "$T"/bin/slow-*
	git config remote.origin.uploadpack "$T/bin/slow-upload"
	git config remote.origin.receivepack "$T/bin/slow-receive"
}

# interrupt <file that says it is time> <command>...: as Ctrl-C does, to the
# whole process group
interrupt() {
	"$PYTHON" -c 'import os, signal, sys
os.setsid()
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell ignores it for "&"
os.execvp(sys.argv[1], sys.argv[1:])' "${@:2}" >"$T/said" 2>&1 3>&- 4>&- &
	local pid=$!
	wait_until test -e "$1"
	kill -INT -- "-$pid"
	wait "$pid" && status=0 || status=$?
	output=$(<"$T/said")
}

@test "a fetch that takes long shows git's meter, and takes it away" {
	colleague develop 'for i in $(seq 300); do echo $i >f$i; done'
	slow_server 1.2
	on_terminal 'git rel start 0.2.0'
	[ "$status" -eq 0 ] || complain "$output"
	[[ $output == *'Receiving objects: '*$'\033[K\r'* ]]
	[[ $output != *', done.'* ]]
}

@test "a push that takes long shows git's meter, and takes it away" {
	slow_server 1.2
	git switch -q main
	for i in $(seq 300); do echo "$i" >"f$i"; done
	record
	git switch -q develop
	git merge -q --no-edit main
	on_terminal 'git rel start --push 0.2.0'
	[ "$status" -eq 0 ]
	[[ $output == *'Writing objects: '*$'\033[K\r'* ]]
	here_and_there refs/heads/release/v0.2.0
}

@test "what is quick, quiet, JSON or no terminal shows no meter" {
	colleague develop 'echo 1 >f'
	on_terminal 'git rel start 0.2.0'
	[[ $output != *'objects'* ]]
	git rel undo -q
	colleague develop 'echo 2 >f'
	slow_server 1.2
	on_terminal 'git rel -q start 0.2.0'
	[ -z "$output" ]
	git rel undo -q
	colleague develop 'echo 3 >f'
	on_terminal 'git rel start --json 0.2.0'
	[[ $output != *'objects'* ]]
	git rel undo -q
	colleague develop 'echo 4 >f'
	run -0 git rel start 0.2.0
	[[ $output != *'objects'* ]]
}

@test "a push that is refused says no meter, but why" {
	ready
	slow_server 1.2
	on_server_refuse 'refs/heads/main'
	on_terminal 'git rel finish -y'
	[ "$status" -eq 1 ]
	says "'origin' refuses the push" 'main: [remote rejected] (hook declined)'
	[[ $output != *'git: '*objects* ]]
}

@test "Ctrl-C while it plans: nothing was changed" {
	printf '#!/bin/sh\n: >"%s"\nsleep 9\n' "$T/now" >"$T/bin/slow"
	chmod +x "$T/bin/slow"
	git config remote.origin.uploadpack "$T/bin/slow"
	git switch -q main
	remember
	interrupt "$T/now" git rel start --push 0.2.0
	[ "$status" -eq 130 ]
	says 'interrupted: nothing was changed'
	unchanged
}

@test "Ctrl-C in a command without a verb says so, too" {
	git branch stable/v0.1 main
	printf '#!/bin/sh\n: >"%s"\nsleep 9\n' "$T/now" >"$T/bin/slow"
	chmod +x "$T/bin/slow"
	git config remote.origin.uploadpack "$T/bin/slow"
	remember
	interrupt "$T/now" git backport stable/v0.1
	[ "$status" -eq 130 ]
	says 'interrupted: nothing was changed'
	unchanged
}

@test "Ctrl-C during the push: --continue looks" {
	ready
	printf '#!/bin/sh\n: >"%s"\nsleep 9\n' "$T/now" >"$REMOTE/hooks/pre-receive"
	chmod +x "$REMOTE/hooks/pre-receive"
	interrupt "$T/now" git rel finish -y
	[ "$status" -eq 130 ]
	says "interrupted: 'git rel finish 0.2.0' may be on 'origin' or not" \
		'hint: git rel --continue'
	rm "$REMOTE/hooks/pre-receive"
	git rel --continue
	released 0.2.0
}

@test "Ctrl-C during the push, and a server that goes on: --abort says so, finish finds it" {
	ready
	printf '#!/bin/sh\n: >"%s"\nwhile ! [ -e "%s" ]; do sleep 0.1; done\n' "$T/now" "$T/go" >"$REMOTE/hooks/pre-receive"
	chmod +x "$REMOTE/hooks/pre-receive"
	printf '#!/bin/sh\nexec setsid git-receive-pack "$@"\n' >"$T/bin/outlives"
	chmod +x "$T/bin/outlives"
	git config remote.origin.receivepack "$T/bin/outlives"
	interrupt "$T/now" git rel finish -y
	[ "$status" -eq 130 ]
	[[ $(git rel) == *'or: git rel --abort'$'\n'*'(unless the remote has it)'* ]]
	run git rel --abort
	exits 0
	says "nothing was changed here, and 'origin' has nothing of it so far" \
		'should the server still take it, git rel finish 0.2.0 finds that'
	: >"$T/go"
	wait_until git -C "$REMOTE" rev-parse -q --verify v0.2.0
	rm "$REMOTE/hooks/pre-receive"
	git rel finish -y 0.2.0
	released 0.2.0
}

@test "Ctrl-C during the push, and a colleague who finishes: --abort says what the remote has" {
	ready
	printf '#!/bin/sh\n: >"%s"\nsleep 9\n' "$T/now" >"$REMOTE/hooks/pre-receive"
	chmod +x "$REMOTE/hooks/pre-receive"
	interrupt "$T/now" git rel finish -y
	[ "$status" -eq 130 ]
	rm "$REMOTE/hooks/pre-receive"
	quietly git clone -q "file://$REMOTE" "$T/bob"
	(
		cd "$T/bob" || exit
		quietly git rel init --model=gitflow
		git branch -q develop origin/develop
		git switch -q release/v0.2.0
		export GIT_COMMITTER_DATE='1700000100 +0000'
		quietly git rel finish -y
	)
	run git rel --abort
	exits 0
	says "'git rel finish 0.2.0' is forgotten, and nothing was changed here" \
		"somebody else has pushed: 'origin' has" "'v0.2.0'" 'goes on from there'
	[[ $output != *'nothing of it'* ]] || complain "$output"
}

@test "Ctrl-C during a step: on or back" {
	git config rel.prepare.slow ": >'$T/now'; sleep 9"
	interrupt "$T/now" git rel start 0.2.0
	[ "$status" -eq 130 ]
	says "interrupted: 'git rel start 0.2.0' is not done" \
		'hint: git rel --continue' 'hint: git rel --abort'
	git rel --abort
	on_branch develop
	[ -z "$(git branch --list 'release/*')" ]
}

@test "Ctrl-C when it is decided: only on" {
	ready
	printf '#!/bin/sh\n[ "$1" = committed ] || exit 0\n: >"%s"\nsleep 9\n' "$T/now" >.git/hooks/reference-transaction
	chmod +x .git/hooks/reference-transaction
	interrupt "$T/now" git rel finish -y
	[ "$status" -eq 130 ]
	echo "$output"
	says "interrupted: 'git rel finish 0.2.0' " 'hint: git rel --continue'
	rm .git/hooks/reference-transaction
	git rel --continue
	released 0.2.0
}

@test "Ctrl-C of a command that only looks is silent" {
	git config core.pager cat
	printf '#!/bin/sh\n: >"%s"\nsleep 9\n' "$T/now" >"$T/bin/slow"
	chmod +x "$T/bin/slow"
	git config remote.origin.uploadpack "$T/bin/slow"
	interrupt "$T/now" git rel start --dry-run 0.2.0
	[ "$status" -eq 130 ]
	[ -z "$output" ]
}

@test "what the server writes into a meter cannot steer the terminal" {
	ready
	printf '#!/bin/sh\nsleep 1.2\nprintf "half\\033]0;title\\007way\\r" >&2\nsleep 0.2\n' \
		>"$REMOTE/hooks/pre-receive"
	chmod +x "$REMOTE/hooks/pre-receive"
	on_terminal 'git rel finish -y'
	[ "$status" -eq 0 ]
	# newer gits mask them first: ^[ and ^G
	[[ $output == *'half\x1b]0;title\x07way'* || $output == *'half^[]0;title^Gway'* ]]
	[[ $output != *$'\033]0;'* ]]
}
