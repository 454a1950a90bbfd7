#!/usr/bin/env bats
# What hooks do about rules: real commits, real pushes, on both sides.

load lib

# shellcheck disable=SC2016 # hooks are written in single quotes

# main is protected, messages have a form; on both sides of the wire.
setup() {
	repo_gitflow
	colleague main 'printf "[rules]\nprotect = main\nmessage = feat: * | fix: * | Merge * | Colleague: *\n" >.gitrel'
	git fetch -q
	git config rel.model gitflow
}

client() { quietly git rel hooks install "$@"; }
server() { (cd "$REMOTE" && quietly git rel hooks install --server); }

on_main() {
	git switch -q main
	git merge -q --ff-only origin/main
}

tip() { git rev-parse -q --verify "${1:-HEAD}"; }
there() { git -C "$REMOTE" rev-parse -q --verify "refs/heads/$1"; }

@test "a commit on a protected branch is stopped, on another it is not" {
	client
	git commit -q --allow-empty -m 'feat: x'
	on_main
	before=$(tip)
	run git commit --allow-empty -m 'feat: x'
	exits 1
	says 'error: protect: '
	[ "$(tip)" = "$before" ]
	git commit -q --no-verify --allow-empty -m 'feat: x'
	run git push origin main
	exits 1
	says 'error: protect: '
	[ "$(there main)" = "$(tip origin/main)" ]
}

@test "a merge into a protected branch passes, also of several, and when it is concluded by hand" {
	client
	git switch -q -c one
	git commit -q --allow-empty -m 'feat: one'
	echo one >a.txt
	git commit -q -a -m 'feat: a one'
	on_main
	git branch -q two
	git merge -q --no-ff -m 'Merge one' one
	git switch -q two
	echo two >a.txt
	git commit -q -a -m 'feat: a two'
	git switch -q main
	run git merge -q --no-ff -m 'Merge two' two
	exits 1
	git checkout -q --ours a.txt
	git add a.txt
	git commit -q --no-edit -m 'Merge two'
	git branch -q three develop
	git branch -q four origin/main
	git switch -q four
	git commit -q --allow-empty -m 'feat: four'
	git switch -q three
	git commit -q --allow-empty -m 'feat: three'
	git switch -q main
	git merge -q --no-ff -m 'Merge both' three four
	[ "$(git rev-list --parents -1 HEAD | wc -w)" -eq 4 ]
}

@test "a message of another form is stopped, comments do not count" {
	client
	run git commit --allow-empty -m 'tinker'
	exits 1
	says 'error: message: '
	run git commit --allow-empty -m 'feat: it works'
	exits 0
	printf '#!/bin/sh\nprintf "# a comment\n\nfix: it\n\n# feat: no\n" >"$1"\n' >"$T/bin/edit"
	chmod +x "$T/bin/edit"
	GIT_EDITOR=$T/bin/edit run git commit --allow-empty
	exits 0
	[ "$(git log -1 --format=%B)" = 'fix: it' ]
}

@test "hooks work in a linked worktree, in a folder below, and while HEAD is detached" {
	client
	git worktree add -q "$T/tree" -b topic
	mkdir "$T/tree/deep"
	cd "$T/tree/deep"
	run git commit --allow-empty -m tinker
	exits 1
	says 'error: message: '
	git commit -q --allow-empty -m 'feat: x'
	git checkout -q --detach
	git commit -q --allow-empty -m 'whatever'
}

@test "a push is judged before it leaves, and the password of a URL is not told" {
	client
	git commit -q --no-verify --allow-empty -m tinker
	run git push origin HEAD:refs/heads/topic
	exits 1
	says 'error: message: '
	run ! there topic
	git commit -q --amend --allow-empty -m 'feat: x'
	git push -q origin HEAD:refs/heads/topic
	[ "$(there topic)" = "$(tip)" ]
	git push -q origin :topic
	run git rel hook pre-push -- https://ada:secret@example.com/x https://ada:secret@example.com/x <<<'broken'
	[[ $output != *secret* ]]
}

@test "our own plans go through our own hooks" {
	git merge -q --no-ff -m 'Merge main' origin/main
	git push -q origin develop
	client --strict
	server
	quietly git rel start --push 0.2.0
	git commit -q --allow-empty -m 'fix: it'
	run git rel finish -y
	exits 0
	released 0.2.0
}

