#!/usr/bin/env bats
# Every command that plans dies at each of its crash points in turn.  --continue
# must end in the very world a run nobody killed gives; --abort must give back
# the beginning, or refuse because it is decided.  In between, every other
# command names the one that was interrupted.

load lib

setup() { sealed; }

# ---- the play -------------------------------------------------------------

# Keep what there is under <name>, and put it back.
keep() {
	rm -rf "${T:?}/$1"
	mkdir "$T/$1"
	cp -a "$R" "$T/$1/repo"
	[ ! -d "$REMOTE" ] || cp -a "$REMOTE" "$T/$1/remote.git"
}

put() {
	cd "$T" || return
	rm -rf "$R" "$REMOTE"
	cp -a "$T/$1/." "$T"
	settle
}

# The same, where it is not needed any more.
take() {
	cd "$T" || return
	rm -rf "$R" "$REMOTE"
	mv "$T/$1"/* "$T"
	settle
}

settle() {
	cd "$R" || return
	# the copies have other inodes
	git update-index -q --refresh --unmerged || :
}

# All that must be the same whether somebody died or not.
everything() {
	world everything
	[ ! -e .git/rel/resolve ] || sed 's/^/resolve /' .git/rel/resolve
	[ ! -e .git/MERGE_MSG ] || sed 's/^/message /' .git/MERGE_MSG
}

# is <name> <words for people>: everything is as noted in that file.
is() {
	everything >"$T/now"
	diff "$T/$1" "$T/now" >"$T/difference" ||
		complain "$2: not as in '$1': $(cat "$T/difference")" "${output-}"
}

# No file differs from what the killed run left; what it left aside may go.
untouched() {
	local dir
	for dir in repo remote.git; do
		[ ! -d "$T/$dir" ] ||
			diff -r -x 'tmp_objdir-rel-*' "$T/crashed/$dir" "$T/$dir" \
				>"$T/difference" ||
			complain "$1: touched: $(cat "$T/difference")" || return
	done
}

pending() {
	[ -e .git/rel/journal ] || [ -e .git/rel/resolve ] || [ -e .git/rel/begun ]
}

# All other commands say no, and which one comes first; looking is fine.
others_wait() {
	local words=$1 where=$2 verb decided=
	for verb in init 'start 9.9.9' hotfix 'bump 9.9.9' rc finish 'tag 9.9.9' 'notes build' undo; do
		# shellcheck disable=SC2086 # words
		run git rel $verb
		exits 1 || complain "$where: git rel $verb" || return
		says "$words" --continue || return
		[[ $output == *--abort* ]] || decided=1
	done
	if [ -n "$decided" ]; then # not named only where it is refused
		run git rel --abort
		exits 1 || complain "$where: git rel --abort" || return
	fi
	run git rel status
	exits 0 || return
	says "$words" 'git rel --continue' || return
	run git rel log
	exits 0 || return
	untouched "$where: others"
}

# recover <where> <command>...: as a user would who comes back.
recover() {
	local where=$1
	if pending; then
		run git rel --continue
	else
		run "${@:2}"
	fi
	[ "$status" -eq "$normal" ] || { ! pending && [ "$status" -eq 0 ]; } ||
		complain "$where: recovery exits with $status: $output"
}

# abort_is_right <where> <begin> <words> <command>...
abort_is_right() {
	local where=$1 begin=$2
	run git rel --abort
	if [ "$status" -eq 0 ]; then
		is "$begin" "$where: abort" || return
		aborted=$((aborted + 1))
		take crashed
		return
	fi
	exits 1 || complain "$where: abort" || return
	says decided 'git rel --continue' || return
	untouched "$where: refused abort"
}

# play <words that name the operation> <command>...: from the world as it is.
# With BACK, the name of a world that was kept, --abort leads there.
play() {
	local words=$1 n where begin=begin
	shift
	# bats would watch each of some thousand commands; `where` tells enough
	trap - DEBUG
	[ -z "${BACK-}" ] || begin=$BACK
	aborted=0
	keep start
	everything >"$T/begin"
	run "$@"
	normal=$status
	[ "$normal" -le 1 ] || complain "without a crash: $output" || return
	everything >"$T/end"
	! cmp -s "$T/begin" "$T/end" || complain "it does nothing" || return
	for ((n = 1; n < 90; n++)); do
		put start
		CRASH_AT=$n run "$@"
		[ "$status" -eq 99 ] || break
		where="died at $n"
		if pending; then
			keep crashed
			# whatever they find, they say the same
			[ $((n % 8)) -ne 3 ] && [ "$n" -ne 7 ] || others_wait "$words" "$where" || return
			abort_is_right "$where" "$begin" || return
		fi
		recover "$where" "$@" || return
		is end "$where: continue" || return
		sound || return
	done
	[ "$status" -eq "$normal" ] || complain "$status after $n points" || return
	[ "$n" -gt 5 ] || complain "only $n points" || return
	[ "$aborted" -gt 0 ] || complain "--abort was never possible"
}

# ---- each command ---------------------------------------------------------

# initialised, started, with a commit of its own, no remote
local_release() {
	repo_gitflow
	quietly git rel init --model=gitflow
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git remote remove origin
	rm -rf "$REMOTE"
}

@test "init dies anywhere" {
	repo_named master dev dev
	play 'git rel init' git rel init --model=gitflow
}

# a value with lines, and a blank at its end
@test "trust dies anywhere" {
	repo_gitflow
	printf '[check]\nlint = make lint\ntests = "make check "\n' >.gitrel
	play 'git rel trust' git rel trust
}

@test "undo of trust dies anywhere" {
	repo_gitflow
	printf '[check]\nlint = make lint\n' >.gitrel
	quietly git rel trust
	play 'git rel undo' git rel undo
}

# Two hooks of somebody else are kept, and back again after it.
hooked() {
	local hook
	repo_gitflow
	for hook in pre-push commit-msg; do
		printf '#!/bin/sh\nexit 0 # %s\n' $hook >.git/hooks/$hook
		chmod 750 .git/hooks/$hook
	done
}

@test "hooks install dies anywhere" {
	hooked
	play 'git rel hooks install' git rel hooks install --chain
	if git_before 2.54; then
		[ "$(ls .git/hooks)" = "$(printf '%s\n' commit-msg commit-msg.legacy pre-commit pre-merge-commit pre-push pre-push.legacy)" ]
	else
		[ "$(ls .git/hooks)" = $'commit-msg\npre-push' ]
		[ "$(git config --get-regexp '^hook\.rel-.*\.event$' | wc -l)" -eq 4 ]
	fi
}

@test "hooks uninstall dies anywhere" {
	hooked
	quietly git rel hooks install --chain
	play 'git rel hooks uninstall' git rel hooks uninstall
	[ "$(stat -c '%a %n' .git/hooks/*)" = "750 .git/hooks/commit-msg
750 .git/hooks/pre-push" ]
	grep -q 'exit 0 # pre-push' .git/hooks/pre-push
}

@test "ci install dies anywhere" {
	repo_gitflow
	play 'git rel ci install' git rel ci install github
	[ "$(ls .github/workflows)" = "$(printf 'git-rel-%s.yml\n' backport policy release)" ]
}

@test "start dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q main
	play 'git rel start 0.2.0' git rel start 0.2.0
}

@test "start --push dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q main
	play 'git rel start 0.2.0' git rel start --push 0.2.0
}

@test "start of the next candidate dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git tag -a -m 'Release v0.2.0-rc1' v0.2.0-rc1
	git push -q origin v0.2.0-rc1
	git switch -q main
	play 'git rel start 0.2.0-rc2' git rel start --push rc
}

@test "hotfix dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	play 'git rel hotfix 0.1.1' git rel hotfix
}

@test "start with version files dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git switch -q main
	play 'git rel start 0.2.0' git rel start --push 0.2.0
}

# What was begun in stages and given up stays in the log.
@test "start with prepare steps and checks dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION b.txt; echo locked >a.txt'
	git config rel.check.unit 'grep -q 0.2.0 b.txt'
	git switch -q main
	NO_LOG=1 play 'git rel start 0.2.0' git rel start --push 0.2.0
}

@test "--abort of a start in stages dies anywhere, and is run again" {
	local n
	export NO_LOG=1
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION b.txt; false'
	everything >"$T/before"
	run git rel start 0.2.0
	exits 1
	keep start
	for ((n = 1; n < 40; n++)); do
		put start
		CRASH_AT=$n run git rel --abort
		[ "$status" -eq 99 ] || break
		! pending || run git rel --abort
		exits '0|99'
		is before "died at $n"
	done
	exits 0
	is before "not killed"
	[ "$n" -gt 5 ]
}

@test "undo of a start in stages dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION lock.txt'
	quietly git rel start --push 0.2.0
	play 'git rel undo' git rel undo -y
}

@test "bump dies anywhere" {
	repo_gitflow
	git config rel.versionFiles VERSION
	play 'git rel bump 0.2.0' git rel bump 0.2.0
}

@test "undo of a bump dies anywhere" {
	repo_gitflow
	git config rel.versionFiles VERSION
	quietly git rel bump 0.2.0
	play 'git rel undo' git rel undo -y
}

@test "finish without a remote dies anywhere" {
	local_release
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish with a push dies anywhere" {
	repo_gitflow
	ready
	colleague main 'echo urgent >urgent.txt'
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish --keep dies anywhere" {
	repo_gitflow
	ready
	play 'git rel finish 0.2.0' git rel finish -y --keep
}

@test "finish with a signed tag dies anywhere" {
	repo_gitflow
	ready
	ssh_key
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish with files that are settled by structure dies anywhere" {
	repo_settled
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish --resolve, with files that are settled, dies anywhere" {
	repo_settled
	work a.txt ours
	colleague develop 'echo theirs >a.txt'
	play 'git rel finish' git rel finish -y --resolve
}

@test "finish of a hotfix, with a release open, dies anywhere" {
	repo_gitflow
	ready
	git push -q origin HEAD
	git switch -q main
	quietly git rel hotfix --push
	work urgent.txt urgent
	play 'git rel finish 0.1.1' git rel finish -y
}

# A line of 0.1 while main has 0.2.
older_line() {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git push -q origin 'v0.1.0^{}:refs/heads/stable/v0.1'
	git switch -q main
	work VERSION 0.2.0
	git tag -a -m 'Release v0.2.0' v0.2.0
	git push -q origin main v0.2.0
	git fetch -q
}

@test "start that opens a stable branch dies anywhere" {
	older_line
	play 'git rel start 0.3.0' git rel start --push --open-stable 0.3.0 main
}

@test "start in stages that opens a stable branch dies anywhere" {
	older_line
	git config rel.prepare.lock 'echo locked >a.txt'
	NO_LOG=1 play 'git rel start 0.3.0' git rel start --push --open-stable 0.3.0 main
}

@test "finish on a stable branch, taken further, dies anywhere" {
	older_line
	git config rel.nextDev minor
	git switch -q stable/v0.1
	quietly git rel start --push patch
	work fix.txt fix
	play 'git rel finish 0.1.1' git rel finish -y --into develop
}

@test "finish with ff-only and a next development version dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.merge ff-only
	git config rel.nextDev minor
	quietly git rel start --push 0.2.0
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish with another work tree on main dies anywhere" {
	repo_gitflow
	ready
	git worktree add -q "$R/.git/tree" main
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish of a release that the forge merged dies anywhere" {
	repo_gitflow
	ready
	git config rel.finish pr
	git push -q origin HEAD
	colleague main 'git merge -q --no-ff -m "PR 1" origin/release/v0.2.0; echo >more.txt'
	play 'git rel finish 0.2.0' git rel finish -y
}

@test "finish of a qualification, its tip tagged, dies anywhere" {
	repo_qualify
	quietly git rel init --model=qualify
	quietly git rel start --push 0.2.0 main
	work VERSION 0.2.0
	git push -q origin HEAD
	colleague stable 'git merge -q --no-ff -m "PR 1" origin/release-qual/0.2.0; echo >more.txt'
	play 'git rel finish 0.2.0' git rel finish -y 0.2.0
}

@test "rc dies anywhere" {
	repo_gitflow
	ready
	play 'git rel rc 0.2.0-rc1' git rel rc
}

@test "undo of a candidate that was not pushed dies anywhere" {
	local_release
	quietly git rel rc
	play 'git rel undo' git rel undo -y
}

@test "tag dies anywhere" {
	repo_trunk
	quietly git rel init --model=trunk
	play 'git rel tag 0.2.0' git rel tag 0.2.0
}

@test "notes build, with a branch that follows, dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md '## [Unreleased]
- A'
	git switch -q -c release/v0.2.0
	play 'git rel notes build' git rel notes build
}

@test "start, with version files and notes, dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.versionFiles VERSION
	git config rel.notesStyle keepachangelog
	git config rel.bumpMessage 'Bump version to {version}'
	printf '## [Unreleased]\n- A\n' >CHANGELOG.md
	record
	play 'git rel start 0.2.0' git rel start 0.2.0
}

@test "notes build, with many fragments that go, dies anywhere" {
	local i
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle towncrier
	mkdir changes
	for ((i = 1; i <= 60; i++)); do echo "Say $i" >changes/$i.feature.md; done
	record
	git switch -q -c release/v0.2.0
	play 'git rel notes build' git rel notes build
}

@test "notes edit dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.notesStyle keepachangelog
	printf '## [Unreleased]\n- A\n' >CHANGELOG.md
	record
	quietly git rel start 0.2.0
	# what was left begins the next edit, so it may be there already
	printf '#!/bin/sh\ngrep -qx -- "- B" "$1" || echo "- B" >>"$1"\n' >"$T/bin/ed"
	chmod +x "$T/bin/ed"
	export GIT_EDITOR="$T/bin/ed"
	play 'git rel notes edit' git rel notes edit
}

@test "notes fold dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	work CHANGELOG.md '## 0.2.0-rc2
- A (#1)

## 0.2.0-rc1
- B (#1)'
	quietly git rel start 0.2.0
	play 'git rel notes fold' git rel notes fold
}

@test "undo of a start dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q main
	quietly git rel start 0.2.0
	play 'git rel undo' git rel undo -y
}

@test "undo of a start that was pushed dies anywhere" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q main
	quietly git rel start --push 0.2.0
	play 'git rel undo' git rel undo -y
}

@test "undo of a finish that was not pushed dies anywhere" {
	local_release
	quietly git rel finish -y
	play 'git rel undo' git rel undo -y
}

@test "undo of init dies anywhere" {
	repo_named master dev dev
	quietly git rel init --model=gitflow
	play 'git rel undo' git rel undo -y
}

# ---- with a merge that a person resolves ----------------------------------

# The same line, changed on the release branch and by a colleague on main.
conflict() {
	sed -i '1s/.*/ours/' a.txt
	record
	colleague "${1:-main}" "sed -i '1s/.*/theirs/' a.txt"
}

