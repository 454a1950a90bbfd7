#!/usr/bin/env bats
# Hooks that are no files but configured, as git 2.54 and newer run them: each
# where git would run it, none that git would pass over.

load lib

# shellcheck disable=SC2016 # hooks are written in single quotes

setup() {
	! git_before 2.54 || skip "this git runs no configured hooks"
	repo_gitflow
}

# configured <name> <command> <event>...
configured() {
	git config "hook.$1.command" "$2"
	git config --unset-all "hook.$1.event" || :
	for event in "${@:3}"; do git config --add "hook.$1.event" "$event"; done
}

# tells <name> <event>...: it writes to $SEEN all that it can ask.
tells() {
	cat >"$T/bin/tell" <<-'END'
		#!/bin/sh
		{
			echo "$*"
			git symbolic-ref HEAD
			git rev-parse HEAD
			git rev-parse -q --verify MERGE_HEAD || echo "no MERGE_HEAD"
			git ls-files -s
			git diff --cached --name-status HEAD
			[ ! -f "$2" ] || od -An -c "$2"
			echo "editor $GIT_EDITOR"
		} | sed "s,$(pwd),,; s,[^ ]*/\([A-Z]*_\(EDIT\)*MSG\),\1," >>"$SEEN"
	END
	chmod +x "$T/bin/tell"
	configured "$1" "$T/bin/tell $1" "${@:2}"
}

@test "the configured hooks of a merge see what git shows them, in its order" {
	ready
	tells second pre-merge-commit prepare-commit-msg commit-msg
	tells first pre-merge-commit
	git config --unset-all hook.first.event
	tells off pre-merge-commit commit-msg
	git config hook.off.enabled no
	tells first commit-msg pre-merge-commit
	printf '#!/bin/sh\nexec %s/bin/tell file "$@"\n' "$T" >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	twin
	SEEN=$T/ours git rel finish -y
	export SEEN=$T/theirs
	by_hand "$FINISH"
	as_by_hand
	[ "$(grep -cE '^(file|first|second)' "$T/ours")" = 12 ]
	grep '^off' "$T/ours" && complain "a disabled one runs"
	diff "$T/theirs" "$T/ours"
}

@test "a configured hook that refuses stops a merge as it stops git merge" {
	ready
	for event in pre-merge-commit prepare-commit-msg commit-msg; do
		configured ticket 'echo "wants a ticket" >&2; exit 1 #' $event
		remember
		run git rel finish -y
		refused 1 'wants a ticket' "$event"
	done
	git config hook.ticket.enabled false
	git rel finish -y
	released 0.2.0
}

@test "a configured post-merge runs where git runs it, without a say" {
	ready
	git switch -q develop
	tells after post-merge
	configured fails 'exit 1 #' post-merge
	SEEN=$T/ran git rel finish -y
	released 0.2.0
	[ "$(grep -c "^after 0" "$T/ran")" = 1 ]
	grep -qx "$(git rev-parse develop)" "$T/ran"
}

@test "a configured hook has its say in the commits that are no merges" {
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	configured ticket 'printf "\nTicket: 7\n" >>"$1"; :' prepare-commit-msg
	configured upper 'sed -i "1s/.*/\U&/" "$1"; :' commit-msg
	git rel start 0.2.0
	[ "$(git log -1 --format=%B | head -n 1)" = "$(git log -1 --format=%s | tr a-z A-Z)" ]
	[ "$(git log -1 --format=%b)" = 'Ticket: 7' ]
	[ "$(git rev-parse HEAD^)" = "$(git rev-parse develop)" ]
	configured upper 'echo "not this one" >&2; exit 1 #' commit-msg
	remember
	run git rel bump 0.3.0
	refused 1 'not this one' --no-verify
}

@test "what --no-verify skips is named where it is configured, but not where it is off" {
	ready
	configured ticket 'exit 1 #' commit-msg
	run git rel finish -n --no-verify
	exits 0
	says 'the hook commit-msg is skipped'
	for off in hook.ticket.enabled hook.commit-msg.enabled; do
		git config $off false
		[ -n "$(git hook list commit-msg 2>&1 | grep disabled)" ] || continue
		run git rel finish -n --no-verify
		exits 0
		[[ $output != *commit-msg* ]] || complain "$off: $output"
		run git rel finish -n
		exits 0
		git config --unset $off
	done
}

@test "an event without a command stops us where it stops git" {
	ready
	git config hook.half.event pre-commit
	remember
	run git rel finish -y
	refused '1|128' hook.half.command
	unchanged
	git config --unset hook.half.event
	git rel finish -y
	released 0.2.0
}

@test "a configured pre-push may refuse: nothing changed, --no-verify goes past it" {
	ready
	configured friday 'echo "not on a Friday" >&2; exit 1 #' pre-push
	remember
	run git rel finish -y
	refused '1|128' Friday
	run git rel finish -y --no-verify
	exits 0
	says 'the hook pre-push is skipped'
	released 0.2.0
}

@test "a configured reference-transaction may refuse: nothing changed" {
	ready
	configured keep 'test "$1" != prepared || ! grep -q refs/tags/v0.2.0; exit $? #' \
		reference-transaction
	remember
	run git rel finish -y
	refused 1
	git config hook.keep.enabled false
	git rel finish -y
	released 0.2.0
}

@test "hooks of messages run one after the other, whatever hook.jobs says" {
	ready
	configured slow 'sleep 1; printf "\nA: 1\n" >>"$1"; :' commit-msg
	configured fast 'echo "B: 2" >>"$1"; :' commit-msg
	git config hook.slow.parallel true
	git config hook.fast.parallel true
	git config hook.jobs 4
	git config hook.commit-msg.jobs 4
	git rel finish -y
	[[ $(git log -1 --format=%B main) == *$'A: 1\nB: 2' ]]
}

@test "a dry run asks the configured commit-msg and no other" {
	ready
	for event in pre-merge-commit prepare-commit-msg commit-msg post-merge \
		pre-push post-checkout reference-transaction; do
		configured "tell-$event" "echo $event >>$T/called; :" $event
	done
	git config hook.tell-prepare-commit-msg.enabled false
	git rel finish -n
	[ "$(sort -u "$T/called")" = commit-msg ]
	rm "$T/called"
	git config hook.tell-prepare-commit-msg.enabled true
	run git rel finish -n
	says 'the hook prepare-commit-msg runs when the plan is carried out'
	[ ! -e "$T/called" ] || complain "called: $(cat "$T/called")"
}

@test "HEAD moves before the eyes of reference-transaction, as with git switch" {
	quietly git rel init --model=gitflow
	configured head 'grep HEAD >>"$SEEN"; :' reference-transaction
	twin
	SEEN=$T/ours git rel start 0.2.0
	export SEEN=$T/theirs
	by_hand 'git branch -q release/v0.2.0 develop; git switch -q release/v0.2.0'
	[ -s "$T/theirs" ]
	diff <(sort -u "$T/theirs") <(sort -u "$T/ours")
}