@test "a server refuses what a client has passed over" {
	server
	git commit -q --allow-empty -m tinker
	run git push origin HEAD:refs/heads/topic
	exits 1
	says 'error: message: ' 'pre-receive hook declined'
	run ! there topic
	git commit -q --amend --allow-empty -m 'feat: x'
	git push -q origin HEAD:refs/heads/topic
}

@test "a server judges by its own policy, not by the pushed one" {
	server
	on_main
	git rm -q .gitrel
	git commit -q -m 'feat: no rules'
	run git push origin main
	exits 1
	says 'error: protect: '
}

@test "a whole push is judged: what fits goes with what does not, nowhere" {
	server
	git commit -q --allow-empty -m 'feat: x'
	git branch -q good
	git commit -q --allow-empty -m 'tinker'
	run git push origin good HEAD:refs/heads/bad
	exits 1
	run ! there good
}

@test "a rule is passed over with a right, a rule and a reason, and it is logged" {
	server
	git -C "$REMOTE" config receive.advertisePushOptions true
	git commit -q --allow-empty -m tinker
	run git push -o rel.bypass=message -o 'rel.reason=it is night' origin HEAD:refs/heads/topic
	exits 1
	git -C "$REMOTE" config rel.bypass.message "$(id -un)"
	for options in '-o rel.bypass=message' '-o rel.reason=why' '-o rel.bypass=protect -o rel.reason=why'; do
		# shellcheck disable=SC2086 # words
		run git push $options origin HEAD:refs/heads/topic
		exits 1
		run ! there topic
	done
	[ ! -e "$REMOTE/rel/bypassed" ]
	run git push -o rel.bypass=message -o 'rel.reason=it is night' origin HEAD:refs/heads/topic
	exits 0
	[ "$(there topic)" = "$(tip)" ]
	grep -q '"by":"'"$(id -un)"'","rule":"message","reason":"it is night","ref":"refs/heads/topic"' "$REMOTE/rel/bypassed"
	[ "$(wc -l <"$REMOTE/rel/bypassed")" -eq 1 ]
}

@test "who pushes is what the variable says that the server's configuration names" {
	server
	git -C "$REMOTE" config receive.advertisePushOptions true
	git -C "$REMOTE" config rel.bypass.message ada
	git -C "$REMOTE" config rel.pusher GL_USER
	git commit -q --allow-empty -m tinker
	GL_USER=bob run git push -o rel.bypass=message -o rel.reason=why origin HEAD:refs/heads/topic
	exits 1
	run git push -o rel.bypass=message -o rel.reason=why origin HEAD:refs/heads/topic
	exits 1
	GL_USER=ada run git push -o rel.bypass=message -o rel.reason=why origin HEAD:refs/heads/topic
	exits 0
}