solve() {
	echo both >a.txt
	git add a.txt
}

@test "finish --resolve dies anywhere while it sets the merge up" {
	repo_gitflow
	ready
	conflict
	play 'git rel finish' git rel finish -y --resolve
}

@test "--continue of a merge that was committed dies anywhere" {
	repo_gitflow
	ready
	conflict
	everything >"$T/before"
	run git rel finish -y --resolve
	exits 1
	solve
	git commit -q --no-edit
	BACK=before play 'git rel finish' git rel --continue
}

@test "--continue of a merge that was only added dies anywhere" {
	repo_gitflow
	ready
	conflict develop
	everything >"$T/before"
	run git rel finish -y --resolve
	exits 1
	solve
	BACK=before play 'git rel finish' git rel --continue
}

@test "--continue of a merge without a remote dies anywhere" {
	local_release
	sed -i '1s/.*/ours/' a.txt
	record
	git switch -q main
	work a.txt theirs
	git switch -q release/v0.2.0
	everything >"$T/before"
	run git rel finish -y --resolve
	exits 1
	solve
	git commit -q --no-edit
	BACK=before play 'git rel finish' git rel --continue
}

@test "--continue of a merge whose branches have moved on dies anywhere" {
	repo_gitflow
	ready
	conflict develop
	run git rel finish -y --resolve
	exits 1
	solve
	git commit -q --no-edit
	colleague main 'echo urgent >urgent.txt'
	colleague develop 'echo late >late.txt'
	keep resolved
	git rel --abort
	everything >"$T/before"
	put resolved
	BACK=before play 'git rel finish' git rel --continue
	git cat-file -e develop:late.txt
}

