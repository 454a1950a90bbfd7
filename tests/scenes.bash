# scenes.bash: the beginning of every command that plans, and what recovers it;
# for tests in which it is killed, or the machine fails.  Sourced by a script that
# is in tests/; makes T, and removes it in the end.
# shellcheck shell=bash
#
#	scenes [<name>...]  makes them, all if none is named; SCENES has the names
#	put <name>          R and REMOTE are as that one begins
#	$T/bin/<name>       its command
#	measure <name>      what it comes to: $T/<name>.end
#	recover <name> <0|1: abort>  as a user who comes back

T=$(mktemp -d "${TMPDIR:-/tmp}/scenes.XXXXXX") || exit
export T
# shellcheck source=tests/e2e/lib.bash
. e2e/lib.bash
sealed
trap 'unsealed; rm -rf "$T"' EXIT

# shellcheck disable=SC2034 # whoever sources this goes through them
SCENES=(finish start local staged hotfix hotfinish tag undo init
	bump build fold edit rc qualify trust hooks files resolve merged unmerge resume abort
	picks pickstop picked unpick skip decline
	aside asideback asidedone
	stagestart stagepush stagetick stageshare stagefinish stagelocal stagelater
	stagetag stageretag stageclose)

# ONLY="name name": these
# shellcheck disable=SC2206,SC2034 # words, which whoever sources this goes through
[ -z "${ONLY-}" ] || SCENES=($ONLY)

# These begin with something that was interrupted: they are run again.
redone() { [[ " merged unmerge resume abort picked unpick skip asideback asidedone " == *" $1 "* ]]; }

# Both may be where a file system is mounted.
put() {
	cd "$T" || exit
	mkdir -p "$R" "$REMOTE"
	find "$R" "$REMOTE" -mindepth 1 -delete
	cp -a "$T/$1.repo/." "$R"
	cp -a "$T/$1.remote/." "$REMOTE"
	cd "$R" || exit
}

# scene <name> <command>: what is there now is its beginning.
scene() {
	cp -a "$R" "$T/$1.repo"
	cp -a "$REMOTE" "$T/$1.remote"
	printf '#!/bin/sh\n%s\n' "$2" >"$T/bin/$1"
	chmod +x "$T/bin/$1"
}

renew() {
	cd "$T" || exit
	rm -rf "$R" "$REMOTE" "$T/colleague"
	"$1" || exit
	cd "$R" || exit
}

# Ends at one of its crash points, the first that leaves things as <test> wants.
died() {
	local n
	for ((n = 1; n < 40; n++)); do
		put "$1"
		CRASH_AT=$n "$T/bin/$1" >/dev/null 2>&1
		# its git lets go of the locks a moment later
		"$2" && rm -rf .git/objects/tmp_objdir-* && wait_until unlocked &&
			return
	done
	complain "$1 never dies as $2"
	exit 1
}

unlocked() { ! leftovers | grep -q '\.lock$'; }
undecided() { [ -e .git/rel/journal ]; }
half_done() {
	[ -e .git/rel/journal ] && [ "$(git -C "$REMOTE" tag -l v0.2.0)" ]
}

scenes_gitflow() {
	renew repo_gitflow
	scene init 'git rel init --model=gitflow'
	quietly git rel init --model=gitflow || exit
	scene start 'git rel start --push 0.2.0'
	scene hotfix 'git rel hotfix --push 0.1.1'
	quietly git rel start --push 0.2.0 || exit
	work VERSION 0.2.0
	scene finish 'git rel finish -y 0.2.0'
	scene local 'git rel finish -y --no-push 0.2.0'
	scene rc 'git rel rc -y'
	quietly git rel finish -y --no-push 0.2.0 || exit
	scene undo 'git rel undo -y'
	put hotfix
	quietly git rel hotfix --push 0.1.1 || exit
	work urgent.txt 'a cure'
	git fetch -q "$T/finish.repo" release/v0.2.0:release/v0.2.0
	git push -q origin release/v0.2.0
	scene hotfinish 'git rel finish -y 0.1.1'
	put start
	git switch -q main
	git merge -q --no-ff -m 'Merge pull request #7' origin/develop
	git push -q origin main
	scene tag 'git rel tag -y --push 0.2.0'
	put start
	git config rel.versionFiles VERSION
	git config rel.prepare.lock 'cp VERSION b.txt; sleep 0.02'
	# shellcheck disable=SC2016 # for another shell
	git config rel.check.unit 'sleep 0.02; test "$(cat b.txt)" = 0.2.0'
	scene staged 'git rel start --push 0.2.0'
	put start
	printf '[check]\nlint = make lint\n' >.gitrel
	record
	scene trust 'git rel trust -y'

	printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
	scene hooks 'git rel hooks install --chain'
	scene files 'git rel ci install github'
}