@test "a missing program lets a client pass with a warning, and stops a server" {
	client
	server
	# git has its own folder in PATH, and that of the script goes
	sed -i '/^PATH=/d' "$REMOTE/hooks/pre-receive"
	if git_before 2.54; then
		sed -i '/^PATH=/d' .git/hooks/*
	else
		for hook in pre-commit pre-merge-commit commit-msg pre-push; do
			git config "hook.rel-$hook.command" \
				"$(git config "hook.rel-$hook.command" | sed '/^PATH=/d')"
		done
	fi
	# it may be installed
	mkdir "$T/few"
	ln -sf /bin/* /usr/bin/* "$T/few"
	rm -f "$T/few/git-rel"
	export PATH=$T/few
	run git commit --allow-empty -m tinker
	exits 0
	says 'warning: git-rel is missing'
	run git push origin HEAD:refs/heads/topic
	exits 1
	says 'warning: git-rel is missing' 'error: git-rel is missing' 'declined'
}

@test "what cannot be judged passes on a client and is refused on a server" {
	client
	server
	git config rel.nonsense 1
	run git commit --allow-empty -m 'feat: x'
	exits 0
	git config --unset rel.nonsense
	git -C "$REMOTE" config rel.nonsense 1
	run git push origin HEAD:refs/heads/topic
	exits 1
	says "unknown key 'rel.nonsense'"
}

@test "update judges one ref, as gitolite's VREF calls it" {
	printf '#!/bin/sh\nexec git-rel hook update -- "$@"\n' >"$REMOTE/hooks/update"
	chmod +x "$REMOTE/hooks/update"
	git commit -q --allow-empty -m 'feat: x'
	git branch -q good
	git commit -q --allow-empty -m 'tinker'
	run git push origin good HEAD:refs/heads/bad
	exits 1
	[ "$(there good)" = "$(tip good)" ]
	run ! there bad
}

@test "with --strict a protected branch does not move by other commands either" {
	client --strict
	on_main
	before=$(tip main)
	run git reset -q --hard HEAD~1
	exits 0
	run git merge -q --ff-only origin/main
	exits 0
	git switch -q -c topic
	git commit -q --allow-empty -m 'feat: x'
	run git branch -f main topic
	exits 128
	says 'error: protect: '
	[ "$(tip main)" = "$before" ]
	git update-ref refs/heads/other "$(tip)"
	git branch -q -D other
}

@test "a branch that is renamed over a protected one goes past --strict, and is seen when it is pushed" {
	client --strict
	on_main
	git switch -q -c topic HEAD~1
	git commit -q --allow-empty -m 'feat: x'
	git branch -q -M topic main
	[ "$(git branch --show-current)" = main ]
	run git push -f origin main
	exits 1
	says 'error: protect: '
	[ "$(there main)" != "$(tip main)" ]
}

@test "with --strict gc, pack-refs, fetch, stash and rebase work" {
	client --strict
	git commit -q --allow-empty -m 'feat: x'
	echo x >>a.txt
	git stash -q
	git stash pop -q
	git checkout -q -- a.txt
	git pack-refs --all
	git gc -q --prune=now
	colleague develop 'echo theirs >theirs.txt'
	git pull -q --rebase
	git fetch -q --prune
	git fetch -q --prune
}

@test "with --strict a fetch of 10,000 refs works" {
	client --strict
	git -C "$REMOTE" for-each-ref --count=1 --format='%(objectname)' refs/heads/main >"$T/id"
	for ((i = 0; i < 10000; i++)); do
		echo "create refs/heads/many/$i $(<"$T/id")"
	done >"$T/refs"
	git -C "$REMOTE" update-ref --stdin <"$T/refs"
	git fetch -q --atomic
	[ "$(git for-each-ref refs/remotes/origin/many | wc -l)" -eq 10000 ]
}

# among <place> <line>: where it stands among those of many refs.
among() {
	case $1 in
	last) cat "$T/many" ;;
	second) echo 'update refs/heads/other HEAD' ;;
	hundredth)
		echo 'delete refs/heads/other'
		head -98 "$T/many"
		;;
	esac
	echo "$2"
	[ "$1" != first ] || cat "$T/many"
}

@test "with --strict a protected branch is seen wherever it stands among many refs" {
	client --strict
	git branch -q other
	for ((i = 0; i < 150; i++)); do
		echo "create refs/remotes/there/$i HEAD"
	done >"$T/many"
	git commit -q --allow-empty -m 'feat: x'
	for place in last first second hundredth; do
		run git update-ref --stdin < <(among $place 'update refs/heads/main HEAD')
		exits 128
		says 'error: protect: '
		git update-ref --stdin < <(among $place 'create refs/heads/more HEAD')
		git update-ref -d refs/heads/more
		git branch -q -f other
		git for-each-ref --format='delete %(refname)' refs/remotes/there |
			git update-ref --stdin
	done
}

@test "with --strict the repository is looked at for branches that come or move alone" {
	client --strict
	strace -f -qq -e trace=execve -o "$T/exec" true || skip "no strace"
	git branch -q topic
	for command in 'git branch -q -D topic' 'git stash -q' 'git reset -q --hard' \
		'git update-ref refs/remotes/origin/x HEAD' 'git switch -q --detach'; do
		echo x >>a.txt
		# shellcheck disable=SC2086 # words
		strace -f -qq -e trace=execve -o "$T/exec" $command
		run ! grep 'execve("[^"]*/git-rel".* = 0' "$T/exec"
	done
	git switch -q -
	for ((i = 0; i < 150; i++)); do
		echo "create refs/remotes/there/$i HEAD"
	done >"$T/many"
	GIT_TRACE2_EVENT=$T/trace git update-ref --stdin <"$T/many"
	run ! grep '"config"' "$T/trace"
}