@test "--abort of a merge dies anywhere, and is run again" {
	local n
	repo_gitflow
	ready
	conflict
	everything >"$T/before"
	run git rel finish -y --resolve
	exits 1
	keep start
	for ((n = 1; n < 20; n++)); do
		put start
		CRASH_AT=$n run git rel --abort
		[ "$status" -eq 99 ] || break
		run git rel --abort
		exits 0
		is before "died at $n"
	done
	exits 0
	is before "not killed"
	[ "$n" -gt 1 ]
}

# ---- what others do meanwhile ---------------------------------------------

# A finish with a push that died: before the push, or just behind it.
died() {
	repo_gitflow
	ready
	colleague develop 'echo late >late.txt'
	keep start
	unmoved >"$T/begin"
	quietly git rel finish -y
	unmoved >"$T/end"
	END=$(git -C "$REMOTE" for-each-ref --format='%(objectname):%(refname)')
	put start
	case $1 in
	before) CRASH_AT=4 run git rel finish -y ;;
	after) CRASH_AT=5 run git rel finish -y ;;
	esac
	exits 99
	[ -e .git/rel/journal ] || complain "no journal"
	if [ "$1" = before ]; then
		diff <(unmoved | grep '^there ') <(grep '^there ' "$T/begin")
	else
		diff <(unmoved | grep '^there ') <(grep '^there ' "$T/end")
	fi
	diff <(unmoved | grep '^here ') <(grep '^here ' "$T/begin")
}

