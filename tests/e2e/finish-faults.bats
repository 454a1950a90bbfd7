#!/usr/bin/env bats
# The 28 faults at which other release tools were measured.  Each ends in one of
# three ways: done right, refused with nothing changed (and done right once the
# cause is gone), or completed by --continue.  Never is the remote half published.

load lib

setup() {
	sealed
	repo_gitflow
}

# ---- the work tree --------------------------------------------------------

@test "an edited tracked file comes along" {
	ready
	echo mine >>dir/sub/c.txt
	finish
	released 0.2.0 ' M dir/sub/c.txt'
	on_branch develop
	tail -1 dir/sub/c.txt | grep -qx mine
}

@test "an edited file in the way is a refusal, until it is put back" {
	ready
	colleague develop 'echo theirs >>b.txt'
	echo mine >>b.txt
	remember
	run finish
	refused 1 b.txt
	git restore b.txt
	finish
	released 0.2.0
	grep -qx theirs b.txt
}

@test "an untracked file in the way is a refusal, until it is moved" {
	ready
	colleague main 'echo theirs >urgent.txt'
	echo mine >urgent.txt
	remember
	run finish
	refused 1 urgent.txt
	mv urgent.txt mine.txt
	finish
	released 0.2.0 '?? mine.txt'
	grep -qx theirs urgent.txt
}

# ---- conflicts ------------------------------------------------------------

# The same line of a.txt, changed on <branch> and on the release branch.
conflict_with() {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague "$1" "sed -i '1s/.*/theirs/' a.txt"
}

resolved() {
	sed -i '/^[<=>|]\{7\}/d; /^theirs$/d; s/^ours$/both/' a.txt
	git add a.txt
}

@test "a conflict in the merge to main is known before anything moves" {
	conflict_with main
	remember
	run finish
	refused 1 a.txt main --resolve
}

@test "a conflict in the merge to main, resolved and committed, is continued" {
	conflict_with main
	run -1 git rel finish -y --resolve 0.2.0
	git rev-parse -q --verify MERGE_HEAD
	resolved
	git commit -q --no-edit
	git rel --continue
	released 0.2.0
	[ "$(git show main:a.txt | head -1)" = both ]
	[ "$(git show develop:a.txt | head -1)" = both ]
}

@test "a conflict in the merge to main, resolved and only added, is continued" {
	conflict_with main
	run -1 git rel finish -y --resolve 0.2.0
	resolved
	git rel --continue
	released 0.2.0
	[ "$(git show main:a.txt | head -1)" = both ]
}

@test "a conflict in the merge to main can be settled on the release branch" {
	conflict_with main
	run -1 finish
	git fetch -q
	run -1 git merge -q origin/main
	resolved
	git commit -q --no-edit
	finish
	released 0.2.0
	[ "$(git show main:a.txt | head -1)" = both ]
}

@test "a conflict that is being resolved can be aborted" {
	conflict_with main
	remember
	run -1 git rel finish -y --resolve 0.2.0
	git rel --abort
	unchanged
}

@test "a conflict in the merge back to develop is known before anything moves" {
	conflict_with develop
	remember
	run finish
	refused 1 a.txt develop --resolve
}

@test "a conflict in the merge back to develop, resolved, is continued" {
	conflict_with develop
	run -1 git rel finish -y --resolve 0.2.0
	git rev-parse -q --verify MERGE_HEAD
	resolved
	git commit -q --no-edit
	git rel --continue
	released 0.2.0
	[ "$(git show main:a.txt | head -1)" = ours ]
	[ "$(git show develop:a.txt | head -1)" = both ]
}

@test "a conflict, from a subdirectory, is continued there" {
	conflict_with main
	cd dir/sub
	run -1 git rel finish -y --resolve 0.2.0
	(cd ../.. && resolved)
	git commit -q --no-edit
	git rel --continue
	released 0.2.0
	[ ! -e .git ]
}

# ---- colleagues -----------------------------------------------------------

@test "a ref of the remote whose name is in the way is named" {
	ready
	git -C "$REMOTE" update-ref refs/tags/v0.2.0/x main
	remember
	run git rel finish -y
	refused 1 "'origin' refuses the push" "'refs/tags/v0.2.0/x' is on 'origin'"
	[[ $output != *'run the command again'* ]]
	git -C "$REMOTE" update-ref -d refs/tags/v0.2.0/x
	finish
	released 0.2.0
}

