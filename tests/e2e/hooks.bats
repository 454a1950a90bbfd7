#!/usr/bin/env bats
# Hooks run where git would run them, see what git would show them, and what
# they say counts as it does for git.

load lib

# shellcheck disable=SC2016 # hooks are written in single quotes

setup() { repo_gitflow; }

hook() {
	printf '#!/bin/sh\n%s\n' "$2" >"$R/.git/hooks/$1"
	chmod +x "$R/.git/hooks/$1"
}

# All that a hook can ask of the merge it has a say in.
LOOK='{
	echo "$0: ${2-} $#" | sed "s,.*/,,"
	git symbolic-ref HEAD
	git rev-parse HEAD
	git rev-parse -q --verify MERGE_HEAD || echo "no MERGE_HEAD"
	git ls-files -s
	git diff --cached --name-status HEAD
	[ -z "$1" ] || od -An -c "$1"
	env | grep -E "^GIT(_REFLOG_ACTION|_EDITOR|HEAD_.*)=" | sort
}'

@test "the hooks of a merge see what git shows them" {
	ready
	for name in pre-merge-commit prepare-commit-msg commit-msg; do
		hook $name "$LOOK >>\"\$SEEN\""
	done
	twin
	SEEN=$T/ours git rel finish -y
	export SEEN=$T/theirs
	by_hand "$FINISH"
	as_by_hand
	[ "$(grep -c '^pre-merge-commit: ' "$T/ours")" = 2 ]
	diff "$T/theirs" "$T/ours"
}