scenes_notes() {
	put start
	git config rel.versionFiles VERSION
	scene bump 'git rel bump 0.2.0'
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n- A'
	git switch -q -c release/v0.2.0
	scene build 'git rel notes build'
	git switch -q develop
	git branch -q -D release/v0.2.0
	quietly git rel start 0.2.0 || exit
	# shellcheck disable=SC2016 # for another shell
	printf '#!/bin/sh\ngrep -qx -- "- B" "$1" || echo "- B" >>"$1"\n' >"$T/bin/ed"
	chmod +x "$T/bin/ed"
	scene edit "GIT_EDITOR='$T/bin/ed' git rel notes edit"
	put start
	work CHANGELOG.md $'## 0.2.0-rc2\n- A (#1)\n\n## 0.2.0-rc1\n- B (#1)'
	quietly git rel start 0.2.0 || exit
	scene fold 'git rel notes fold'
	renew repo_qualify
	quietly git rel init --model=qualify || exit
	quietly git rel start --push 0.2.0 main || exit
	work VERSION 0.2.0
	git push -q origin release-qual/0.2.0
	colleague stable 'git merge -q --no-ff -m "PR 1" origin/release-qual/0.2.0; echo >more.txt'
	scene qualify 'git rel finish -y 0.2.0'
}

scenes_interrupted() {
	put finish
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/theirs/' a.txt"
	rm -rf "$T/colleague"
	scene resolve 'git rel finish -y --resolve 0.2.0'
	git rel finish -y --resolve 0.2.0 >/dev/null 2>&1
	scene unmerge 'git rel --abort'
	echo both >a.txt
	git commit -q -a --no-edit
	scene merged 'git rel --continue'
	died finish undecided
	scene abort 'git rel --abort'
	died finish half_done
	scene resume 'git rel --continue'
}

# Two lines, one of which conflicts in the second of two commits.
scenes_backport() {
	renew repo_trunk
	git branch -q stable/v0.1 HEAD~1
	git branch -q stable/v0.2 HEAD
	git switch -q stable/v0.1
	work a.txt 'an old line'
	git switch -q main
	work new.txt 'a new file'
	quietly git push -q origin main stable/v0.1 stable/v0.2 || exit
	git notes add -m Tested HEAD
	git config notes.rewriteRef refs/notes/commits
	git config notes.rewrite.backport true
	scene picks 'git backport -y --push stable/v0.1 stable/v0.2'
	scene decline 'git backport decline -m "too new" stable/v0.1 HEAD'
	work a.txt 'another line'
	quietly git push -q origin main || exit
	scene pickstop 'git backport -y --push --on-conflict=stop v0.1 v0.2 -- main~1 main'
	git backport -y --push --on-conflict=stop v0.1 v0.2 -- main~1 main >/dev/null 2>&1
	scene unpick 'git backport --abort'
	scene skip 'git backport --skip'
	echo both >a.txt
	git add a.txt
	scene picked 'git backport --continue'
	git backport --abort >/dev/null 2>&1
	echo mine >>a.txt
	scene aside 'git backport -y --on-conflict=stop v0.1 -- main'
	git backport -y --on-conflict=stop v0.1 -- main >/dev/null 2>&1
	scene asideback 'git backport --abort'
	echo both >.git/rel/work/a.txt
	git -C .git/rel/work add a.txt
	scene asidedone 'git backport --continue'
}

# A release that is qualified, from its beginning to its end.
scenes_staging() {
	renew repo_trunk
	cat >.gitrel <<-'END'
		[release]
		model = trunk
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged @merged
	END
	record
	quietly git push -q origin main || exit
	scene stagestart 'git staging start -y 0.2.0'
	quietly git staging start -y 0.2.0 || exit
	git config rel.finish push
	work c.txt 'a cure'
	scene stagepush 'git staging push -y'
	quietly git staging push -y || exit
	scene stagetick 'git staging tick --no-push docs'
	quietly git staging tick --no-push docs || exit
	scene stageshare 'git staging push -y'
	scene stagefinish 'git rel finish -y 0.2.0'
	scene stagelocal 'git rel finish -y --no-push 0.2.0'
	quietly git rel finish -y --no-push 0.2.0 || exit
	scene stagelater 'git rel finish -y 0.2.0'
	put stagefinish
	git switch -q main
	git merge -q --no-ff --no-edit release/v0.2.0
	git push -q origin main
	scene stagetag 'git rel tag -y --push 0.2.0 HEAD'
	quietly git rel tag -y --no-push 0.2.0 HEAD || exit
	scene stageretag 'git rel tag -y --push 0.2.0 HEAD'
	put stagefinish
	quietly git rel finish -y 0.2.0 || exit
	scene stageclose 'git staging close --no-push'
}