@test "develop moved on the remote after we looked: refused, then done" {
	ready
	between_plan_and_push develop 'echo theirs >late.txt'
	remember unmoved_here
	run finish
	refused '1|128'
	run ! git -C "$REMOTE" rev-parse -q --verify v0.2.0
	here_and_there refs/heads/main
	finish
	released 0.2.0
	git cat-file -e develop:late.txt
}

@test "main moved on the remote after we looked: refused, then done" {
	ready
	between_plan_and_push main 'echo theirs >late.txt'
	remember unmoved_here
	run finish
	refused '1|128'
	run ! git -C "$REMOTE" rev-parse -q --verify v0.2.0
	here_and_there refs/heads/develop
	finish
	released 0.2.0
	git cat-file -e main:late.txt
}

@test "develop moved on the remote before we look: what is there counts" {
	ready
	colleague develop 'echo theirs >late.txt'
	finish
	released 0.2.0
	git cat-file -e develop:late.txt
	run ! git cat-file -e main:late.txt
}

@test "main moved on the remote before we look: what is there counts" {
	ready
	colleague main 'echo theirs >late.txt'
	finish
	released 0.2.0
	git cat-file -e main:late.txt
	git cat-file -e develop:late.txt
}

@test "a colleague's commit on the release branch is never lost" {
	ready
	git push -q origin release/v0.2.0
	colleague release/v0.2.0 'echo theirs >late.txt'
	remember
	run finish
	refused 1 release/v0.2.0
	git pull -q --ff-only origin release/v0.2.0
	finish
	released 0.2.0
	git cat-file -e main:late.txt
	git cat-file -e develop:late.txt
}

@test "a colleague's commit beside ours on the release branch is never lost" {
	ready
	colleague release/v0.2.0 'echo theirs >late.txt'
	remember
	run finish
	refused 1 release/v0.2.0
	git pull -q --no-rebase --no-edit origin release/v0.2.0
	finish
	released 0.2.0
	git cat-file -e main:late.txt
	git cat-file -e develop:late.txt
}

# ---- tags -----------------------------------------------------------------

@test "the tag exists on another commit: refused, until it is gone" {
	ready
	git tag -a -m old v0.2.0 main
	remember
	run finish
	refused 1 v0.2.0
	git tag -d v0.2.0 >/dev/null
	finish
	released 0.2.0
}

@test "the tag exists on the remote only: refused, until it is gone" {
	ready
	git -C "$REMOTE" tag -a -m old v0.2.0 main
	remember
	run finish
	refused 1 v0.2.0
	git -C "$REMOTE" tag -d v0.2.0 >/dev/null
	finish
	released 0.2.0
}

@test "a private tag stays private" {
	ready
	git tag -a -m mine private
	git tag wip
	finish
	released 0.2.0
	git rev-parse -q --verify private
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0' ]
}

@test "signing fails: refused, until it works" {
	gpg_key
	ready
	git config rel.sign required
	git config gpg.program false
	remember
	run finish
	refused 128
	git config --unset gpg.program
	finish
	released 0.2.0
	git verify-tag v0.2.0
}

@test "signing fails where signing is automatic: refused, never quietly unsigned" {
	gpg_key
	ready
	git config gpg.program false
	remember
	run finish
	refused 128
	git config --unset gpg.program
	finish
	released 0.2.0
	git verify-tag v0.2.0
}

# ---- where it is run ------------------------------------------------------

@test "main is checked out in another worktree: that one is brought along" {
	ready
	git worktree add -q ../other main
	finish
	released 0.2.0
	[ -z "$(git -C ../other status --porcelain)" ]
	[ "$(cat ../other/VERSION)" = 0.2.0 ]
}

@test "main is checked out dirty in another worktree: refused, until it is clean" {
	ready
	git worktree add -q ../other main
	echo mine >>../other/VERSION
	remember
	run finish
	refused 1 VERSION
	[ "$(tail -1 ../other/VERSION)" = mine ]
	git -C ../other restore VERSION
	finish
	released 0.2.0
	[ -z "$(git -C ../other status --porcelain)" ]
}

@test "in a linked worktree" {
	ready
	git switch -q --detach
	git worktree add -q ../other release/v0.2.0
	cd ../other
	finish
	released 0.2.0
	[ -z "$(git status --porcelain)" ]
}

@test "in a subdirectory" {
	ready
	cd dir/sub
	finish
	released 0.2.0
	on_branch develop
	[ "$(ls -A)" = c.txt ]
}