# What a killed run left aside may go any time.
swept() { unmoved | grep -v tmp_objdir-rel-; }

# A colleague has our objects and pushes what we would have.
by_hand() {
	cp -a "$R" "$T/theirs"
	# shellcheck disable=SC2086 # refspecs
	git -C "$T/theirs" push -q --atomic origin $END :refs/heads/release/v0.2.0
}

ended() {
	exits 0
	unmoved >"$T/now"
	diff "$T/end" "$T/now"
	[ "$(git rel log | grep -c 'git rel finish')" -eq 1 ]
	sound
}

@test "what a colleague pushed by hand counts as done" {
	died before
	by_hand
	run git rel --continue
	ended
}

@test "what a colleague pushed by hand cannot be aborted" {
	died before
	by_hand
	run git rel --abort
	exits 1
	says decided origin 'git rel --continue'
	run git rel --continue
	ended
}

@test "what a colleague built on counts as done" {
	died before
	by_hand
	colleague develop 'echo more >more.txt'
	run git rel --continue
	exits 0
	diff <(grep -v '^there ' "$T/end") <(unmoved_here)
	git -C "$REMOTE" merge-base --is-ancestor "$(git rev-parse develop)" develop
}

@test "main moved before the push: --continue says so, --abort works" {
	died before
	colleague main 'echo theirs >theirs.txt'
	remember swept
	run git rel --continue
	refused 1 main origin 'git rel --abort'
	run git rel --abort
	exits 0
	diff <(grep -v '^there ' "$T/begin") <(unmoved_here)
	run git rel finish -y
	exits 0
	released 0.2.0
	git cat-file -e main:theirs.txt
}

