#!/usr/bin/env bats
# git rel hooks: put in place, taken away, and looked at; nobody else's hook is
# lost by it.  Hooks are files for git before 2.54, which any git runs; what is
# different for later ones is below.

load lib

# shellcheck disable=SC2016 # hooks are written in single quotes

setup() {
	repo_gitflow
	git_before 2.54 || git_says 2.53.0
}

ALL='pre-commit pre-merge-commit commit-msg pre-push'

# All that is in the folder of hooks: mode, name, where it leads, content.
hooks() {
	(cd "${1:-$R/.git/hooks}" && find . -mindepth 1 -printf '%m %y %p %l\n' | sort &&
		find . -type f -print0 | sort -z | xargs -0 -r sha256sum)
}

everything() {
	hooks
	git config --local --list | sort
}

# foreign <name> <text>: somebody's own hook
foreign() {
	mkdir -p "$R/.git/hooks"
	printf '#!/bin/sh\n%s\n' "$2" >"$R/.git/hooks/$1"
	chmod 751 "$R/.git/hooks/$1"
}

state() { git-rel hooks status --json | sed -n "s/.*\"hook\":\"$1\",\"state\":\"\([^\"]*\)\".*/\1/p"; }

is_state() {
	[ "$(state "$1" || :)" = "$2" ] || complain "$1 is $(state "$1"), not $2"
}

@test "install writes one script a hook, which git can run, and the note of them" {
	run git rel hooks install
	exits 0
	says "installed: $ALL"
	[ "$(find .git/hooks -type f -perm -111 | wc -l)" -eq 4 ]
	[ "$(git config rel.hooks)" = "$ALL" ]
	for hook in $ALL; do
		sh -n ".git/hooks/$hook"
		grep -q "^exec git-rel hook $hook -- \"\$@\"\$" ".git/hooks/$hook"
	done
	[ -z "$(find .git -name '*.rel-new' -o -name journal)" ]
}

@test "install again changes nothing, and says so" {
	quietly git rel hooks install
	before=$(everything)
	run git rel hooks install
	exits 0
	says 'nothing to do'
	[ "$(everything)" = "$before" ]
}

@test "a script of an earlier version is replaced, and one that lost its mode mended" {
	quietly git rel hooks install
	before=$(everything)
	printf '#!/bin/sh\n# git-rel hook 0: earlier\nexit 0\n' >.git/hooks/pre-push
	chmod -x .git/hooks/pre-commit
	is_state pre-commit 'not executable'
	run git rel hooks status
	exits 1
	says 'git rel hooks install' '1 hook does not run as it was installed'
	quietly git rel hooks install
	[ "$(everything)" = "$before" ]
}

@test "a dry run shows each file, and leaves no trace" {
	foreign pre-push 'exit 0'
	remember everything
	run git rel hooks install --chain -n
	exits 0
	says "write $R/.git/hooks/pre-commit" 'pre-push, which runs what was there first'
	unchanged
	run git rel hooks install --chain -n --json
	exits 0
	says '"step":"hook"' '"chained":true'
	unchanged
}

@test "somebody's hook is not touched, nor is any written: the line is told" {
	foreign pre-push 'echo mine'
	remember everything
	run git rel hooks install
	refused 1 "there is a hook '$R/.git/hooks/pre-push' already" \
		'! command -v git-rel >/dev/null || git-rel hook pre-push -- "$@" || exit 1' \
		'git rel hooks install --chain' || run git rel hooks install
	says '--chain'
	unchanged
}

@test "the line that is told works when it is added" {
	foreign commit-msg 'echo mine'
	line=$(git rel hooks install 2>&1 | sed -n 's/^hint: \(! command.*\)/\1/p')
	echo "$line" >>.git/hooks/commit-msg
	run git rel hooks install
	exits 0
	says "'$R/.git/hooks/commit-msg' calls git rel already"
	is_state commit-msg called
	run git rel hooks status
	exits 0
	run git commit --allow-empty -m x
	exits 0
	says mine
}