@test "with a detached HEAD" {
	ready
	git checkout -q --detach
	git rel finish -y 0.2.0
	released 0.2.0
}

@test "in a shallow clone: refused, until it has the history" {
	ready
	git push -q origin release/v0.2.0
	git clone -q --depth 1 --no-single-branch "file://$REMOTE" "$T/shallow"
	R=$T/shallow
	cd "$R"
	git branch -q develop origin/develop
	git switch -q release/v0.2.0
	quietly git rel init --model=gitflow
	remember
	run finish
	refused '1|128' shallow
	git fetch -q --unshallow
	finish
	released 0.2.0
}

# ---- the server -----------------------------------------------------------

# The server refuses <glob>: nothing moves, here or there; later it all does.
server_refuses() {
	ready
	on_server_refuse "$1"
	remember
	run finish
	refused '1|128' protected
	on_server_allow
	finish
	released 0.2.0
}

@test "the server refuses main: nothing is public, then all of it" {
	server_refuses refs/heads/main
}

@test "the server refuses develop: nothing is public, then all of it" {
	server_refuses refs/heads/develop
}

@test "the server refuses tags: nothing is public, then all of it" {
	server_refuses 'refs/tags/*'
}

@test "the server refuses to delete the release branch: nothing is public, then all of it" {
	server_refuses 'refs/heads/release/*'
}

@test "the remote is gone: refused, until it is back" {
	ready
	remember
	mv "$REMOTE" "$T/away"
	run finish
	mv "$T/away" "$REMOTE"
	refused 128 remote.git
	finish
	released 0.2.0
}

# ---- hooks and locks ------------------------------------------------------

@test "a commit-msg hook refuses the merge message: refused, until it agrees" {
	ready
	printf '#!/bin/sh\necho "no merges, please" >&2\nexit 1\n' >.git/hooks/commit-msg
	chmod +x .git/hooks/commit-msg
	remember
	run finish
	refused '1|128' 'no merges, please'
	rm .git/hooks/commit-msg
	finish
	released 0.2.0
}

# An old lock file of git's lies there: said, nothing moves; later it all does.
stale_lock() {
	local lock
	ready
	lock=$(locks_of "$1")
	remember
	: >".git/$lock"
	run finish
	rm -f ".git/$lock"
	refused '1|128' "$lock"
	finish
	released 0.2.0
}

@test "a stale index.lock, where no file changes: done" {
	ready
	: >.git/index.lock
	finish
	rm .git/index.lock
	released 0.2.0
}

@test "a stale index.lock, where files change: refused, until it is removed" {
	ready
	colleague develop 'echo z >>b.txt'
	remember
	: >.git/index.lock
	run finish
	rm -f .git/index.lock
	refused '1|128' index.lock
	finish
	released 0.2.0
}

@test "a stale lock of main: refused, until it is removed" {
	stale_lock refs/heads/main.lock
}

@test "a stale lock of develop: refused, until it is removed" {
	stale_lock refs/heads/develop.lock
}

@test "a stale lock of the tag: refused, until it is removed" {
	stale_lock refs/tags/v0.2.0.lock
}

@test "stale locks of what is deleted last, and of HEAD: refused, until removed" {
	for lock in packed-refs.lock packed-refs.new HEAD.lock config.lock \
		refs/heads/release/v0.2.0.lock refs/remotes/origin/main.lock; do
		rm -rf "$T/colleague"
		repo_gitflow
		git pack-refs --all
		stale_lock "$lock"
		[[ $output == *"hint: if no git is running: rm $R/.git/$(locks_of "$lock")"* ]]
		cd "$T" && rm -rf "$R" "$REMOTE"
	done
}

# late_lock <file>: it comes when it is decided
late_lock() {
	ready
	set -- "$(locks_of "$1")"
	git pack-refs --all
	printf '#!/bin/sh\n: >"%s"\n' "$R/.git/$1" >"$REMOTE/hooks/post-receive"
	chmod +x "$REMOTE/hooks/post-receive"
	run finish
	exits '1|128'
	says "hint: if no git is running: rm $R/.git/$1" \
		'it is decided: git rel --continue completes it'
	[ -e .git/rel/journal ]
	run git rel --continue
	exits '1|128'
	says "hint: if no git is running: rm $R/.git/$1"
	rm "$REMOTE/hooks/post-receive" ".git/$1"
	git rel --continue
	released 0.2.0
}

@test "a lock on what is packed, when it is decided, is named, also by --continue" {
	late_lock packed-refs.lock
}