@test "another tag of that name before the push: --continue says so" {
	died before
	git -C "$REMOTE" tag -a -m theirs v0.2.0 main
	remember swept
	run git rel --continue
	refused 1 v0.2.0 origin 'git rel --abort'
	run git rel --abort
	exits 0
	diff <(grep -v '^there ' "$T/begin") <(unmoved_here)
}

@test "main moved here before the push: --continue says so, --abort leaves it" {
	died before
	git update-ref refs/heads/main develop
	remember swept
	run git rel --continue
	refused 1 main 'git rel --abort'
	run git rel --abort
	exits 0
	[ "$(git rev-parse main)" = "$(git rev-parse develop)" ]
}

@test "a fetch before the push is in nobody's way" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start --push 0.2.0
	work VERSION 0.2.0
	git push -q origin HEAD
	colleague main 'git merge -q --no-ff -m "PR 1" origin/release/v0.2.0; echo >more.txt'
	CRASH_AT=4 run git rel finish -y
	exits 99
	colleague main 'echo late >late.txt'
	git fetch -q
	run git rel --continue
	exits 0
	here_and_there refs/tags/v0.2.0
	[ "$(git rev-parse origin/main)" = "$(git -C "$REMOTE" rev-parse main)" ]
	[ -z "$(leftovers)" ]
}

@test "the server is away: nothing is known, until it is back" {
	died before
	mv "$REMOTE" "$T/away"
	run git rel --continue
	exits 128
	[ -e .git/rel/journal ]
	run git rel --abort
	[ "$status" -ne 0 ]
	[ -e .git/rel/journal ]
	mv "$T/away" "$REMOTE"
	run git rel --continue
	ended
}