@test "the hooks of a merge see the branch where the remote has it" {
	ready
	colleague main 'echo theirs >theirs.txt'
	hook commit-msg 'git symbolic-ref HEAD >>'"$T/ran"'; git rev-parse HEAD >>'"$T/ran"
	git rel finish -y
	[ "$(head -n 2 "$T/ran")" = "refs/heads/main
$(git rev-parse main^1)" ]
}

@test "pre-merge-commit has the files of the merge, and those of the user stay" {
	ready
	colleague develop 'echo theirs >theirs.txt'
	echo mine >untracked
	hook pre-merge-commit 'git diff --quiet && ls >>'"$T/ran"' && echo broken >a.txt'
	git rel finish -y
	grep -qx theirs.txt "$T/ran"
	grep -qx untracked "$T/ran" && complain "it sees the user's files"
	[ "$(git status --porcelain)" = '?? untracked' ]
}

@test "a hook cannot overwrite what the user has in the work tree" {
	ready
	echo mine >>a.txt
	hook commit-msg 'git checkout -q -- . 2>/dev/null; git diff --quiet'
	git rel finish -y
	[ "$(tail -n 1 a.txt)" = mine ]
}

@test "pre-merge-commit may refuse: nothing changed, --no-verify goes past it" {
	ready
	hook pre-merge-commit 'echo "not this one" >&2; exit 1'
	remember
	run git rel finish -y
	refused 1 'not this one' pre-merge-commit --no-verify
	run git rel finish -y --no-verify
	exits 0
	says 'the hook pre-merge-commit is skipped'
	released 0.2.0
}

@test "prepare-commit-msg may edit and may refuse, --no-verify or not" {
	ready
	hook prepare-commit-msg '[ "$2" = merge ] && m=$(cat "$1") && printf "%s\n\nTicket: 7\n" "$m" >"$1"'
	twin
	git rel finish -y --no-verify
	by_hand "$FINISH"
	as_by_hand
	git log -1 --format=%B main | grep -qx 'Ticket: 7'
	hook prepare-commit-msg 'exit 1'
	quietly git rel start 0.3.0
	git -c core.hooksPath= commit -q --allow-empty -m x
	remember
	run git rel finish -y --no-verify
	refused 1 prepare-commit-msg
}

@test "start, bump and notes ask the hooks of messages, a dry run commit-msg alone" {
	quietly git rel init --model=gitflow
	printf '[version]\nfiles = VERSION\n[notes]\nstyle = keepachangelog\n' >.gitrel
	record
	git push -q origin develop
	for name in pre-commit prepare-commit-msg commit-msg post-commit pre-push \
		post-checkout post-rewrite reference-transaction; do
		hook $name "echo $name \$2 >>'$T/called'"
	done
	for command in 'start 0.2.0' 'bump 0.3.0' 'notes build --commits'; do
		echo "$command" >>work.txt
		git add -A
		git -c core.hooksPath= commit -q -m "feat: $command"
		mv .git/hooks/prepare-commit-msg "$T"
		rm -f "$T/called"
		# shellcheck disable=SC2086 # words
		quietly git rel $command -n
		[ "$(cat "$T/called")" = commit-msg ] || complain "$command: $(cat "$T/called")"
		mv "$T/prepare-commit-msg" .git/hooks
		# shellcheck disable=SC2086 # words
		run git rel $command -n
		says 'the hook prepare-commit-msg runs when the plan is carried out'
		[ "$(cat "$T/called")" = commit-msg ] || complain "$command: $(cat "$T/called")"
		rm "$T/called"
		# shellcheck disable=SC2086 # words
		run git rel $command -y
		exits 0
		[ "$(grep -E 'commit|rewrite' "$T/called" | tr '\n' ' ')" = \
			"prepare-commit-msg message commit-msg " ] ||
			complain "$command: $(cat "$T/called")"
	done
}

@test "a hook that appends to the message of a merge has it as git writes it" {
	ready
	hook commit-msg 'echo " (reviewed)" >>"$1"'
	finish_like_git
}

@test "post-merge runs where finish leaves you on a merge, as git merge does there" {
	ready
	hook post-merge 'echo "$1 $(git symbolic-ref HEAD) $(git rev-parse ORIG_HEAD HEAD)" >>"$SEEN"'
	twin
	SEEN=$T/ours git rel finish -y
	export SEEN=$T/theirs
	by_hand "$FINISH"
	as_by_hand
	[ -s "$T/ours" ]
	diff <(tail -n 2 "$T/theirs") "$T/ours"
}

@test "post-merge runs in the work tree whose branch was merged into" {
	ready
	git worktree add -q "$T/linked" develop
	hook post-merge 'echo "$1 $(pwd) $(git rev-parse ORIG_HEAD HEAD | tr "\n" " ")" >>'"$T/ran"
	before=$(git rev-parse develop)
	git switch -q --detach
	git rel finish -y 0.2.0
	[ "$(cat "$T/ran")" = "0 $T/linked $before $(git rev-parse develop) " ]
}

@test "a conflict is set up and given up past a post-checkout that fails" {
	ready
	work a.txt ours
	colleague develop 'echo theirs >a.txt; echo theirs >b.txt'
	hook post-checkout 'echo "$3" >>'"$T/ran"'; exit 1'
	run git rel finish -y --resolve
	exits 1
	says a.txt
	git rel --abort
	[ -z "$(git status --porcelain)" ]
	on_branch release/v0.2.0
	run ! grep -x 0 "$T/ran"
}

@test "a dry run asks no reference-transaction, in a file or configured" {
	ready
	colleague main 'echo theirs >theirs.txt'
	colleague develop 'echo theirs >>b.txt'
	hook reference-transaction "echo file >>$T/called"
	git config hook.a=b.command "echo configured >>$T/called; :"
	git config hook.a=b.event reference-transaction
	for command in finish 'start 0.3.0' rc 'tag 0.2.0 HEAD' undo 'bump 0.2.0' 'notes build'; do
		# shellcheck disable=SC2086 # words
		run git rel $command -n
	done
	[ ! -e "$T/called" ] || complain "called: $(cat "$T/called")"
}

@test "a name in Latin-1 is written as git writes it" {
	ready
	git config user.name "$(printf 'J\366rg M\374ller')"
	finish_like_git
}

@test "a name in Latin-1 stays that where commits say so" {
	ready
	git config i18n.commitEncoding ISO-8859-1
	git config user.name "$(printf 'J\366rg M\374ller')"
	finish_like_git
}

@test "hooks read what the configuration includes from the work tree" {
	printf '[team]\n\tname = Blue\n' >.gitconfig
	git add .gitconfig
	ready
	git config include.path ../.gitconfig
	colleague main 'echo theirs >theirs.txt'
	hook commit-msg 'git config team.name >>'"$T/ran"
	git rel finish -y
	[ "$(cat "$T/ran")" = $'Blue\nBlue' ]
}

@test "what is included may have any name, and the files of the person stay" {
	local name
	for name in tree index hooks HEAD .git; do
		mkdir -p "$name"
		printf '[team]\n\tname = Blue\n' >"$name/team"
		git config --add include.path "../$name/team"
	done
	printf '[includeIf "gitdir:/nowhere/"]\n\tpath\n' >>.git/config
	git add -A
	ready
	colleague main 'echo theirs >theirs.txt'
	hook pre-merge-commit 'git config team.name >>'"$T/ran"
	echo precious >tree/VERSION
	git rel finish -n >/dev/null
	[ "$(git status --porcelain)" = '?? tree/VERSION' ]
	git rel finish -y
	[ "$(cat tree/VERSION)" = precious ]
	[ "$(ls -A tree)" = $'VERSION\nteam' ]
	grep -qx Blue "$T/ran"
}