@test "a lock on HEAD, when it is decided, is named, also by --continue" {
	late_lock HEAD.lock
}

@test "a lock on the settings, when it is decided, is named, also by --continue" {
	late_lock config.lock
}

@test "what a killed command was writing goes with the next one" {
	ready
	mkdir -p .git/rel
	: >.git/rel/journal.999999-0.tmp
	finish
	[ -z "$(find .git/rel -name '*.tmp')" ]
	released 0.2.0
}

# ---- two at once ----------------------------------------------------------

@test "two at once: one release, the other waits or is refused" {
	local a=0 b=0
	ready
	git rel finish -y 0.2.0 >"$T/one" 2>&1 3>&- &
	git rel finish -y 0.2.0 >"$T/two" 2>&1 3>&- || a=$?
	wait $! || b=$?
	cat "$T/one" "$T/two"
	[ "$a" -eq 0 ] || [ "$b" -eq 0 ]
	released 0.2.0
}

@test "two colleagues at once: the remote has one release, whole" {
	local a=0 b=0
	ready
	git push -q origin release/v0.2.0
	git clone -q "file://$REMOTE" "$T/second"
	git -C "$T/second" branch -q develop origin/develop
	git -C "$T/second" switch -q release/v0.2.0
	quietly git -C "$T/second" rel init --model=gitflow
	GIT_COMMITTER_DATE='1700000100 +0000' git -C "$T/second" rel finish -y 0.2.0 \
		>"$T/two" 2>&1 3>&- &
	git rel finish -y 0.2.0 >"$T/one" 2>&1 3>&- || a=$?
	wait $! || b=$?
	cat "$T/one" "$T/two"
	[ "$a" -eq 0 ] || [ "$b" -eq 0 ]
	[ "$a" -eq 0 ] || R=$T/second
	released 0.2.0
}

@test "an entry that both sides changed is set up as a conflict, also where git sees none" {
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n\n### Added\n\n- A\n\n## 0.1.0\n\n- Z'
	quietly git rel start 0.2.0
	git switch -q develop
	work CHANGELOG.md $'## [Unreleased]\n\n### Added\n\n- A, in other words\n- B\n\n## 0.1.0\n\n- Z'
	run git rel finish -y 0.2.0
	refused 1 'conflict in CHANGELOG.md' || exits 1
	git config merge.conflictStyle diff3
	run git rel finish -y --resolve 0.2.0
	exits 1
	run ! grep -q '^|||||||' CHANGELOG.md
	run git rel --abort
	run git rel finish -y --resolve 0.2.0
	exits 1
	says 'CONFLICT (changelog): Merge conflict in CHANGELOG.md'
	[[ $output != *'went well'* ]]
	[ "$(git status --porcelain -uno)" = 'UU CHANGELOG.md' ]
	[ "$(git ls-files -u | wc -l)" = 3 ]
	grep -q '^<<<<<<< HEAD' CHANGELOG.md
	run git rel --continue
	exits 1
	says 'there are unmerged paths'
	printf '## [Unreleased]\n\n- B\n\n## [0.2.0]\n\n- A\n\n## 0.1.0\n\n- Z\n' >CHANGELOG.md
	git add CHANGELOG.md
	git rel --continue
	[[ $(git show develop:CHANGELOG.md) == *'- B'*'0.2.0'*'- A'* ]]
	git rev-parse -q --verify v0.2.0
}

@test "without an empty Unreleased what is noted meanwhile stays unreleased" {
	git config rel.notesStyle keepachangelog
	git config rel.keepUnreleased false
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n\n## [0.1.0]\n\n- Z\n\n[Unreleased]: https://h/compare/v0.1.0...HEAD\n[0.1.0]: https://h/t/v0.1.0'
	git push -q origin develop
	quietly git rel start --push 0.2.0
	[[ $(git show HEAD:CHANGELOG.md) != *Unreleased* ]]
	RELEASE_TIP=$(git rev-parse HEAD)
	colleague develop 'sed -i "s/^- A/- A\n- B/" CHANGELOG.md'
	git rel finish -y
	released 0.2.0
	text=$(git show develop:CHANGELOG.md)
	[[ $text == $'## [Unreleased]\n\n- B\n\n## [0.2.0]'*$'\n\n- A\n\n## [0.1.0]\n\n- Z\n\n[Unreleased]: https://h/compare/v0.2.0...HEAD\n'* ]] ||
		complain "$text"
	[[ $(git show main:CHANGELOG.md) != *Unreleased* ]]
}
