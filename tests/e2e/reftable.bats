#!/usr/bin/env bats
# Refs in a reftable, which git has from 2.45 on (and we need 2.46), and by default from 3.0 on.  The
# whole suite runs on one with GIT_DEFAULT_REF_FORMAT=reftable; this is what only
# happens there.
# shellcheck disable=SC2030,SC2031,SC2154

load lib

setup() {
	sealed
	export GIT_DEFAULT_REF_FORMAT=reftable
	git init -q "$T/try"
	if on_reftable "$T/try"; then
		repo_gitflow
	else
		KNOWN=no
	fi
}

# Not in setup(): there a skip would count for what is refused, too.
needs_reftable() {
	[ "${KNOWN-}" != no ] || skip "this git knows no reftable"
	on_reftable "$R"
}

# The verbs of the gits that one command of ours has run.
verbs_of() {
	rm -f "$T/trace"
	GIT_TRACE2_EVENT=$T/trace quietly "$@"
	"$PYTHON" - "$T/trace" <<-'END'
		import json, sys
		for line in open(sys.argv[1]):
		    e = json.loads(line)
		    if e["event"] == "start" and "/" not in e["sid"]:
		        verb = e["argv"][1:]
		        while verb[0] == "-c":
		            verb = verb[2:]
		        print(verb[0])
	END
}

@test "where git does not know it, that is said, and what to do" {
	[ "${KNOWN-}" = no ] || skip "this git knows reftable"
	git -C "$T/try" config core.repositoryFormatVersion 1
	git -C "$T/try" config extensions.refStorage reftable
	cd "$T/try"
	for command in 'rel status' 'backport status' 'staging status'; do
		# shellcheck disable=SC2086 # words
		run git-${command/ / }
		exits 128
		says 'keeps its refs in a form that this git does not know' \
			'reftable needs git 2.46 or newer'
	done
}

@test "a form that nobody knows, or another place, is refused in plain words" {
	needs_reftable
	git config extensions.refStorage "reftable://$R/.git"
	git for-each-ref >/dev/null 2>&1 || {
		sed -i 's|reftable://.*|reftable|' .git/config
		skip "this git knows no other place"
	}
	run git rel status
	exits 128
	says "keeps its refs in the form 'reftable://$R/.git'" 'only files and reftable'
}

@test "a release is finished, and everything that tells of refs is as on files" {
	needs_reftable
	ready
	git rel finish -y
	released 0.2.0
	on_branch develop
	for branch in main develop; do
		[ "$(git rev-parse "refs/remotes/origin/$branch")" = "$(git rev-parse $branch)" ]
	done
	git reflog -1 main | grep -q 'rel: git rel finish'
	git reflog -1 HEAD | grep -q 'checkout: moving from release/v0.2.0 to develop'
}

@test "to read all refs no git is run, to move HEAD one" {
	needs_reftable
	run -0 verbs_of git-rel start -y --push 0.2.0
	[ "$output" = $'config\nls-remote\nupdate-ref\npush\nsymbolic-ref\nbranch' ] || complain "$output"
	git commit -q --allow-empty -m work
	run -0 verbs_of git-rel status
	[ "$output" = config ]
	run -0 verbs_of git-rel finish -y 0.2.0
	[ "$output" = $'config\nls-remote\nupdate-ref\npush\nsymbolic-ref\nconfig' ] || complain "$output"
}

@test "names that fill a block each are read" {
	needs_reftable
	ready
	long=refs/x/$(printf '%05000d' 0)
	git -c reftable.blockSize=65536 update-ref "$long" HEAD
	run -0 verbs_of git-rel status
	[ "$output" = config ] || complain "$output"
	git rel finish -y
	released 0.2.0
	git symbolic-ref HEAD refs/heads/nothing
	run -0 verbs_of git-rel status
	[ "$output" = config ] || complain "$output"
}

# git lists what it can, and exits with 0.
@test "a damaged table is refused, as is one that is gone and a list that is cut off" {
	needs_reftable
	ready
	git pack-refs --all
	list=.git/reftable/tables.list
	table=.git/reftable/$(cat $list)
	cp "$table" "$T/table"
	cp "$list" "$T/list"
	printf x | dd of="$table" bs=1 seek=$(($(stat -c %s "$table") - 2)) conv=notrunc status=none
	for command in 'rel status' 'rel finish -y' 'backport status' 'staging status'; do
		# shellcheck disable=SC2086 # words
		run git-${command/ / }
		exits 128
		says "the refs in '$R/$table' are damaged"
	done
	rm "$table"
	run git rel status
	exits 128
	says "there is no '$R/$table', which tables.list names"
	cp "$T/table" "$table"
	printf %s "$(cat "$T/list")" >"$list"
	run git rel status
	exits 128
	says "the refs in '$R/$list' are damaged"
	cp "$T/list" "$list"
	git rel finish -y
	released 0.2.0
}

@test "many refs, in many tables, some deleted, packed or not, are all seen" {
	needs_reftable
	quietly git rel init --model=gitflow
	at=$(git rev-parse HEAD)
	for round in 1 2 3; do
		{ for i in {1..700}; do echo "create refs/tags/x/$round.$i $at"; done; } |
			git update-ref --stdin
		{ for i in {1..700..2}; do echo "delete refs/tags/x/$round.$i"; done; } |
			git update-ref --stdin
		git tag -a -m "$round" "v0.1.$round" main
		[ "$round" != 2 ] || git pack-refs --all
	done
	git tag -d v0.1.2 >/dev/null
	git rel status --json >"$T/status"
	grep -q '0\.1\.3' "$T/status"
	git tag -d v0.1.3 >/dev/null
	git rel status --json >"$T/status"
	grep -q '0\.1\.1' "$T/status"
	run ! grep -q '0\.1\.[23]' "$T/status"
}