@test "a commit on main after the decision stays, with a warning" {
	died after
	git worktree add -q "$T/tree" main
	git -C "$T/tree" commit -q --allow-empty -m mine
	mine=$(git rev-parse main)
	run git rel --continue
	exits 0
	says warning: "'main'"
	[ "$(git rev-parse main)" = "$mine" ]
	diff <(grep -v ' refs/heads/main$' "$T/end") <(unmoved | grep -v ' refs/heads/main$')
	[ -z "$(git -C "$T/tree" status --porcelain)" ]
}

@test "a commit on the release branch after the decision stays, with a warning" {
	died after
	work more.txt more
	mine=$(git rev-parse HEAD)
	run git rel --continue
	exits 0
	says warning: "'release/v0.2.0'"
	[ "$(git rev-parse release/v0.2.0)" = "$mine" ]
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	[ -z "$(git status --porcelain)" ] || complain "$(git status)"
	[ -z "$(leftovers)" ]
}

@test "a commit on develop after the decision stays, with a warning" {
	died after
	git switch -q develop
	work more.txt more
	mine=$(git rev-parse HEAD)
	run git rel --continue
	exits 0
	says warning: "'develop'"
	[ "$(git rev-parse develop)" = "$mine" ]
	here_and_there refs/heads/main refs/tags/v0.2.0
	on_branch develop
	[ -z "$(git status --porcelain)" ] || complain "$(git status)"
	[ -z "$(leftovers)" ]
}

@test "a commit in a work tree of main after the decision keeps its files" {
	repo_gitflow
	ready
	git worktree add -q "$T/tree" main
	CRASH_AT=5 run git rel finish -y
	exits 99
	(cd "$T/tree" && work mine.txt mine)
	run git rel --continue
	exits 0
	says warning: "'main'"
	[ -z "$(git -C "$T/tree" status --porcelain)" ] ||
		complain "$(git -C "$T/tree" status)"
	[ -z "$(git status --porcelain)" ]
}

@test "the user pulled after the decision: --continue does the rest" {
	died after
	git switch -q develop
	git pull -q --ff-only
	run git rel --continue
	ended
}

@test "an edit after the decision is in nobody's way" {
	died after
	echo mine >>b.txt
	run git rel --continue
	exits 0
	[ "$(git status --porcelain)" = ' M b.txt' ]
	git restore b.txt
	ended
}

# ---- giving up ------------------------------------------------------------

@test "--quit forgets what was interrupted and leaves everything as it is" {
	for when in before after; do
		died "$when"
		unmoved | grep -v '^left ' >"$T/pending"
		run git rel --quit
		exits 0
		unmoved >"$T/now"
		diff "$T/pending" "$T/now"
		run git rel status
		exits 0
		run git rel --continue
		exits 128
		says nothing
		run git rel --quit
		exits 0
		cd "$T"
		rm -rf repo remote.git start colleague
	done
}

@test "--quit after the push: finish takes up what is on the remote" {
	died after
	git rel --quit
	git fetch -q
	run git rel finish -y 0.2.0
	exits 0
	released 0.2.0
}

@test "--quit leaves a merge in progress to git" {
	repo_gitflow
	ready
	conflict
	run git rel finish -y --resolve
	exits 1
	git rel --quit
	git rev-parse -q --verify MERGE_HEAD
	[ ! -e .git/rel/resolve ]
	run git rel status
	exits 0
	git merge --abort
}

@test "a journal that cannot be read stops everything but --quit" {
	died before
	journal=$(cat .git/rel/journal)
	for bad in "${journal%?}" '' '{}' "${journal//[0-9]e/zz}" "${journal/\"version\":1/\"version\":2}" \
		"${journal//refs\/heads\/main/refs\/heads\/..\/..\/config}" \
		"${journal/refs\/heads\/main/refs\/heads\/main.lock}"; do
		printf %s "$bad" >.git/rel/journal
		for verb in --continue --abort status 'finish -y'; do
			# shellcheck disable=SC2086 # words
			run git rel $verb
			exits 128
			says journal --quit
		done
	done
	run git rel --quit
	exits 0
	unmoved >"$T/now"
	diff "$T/begin" "$T/now"
	run git rel finish -y
	ended
}