@test "a hook that was there before --strict sees each transaction from its beginning to its end" {
	printf '#!/bin/sh\n{ echo "$1"; cat; } >>"%s/seen"\n' "$T" >.git/hooks/reference-transaction
	chmod +x .git/hooks/reference-transaction
	git update-ref refs/tags/one HEAD
	cp "$T/seen" "$T/alone"
	git update-ref -d refs/tags/one
	quietly git rel hooks install --strict --chain
	: >"$T/seen"
	git update-ref refs/tags/one HEAD
	diff "$T/alone" "$T/seen"
}

@test "a commit is judged once where nobody edits its message, and before that is edited" {
	client
	git switch -q -c topic
	edited() { [ -e "$T/edited" ] && rm "$T/edited"; }
	printf '#!/bin/sh\n: >"%s/edited"\necho tinker >"$1"\n' "$T" >"$T/bin/edit"
	chmod +x "$T/bin/edit"
	GIT_EDITOR=$T/bin/edit run git commit --allow-empty
	exits 1
	says 'error: message: '
	edited
	on_main
	GIT_EDITOR=$T/bin/edit run git commit --allow-empty
	exits 1
	says 'error: protect: '
	run ! edited
	run git commit -q --allow-empty -m 'feat: x'
	exits 1
	[ "$(grep -c '^error: protect: ' <<<"$output")" = 1 ]
	# none that would judge in its place
	for script in 'exit 0' "exit 0
# git-rel hook 1: not in its place"; do
		printf '#!/bin/sh\n%s\n' "$script" >.git/hooks/commit-msg
		run git commit -q --allow-empty -m 'feat: x'
		exits 1
		says 'error: protect: '
	done
	rm .git/hooks/commit-msg
	run git commit -q --allow-empty -m 'feat: x'
	exits 1
}

@test "one process of ours a hook, and git is asked once" {
	client
	# a script sees that the next hook is ours, too, and judges all; what is
	# configured, as for git 2.54 and newer, has none beside it to look at
	hooks=1
	git_before 2.54 || hooks=2
	GIT_TRACE2_EVENT=$T/trace git commit -q --allow-empty -m 'feat: x'
	strace -f -qq -e trace=execve -o "$T/exec" git commit -q --allow-empty -m 'feat: y' ||
		skip "no strace"
	[ "$(grep -c 'execve("[^"]*/git-rel".* = 0' "$T/exec")" -eq $hooks ]
	n=$(grep -cE 'execve\("[^"]*/git", \["git", "(config|rev-parse|log|cat-file)".* = 0' "$T/exec")
	[ "$n" -le $hooks ] || complain "$n git processes: $(grep ' = 0' "$T/exec")"
}

@test "after a candidate fixes are committed on the release, and nothing else" {
	colleague main 'printf "[rules]\nfreeze = after-rc\n" >.gitrel'
	git fetch -q
	git switch -q -c release/v0.2.0
	git tag v0.2.0-rc.1
	client
	for message in 'fix: it' 'Fix: it' 'Fixed it' 'bugfix(x)!: it' 'Revert it'; do
		git commit -q --allow-empty -m "$message"
	done
	run git commit --allow-empty -m 'fixture: it'
	exits 1
	run git commit --allow-empty -m 'feat: it'
	exits 1
	says "error: freeze: 'feat: it' comes after 'v0.2.0-rc.1', and is no fix"
}

@test "what git tells of many commits does not come commit by commit" {
	server
	for ((i = 0; i < 200; i++)); do
		printf 'commit refs/heads/many\ncommitter A <a@example.com> %d +0000\ndata 7\nfeat: x\n' $i
		[ "$i" -gt 0 ] || printf 'from %s\n' "$(tip)"
	done | git fast-import --quiet
	strace -f -qq -e trace=execve,write -o "$T/calls" git push -q origin many || skip "no strace"
	# what others do meanwhile may cut the line, and each folder of PATH has one
	log=$(sed -n 's/^\([0-9]*\) *execve("[^"]*", \["git", "--no-replace-objects", "log".*/\1/p' "$T/calls" | sort -u)
	[ -n "$log" ] || complain "no log"
	[ "$(grep -c "^$log *write(1," "$T/calls")" -lt 50 ]
}