@test "no ref is locked while the push is under way" {
	needs_reftable
	ready
	cat >.git/hooks/pre-push <<-'END'
		#!/bin/sh
		cat >/dev/null
		git update-ref refs/heads/meanwhile HEAD
	END
	chmod +x .git/hooks/pre-push
	git rel finish -y
	released 0.2.0
	git rev-parse -q --verify meanwhile
}

@test "a branch that moves while the push is under way stays, and it is said" {
	needs_reftable
	ready
	# by the server, when it has taken what was pushed
	cat >"$REMOTE/hooks/post-receive" <<-END
		#!/bin/sh
		rm "\$0"
		unset GIT_DIR GIT_QUARANTINE_PATH
		cd '$R' && git update-ref refs/heads/main "\$(git rev-parse main~1)"
	END
	chmod +x "$REMOTE/hooks/post-receive"
	run git rel finish -y
	exits 1
	says 'git rel --continue'
	run git rel --continue
	exits 0
	says "'main' was moved meanwhile and stays where it is"
	[ "$(git -C "$REMOTE" rev-parse main)" = "$(git rev-parse 'v0.2.0^{commit}')" ]
}

@test "a lock on all refs is named: nothing was decided" {
	needs_reftable
	ready
	remember
	: >.git/reftable/tables.list.lock
	run git rel finish -y
	rm .git/reftable/tables.list.lock
	refused 1 "rm $R/.git/reftable/tables.list.lock"
	git rel finish -y
	released 0.2.0
}

@test "killed anywhere, a finish is continued" {
	needs_reftable
	ready
	cp -a "$T" "$T.before"
	for ((point = 1; point < 20; point++)); do
		CRASH_AT=$point run git rel finish -y
		[ "$status" = 99 ] || break
		if [ -e .git/rel/journal ]; then git rel --continue; else git rel finish -y; fi
		released 0.2.0
		cd / && rm -rf "$R" "$REMOTE" && cp -a "$T.before"/{repo,remote.git} "$T" && cd "$R"
		git update-index -q --refresh
	done
	rm -rf "$T.before"
	[ "$point" -gt 4 ]
}

@test "each work tree has a HEAD of its own, and a pick that goes on in it" {
	needs_reftable
	ready
	git worktree add -q "$T/other" develop
	cd "$T/other"
	echo there >a.txt && git commit -q -a -m 'There'
	git push -q origin develop
	cd "$R"
	git -C "$T/other" switch -q -c side HEAD~1
	echo side >"$T/other/a.txt"
	git -C "$T/other" commit -q -a -m side
	run git -C "$T/other" cherry-pick develop
	git -C "$T/other" rev-parse -q --verify CHERRY_PICK_HEAD
	git rel finish -y
	[ "$(git rev-parse main)" = "$(git rev-parse 'v0.2.0^{commit}')" ]
	git -C "$T/other" rev-parse -q --verify CHERRY_PICK_HEAD
	[ "$(git -C "$T/other" symbolic-ref HEAD)" = refs/heads/side ]
}

@test "a pick that goes on in a work tree stands in the way of what changes its files" {
	needs_reftable
	ready
	git worktree add -q "$T/other" develop
	echo there >"$T/other/a.txt"
	git -C "$T/other" commit -q -a -m There
	git switch -q -c side HEAD~1
	echo side >a.txt && git commit -q -a -m side
	git switch -q release/v0.2.0
	run git -C "$T/other" cherry-pick side
	git -C "$T/other" rev-parse -q --verify CHERRY_PICK_HEAD
	remember
	run git rel finish -y
	refused 1 'a cherry-pick'
	git -C "$T/other" cherry-pick --abort
	run git -C "$T/other" revert --no-edit HEAD~1
}

@test "from a linked work tree a release is finished" {
	needs_reftable
	ready
	git switch -q develop
	git worktree add -q "$T/other" release/v0.2.0
	cd "$T/other"
	git rel finish -y 0.2.0
	cd "$R"
	[ "$(git -C "$T/other" rev-parse HEAD)" = "$(git -C "$T/other" rev-parse 'HEAD^0')" ]
	[ "$(git rev-parse main)" = "$(git rev-parse 'v0.2.0^{commit}')" ]
	[ -z "$(git status --porcelain)$(git -C "$T/other" status --porcelain)" ]
}

@test "hooks see HEAD and the branch as they will be, and no ref is changed for it" {
	needs_reftable
	ready
	colleague develop 'echo z >>b.txt'
	cat >.git/hooks/commit-msg <<-END
		#!/bin/sh
		{ git symbolic-ref HEAD; git rev-parse HEAD ORIG_HEAD; } >>'$T/seen'
	END
	cat >.git/hooks/reference-transaction <<-END
		#!/bin/sh
		echo "\$1" >>'$T/transactions'
	END
	chmod +x .git/hooks/commit-msg .git/hooks/reference-transaction
	remember
	git rel finish -n >/dev/null
	unchanged
	grep -qx refs/heads/main "$T/seen"
	[ ! -e "$T/transactions" ]
	git rel finish -y
	grep -qx prepared "$T/transactions"
	released 0.2.0
}

@test "before the first commit there is a HEAD, and no branch" {
	needs_reftable
	cd "$T/try"
	run git rel status
	exits '0|1|128'
	[[ $output != *invalid* && $output != *'cannot read HEAD'* ]] || complain "$output"
}

@test "refs that replace commits are noticed" {
	needs_reftable
	git replace --graft develop develop~1 main
	run git backport -y main -- develop
	exits 1
	says 'refs/replace or grafts rewrite the history'
}