scenes() {
	repo_gitflow
	ssh_key
	scenes_gitflow
	scenes_notes
	scenes_interrupted
	scenes_backport
	scenes_staging
}

# ---- what it ends with ----------------------------------------------------

# A merge that is set up for a person ends with 1.
ends_well() {
	[ "$2" -eq 0 ] ||
		{ [[ "$1 $2" == @(resolve|pickstop|aside)' 1' ]] && [[ ${output-} == *'is set up in '* ]]; }
}

# How it begins and how it ends.
measure() {
	local rc=0
	put "$1"
	unmoved >"$T/$1.begin"
	"$T/bin/$1" >"$T/out" 2>&1 || rc=$?
	output=$(cat "$T/out")
	ends_well "$1" "$rc" || {
		cat "$T/out"
		echo "not ok: $1, and nothing was in its way"
		exit 1
	}
	world >"$T/$1.end"
}

# ---- recovery -------------------------------------------------------------

# The lock files that are named go.
unlock() {
	local lock found=1
	while read -r lock; do
		[ -e "$lock" ] || continue
		rm -f "$lock"
		found=0
		locks=$((locks + 1))
	done < <(grep -oE "[^ ':]*\.lock" <<<"$output" | sort -u)
	return "$found"
}

# heal <command>...: until it succeeds; removes the lock files it names.
heal() {
	local i
	for ((i = 0; i < 8; i++)); do
		status=0
		output=$("$@" 2>&1) || status=$?
		printf '$ %s\n%s\n= %d\n' "$*" "$output" "$status" >>"$T/story"
		if ends_well "${1##*/}" "$status" ||
			[[ ${1##*/} == git && $output == *' is set up in '* ]]; then
			unlock || :
			return 0
		fi
		unlock || return "$status"
	done
	return 1
}

journaled() { [ -e "$R/.git/rel/journal" ] || [ -e "$R/.git/rel/begun" ]; }

# Tracking refs are hints: where a lock stood in their way, that is said.
refetch() {
	[[ ${output-} != *'git fetch renews them'* ]] || git fetch -q --prune origin
}

# What a killed process was writing goes with the next command that plans.
tidy() {
	local left
	[ -n "$(litter)" ] || return 0
	git rel finish -y 99.9.9 >/dev/null 2>&1
	left=$(LITTER='' litter) # others of ours there go with the next one
	[ -z "$left" ] || echo "left: $left" >>"$T/story"
	[ -z "$left" ]
}

# `git gc` removes the tmp_obj_* of a git that has died.
litter() {
	find "$R/.git" \( -name 'tmp_objdir*' -o -name 'tmp_object*' -o -name 'tmp_pack*' -o -name 'tmp_idx*' \
		-o -name '*.tmp' -o -name '*.lock' \)
	[ -z "${LITTER-}" ] || find "$LITTER" -mindepth 1
}

# What a killed server left locked is not ours to clean up.
same() {
	refetch || return
	"$1" | grep -v '^left there ' >"$T/now"
	diff <(grep -v '^left there ' "$2") "$T/now" >"$T/difference"
}

unmoved_but_locks() { unmoved | grep -v '^left .*\.lock$'; }

# Nothing is pending: either all is done, or nothing, and the command works.
again() {
	same world "$T/$1.end" && { finished=$((finished + 1)) && return; }
	redone "$1" || same unmoved_but_locks "$T/$1.begin" || return
	heal "$T/bin/$1" || return
	repeated=$((repeated + 1))
	same world "$T/$1.end"
}

# recover <scene> <0|1: abort>
recover() {
	if ! journaled || redone "$1"; then
		again "$1"
		return
	fi
	if [ "$2" = 1 ]; then
		if heal git rel --abort; then
			aborted=$((aborted + 1))
			same unmoved_but_locks "$T/$1.begin" && again "$1"
			return
		fi
		[ "$status" -eq 1 ] || return
		late=$((late + 1))
	fi
	# Where nothing was decided, a lock in the way is a reason to forget it.
	if ! heal git rel --continue; then
		journaled && return 1
		again "$1"
		return
	fi
	continued=$((continued + 1))
	same world "$T/$1.end"
}

begin() {
	put "$1"
	: >"$T/story"
	: >"$T/difference"
}

# judge <scene> <what happened> <0|1: abort>
judge() {
	total=$((total + 1))
	recover "$1" "$3" && quietly sound && tidy && return
	bad=$((bad + 1))
	echo "not ok: $1, $2"
	sed 's/^/# /' "$T/story"
	sed 's/^/# difference: /' "$T/difference"
}

# shellcheck disable=SC2034 # whoever sources this prints them
bad=0 total=0 locks=0 finished=0 repeated=0 aborted=0 late=0 continued=0