@test "--chain keeps it, uninstall puts it back to the byte and mode" {
	foreign pre-push 'echo mine; cat >"'"$T"'/seen"; echo "$@" >>"'"$T"'/seen"'
	foreign pre-commit 'exit 0'
	ln -s pre-push .git/hooks/commit-msg
	before=$(everything)
	quietly git rel hooks install --chain
	[ -x .git/hooks/pre-push.legacy ]
	[ -L .git/hooks/commit-msg.legacy ]
	is_state pre-push installed
	git rel hooks | grep -q "pre-push .*after $R/.git/hooks/pre-push.legacy"
	run git rel hooks install
	says 'nothing to do'
	run git rel hooks uninstall
	exits 0
	[ "$(everything)" = "$before" ]
	run git rel hooks uninstall
	exits 0
	says 'there are no hooks of ours here'
}

@test "what is kept runs first, with what git gives it, and has its say" {
	foreign pre-push 'cat >"'"$T"'/seen"; echo "$@" >>"'"$T"'/seen"; [ ! -e "'"$T"'/no" ] || exit 7'
	quietly git rel hooks install --chain
	git commit -q --allow-empty -m x
	git push -q origin HEAD:refs/heads/topic
	[ "$(cat "$T/seen")" = "HEAD $(git rev-parse HEAD) refs/heads/topic $(printf %040d 0)
origin file://$REMOTE" ]
	touch "$T/no"
	run git push origin HEAD:refs/heads/other
	exits 1
	run ! git -C "$REMOTE" rev-parse -q --verify other
}

@test "a file that is in the way of keeping a hook stops it" {
	foreign pre-push 'exit 0'
	foreign pre-push.legacy 'exit 0'
	remember everything
	run git rel hooks install --chain
	refused 1 "'$R/.git/hooks/pre-push.legacy' is in the way"
}

@test "undo takes an installation back, and an uninstallation" {
	foreign pre-push 'exit 0'
	before=$(everything)
	quietly git rel hooks install --chain
	installed=$(everything)
	run git rel undo
	exits 0
	[ "$(everything)" = "$before" ]
	quietly git rel hooks install --chain
	quietly git rel hooks uninstall
	run git rel undo
	exits 0
	[ "$(everything)" = "$installed" ]
}

@test "hooks are installed for all work trees, from any of them" {
	git worktree add -q "$T/tree" -b topic
	mkdir "$T/tree/deep"
	cd "$T/tree/deep"
	run git rel hooks install
	exits 0
	[ -x "$R/.git/hooks/pre-push" ]
	[ ! -e "$R/.git/worktrees/tree/hooks" ]
	run git rel hooks
	exits 0
	says 'pre-commit             installed'
}

@test "a relative core.hooksPath counts from the top; the project's folder is not written to" {
	mkdir .githooks
	git config core.hooksPath .githooks
	mkdir -p deep
	cd deep
	R=$R
	remember everything
	run git rel hooks install
	refused 1 "core.hooksPath is '.githooks', which is the project's own" \
		"$R/.githooks/pre-commit" 'git-rel hook pre-commit'
	[ -z "$(ls -A "$R/.githooks")" ]
	cd ..
	for hook in $ALL; do
		line=$(git rel hooks status | sed -n "s/^ *\(! .*git-rel hook $hook .*\)/\1/p")
		printf '#!/bin/sh\n%s\n' "${line:-! command -v git-rel >/dev/null || git-rel hook $hook -- \"\$@\" || exit 1}" \
			>".githooks/$hook"
		chmod +x ".githooks/$hook"
	done
	run git rel hooks status
	exits 0
	[ "$(grep -c ' called ' <<<"$output")" = 4 ]
}

@test "a folder of hooks outside the project, of this repository alone, is used" {
	git config core.hooksPath "$T/elsewhere"
	quietly git rel hooks install
	[ -x "$T/elsewhere/pre-push" ]
	[ ! -e .git/hooks/pre-push ]
	quietly git rel hooks uninstall
	[ -z "$(ls -A "$T/elsewhere")" ]
}

@test "a folder that all repositories have in common is not written to" {
	git config --global core.hooksPath "$T/common"
	remember everything
	run git rel hooks install
	refused 1 "core.hooksPath is '$T/common' for all repositories (global configuration)"
	[ ! -e "$T/common" ]
}

@test "an empty core.hooksPath is told: git runs nothing then" {
	quietly git rel hooks install
	git config core.hooksPath ''
	run git rel hooks status
	exits 1
	says silenced 'core.hooksPath is empty'
	remember everything
	run git rel hooks install
	refused 1 'git config --unset core.hooksPath'
}

@test "status notices what was replaced, removed, renamed and silenced" {
	quietly git rel hooks install
	printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-commit
	rm .git/hooks/commit-msg
	mv .git/hooks/pre-push .git/hooks/pre-push.old
	is_state pre-commit replaced
	is_state commit-msg removed
	is_state pre-push renamed
	is_state pre-merge-commit installed
	run git rel hooks status
	exits 1
	says '3 hooks do not run as they were installed'
	run git rel hooks status --json
	exits 1
	says '"hook":"pre-commit","state":"replaced","ok":false' '"line":"! command'
	git config core.hooksPath "$T/elsewhere"
	is_state pre-merge-commit silenced
	run git rel hooks uninstall
	exits 0
	git config --unset core.hooksPath
	[ "$(ls .git/hooks)" = pre-commit ]
}

@test "git 2.54 and newer have it in their configuration, whatever core.hooksPath says" {
	foreign pre-push 'echo mine'
	quietly git-rel hooks install --chain
	git_says 2.54.0
	mkdir .githooks
	run git-rel hooks install
	exits 0
	[ "$(git config hook.rel-commit-msg.event)" = commit-msg ]
	git config hook.rel-commit-msg.command | grep -q '^exec git-rel hook commit-msg --$'
	[ "$(ls .git/hooks)" = pre-push ]
	grep -q mine .git/hooks/pre-push
	git config core.hooksPath .githooks
	is_state commit-msg installed
	git config hook.rel-commit-msg.enabled false
	is_state commit-msg silenced
	quietly git-rel hooks install
	is_state commit-msg installed
	quietly git-rel hooks uninstall
	run ! git config --get-regexp '^(hook\.|rel\.hooks)'
}

@test "the configured command passes and warns where git-rel is missing, and hands arguments on" {
	git_says 2.54.0
	quietly git-rel hooks install
	command=$(git config hook.rel-commit-msg.command | sed '/^PATH=/d')
	printf '#!/bin/sh\necho "$@"\n' >"$T/bin/git-rel"
	chmod +x "$T/bin/git-rel"
	# as git runs it
	run env PATH="$T/bin:/usr/bin:/bin" sh -c "$command \"\$@\"" "$command" 'a file'
	exits 0
	[ "$output" = 'hook commit-msg -- a file' ]
	# where it may be installed
	run env PATH="$T/none" /bin/sh -c "$command \"\$@\"" "$command" 'a file'
	exits 0
	says 'warning: git-rel is missing'
}

@test "configured hooks that an older git would pass over are told" {
	git_says 2.54.0
	quietly git-rel hooks install
	git_says 2.39.5
	run git-rel hooks status
	exits 1
	says 'git 2.39.5 runs no configured hooks'
}

@test "a bare repository gets pre-receive, with --server" {
	cd "$REMOTE"
	run git rel hooks install
	exits 1
	says 'git rel hooks install --server'
	run git rel hooks install --server
	exits 0
	[ "$(ls hooks)" = pre-receive ]
	run git rel hooks status
	exits 0
	says 'pre-receive            installed'
	run git rel hooks install --server --strict
	exits 129
	run git rel hooks uninstall --server
	exits 129
	quietly git rel hooks uninstall
	[ -z "$(ls -A hooks)" ]
}

@test "-h works anywhere, unknown words and hooks are refused" {
	run git rel hooks -h
	exits 0
	run git rel hook -h
	exits 0
	run git rel hooks instal
	exits 129
	says "'instal' is none of"
	run git rel hook post-commit
	exits 129
}

@test "while another git rel is interrupted no hook is installed, and status answers" {
	[ -d "${B:-$TOP/build/test}/tests" ] || skip "no test build"
	ready
	CRASH_AT=5 run git rel finish -y
	exits 99
	run git rel hooks install
	exits 1
	says --continue
	run git rel hooks status
	exits 0
}

@test "init --hooks installs them, as steps of its own plan" {
	run git rel init --hooks --dry-run
	exits 0
	says pre-commit commit-msg pre-push
	run git rel hooks status
	[[ $output != *installed* ]]
	run git rel init --hooks
	exits 0
	run git rel hooks status
	exits 0
	[ "$(grep -c installed <<<"$output")" -eq 4 ]
}
