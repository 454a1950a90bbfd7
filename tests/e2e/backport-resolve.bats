#!/usr/bin/env bats
# `git backport`: what a person makes of a conflict, and what is taken for it.

load lib

# stable/v0.1 and main, published, with different lines in doc.rst.
setup() {
	repo_trunk
	printf 'a\nb\nc\n' >doc.rst
	commit_all 'A document'
	git branch stable/v0.1
	git switch -q stable/v0.1
	printf 'a\nB\nc\n' >doc.rst
	commit_all 'B'
	git switch -q main
	quietly git push -q origin main stable/v0.1
}

# commit_all <subject>
commit_all() {
	git add -A
	git commit -q -m "$1"
}

# stops <text of doc.rst> [<option>...]: the pick of it waits to be resolved
stops() {
	printf '%b' "$1" >doc.rst
	commit_all 'A heading'
	quietly git push -q origin main
	remember
	run git backport --on-conflict=stop "${@:2}" v0.1
	exits 1
	says 'is set up in'
}

# resolved <text of doc.rst>
resolved() {
	printf '%b' "$1" >doc.rst
	git add doc.rst
}

# marked <words>...: --continue refuses, and says these
marked() {
	run git backport --continue
	exits 1
	says 'conflict markers left' "$@"
}

# picked: doc.rst of the branch that was made
picked() {
	git show "$(git for-each-ref --format='%(refname)' refs/heads/backport):doc.rst"
}

none() { [ -z "$(git for-each-ref refs/heads/backport)" ]; }

@test "markers are found beside a heading that the picked commit adds" {
	stops 'a\nX\n=======\nc\n'
	git add doc.rst
	marked doc.rst:2
	sed -i '/^<<<<<<</d' doc.rst
	git add doc.rst
	marked doc.rst
	none
	resolved 'a\nX\n=======\nB\nc\n'
	git backport --continue
	[ "$(picked)" = "$(printf 'a\nX\n=======\nB\nc')" ]
}

@test "... also where they were committed, or come by an amended commit" {
	stops 'a\nX\n=======\nc\n'
	git commit -q -a --no-edit
	marked doc.rst:2 --amend
	none
	resolved 'a\nX\n=======\nB\nc\n'
	git commit -q --amend --no-edit
	git backport --continue
	[ "$(picked)" = "$(printf 'a\nX\n=======\nB\nc')" ]
}

@test "markers are found in a file that no diff is shown of" {
	echo '*.rst -diff' >.gitattributes
	stops 'a\nX\nc\n'
	git add doc.rst
	marked doc.rst:2
	none
}

@test "markers have the length that an attribute gives them" {
	echo '*.rst conflict-marker-size=9' >.git/info/attributes
	stops 'a\nX\nc\n'
	grep '^<<<<<<<<< ' doc.rst
	git add doc.rst
	marked doc.rst:2
	resolved 'a\n<<<<<<< of seven\n>>>>>>> are none\nc\n'
	git backport --continue
}

@test "lines of a commit that is about conflicts are its own, those of git are not" {
	stops 'a\n<<<<<<< HEAD\nX\n=======\nY\n>>>>>>> topic\nc\n'
	git add doc.rst
	marked doc.rst
	sed -i '/^>>>>>>> [0-9a-f]/d' doc.rst
	git add doc.rst
	marked doc.rst
	resolved 'a\nB\n<<<<<<< HEAD\nX\n=======\nY\n>>>>>>> topic\nc\n'
	git backport --continue
	none || [ "$(picked | sed -n 3p)" = '<<<<<<< HEAD' ]
}

@test "a heading that the person adds is told, and taken" {
	stops 'a\nX\nc\n'
	resolved 'a\nX\n=======\nc\n'
	run git backport --continue
	exits 0
	says 'doc.rst:3'
}

# waits [<option>...]: a pick that waits; `mends` resolves it
waits() { stops 'a\nX\nc\n' "$@"; }
mends() { resolved 'a\nBX\nc\n'; }

# given_up: all is as before
given_up() {
	unchanged
	on_branch main
	[ -z "$(git status --porcelain)" ]
	run git backport --abort
	says 'nothing was interrupted'
}

@test "killed on the way to the next conflict, it goes on and back" {
	waits
	git backport --abort
	git branch stable/v0.2 stable/v0.1
	on_line stable/v0.2 'a\nb2\nc\nd\n'
	remember
	local n how
	for how in --abort --continue --skip; do
		for ((n = 5; n < 16; n++)); do
			run git backport --on-conflict=stop v0.1 v0.2
			exits 1
			mends
			CRASH_AT=$n run git backport --continue
			[ "$status" -eq 99 ] || break
			git rel --abort || : # the journal, and what waits
			if [ -e .git/rel/resolve ]; then
				run git backport "$how"
				exits '0|1'
				lacks 'changed meanwhile'
				[ ! -e .git/rel/resolve ] || git backport --abort
			fi
			given_up
		done
		git backport --abort || :
		git branch | grep backport/ | xargs -r git branch -q -D
	done
}

# on_line <branch> <text>: another text of doc.rst there
on_line() {
	git switch -q "$1"
	printf '%b' "$2" >doc.rst
	commit_all "Another text"
	git switch -q main
	quietly git push -q origin "$1"
}

@test "--skip names what it drops" {
	waits
	mends
	git commit -q --no-edit
	local first
	first=$(git rev-parse --short=10 HEAD)
	git commit -q --allow-empty -m two
	run git backport --skip
	exits 0
	says "git show $first" "git show $(git rev-parse --short=10 HEAD@{1})"
	on_branch main
	none
}

@test "--abort comes back from commits on top of the resolution, and names them" {
	waits
	mends
	git commit -q --no-edit
	git commit -q --allow-empty -m two
	local last
	last=$(git rev-parse --short=10 HEAD)
	run git backport --abort
	exits 0
	says "back to 'main'" "git show $last"
	given_up
}

@test "a pick that git has forgotten is taken up again" {
	waits
	mends
	git cherry-pick --quit
	git backport --continue
	[ "$(picked)" = "$(printf 'a\nBX\nc')" ]
	git log -1 --format=%B "$(git for-each-ref --format='%(refname)' refs/heads/backport)" |
		grep -q "cherry picked from commit $(git rev-parse main)"
	on_branch main
}

@test "... and with what is unmerged it goes on, and back" {
	waits
	git cherry-pick --quit
	run git backport --continue
	exits 1
	says 'unmerged paths' doc.rst
	git cherry-pick --quit
	git backport --abort
	given_up
	run git backport --on-conflict=stop v0.1
	exits 1
	git cherry-pick --quit
	run git backport --skip
	exits 0
	says 'left out'
	on_branch main
}

@test "... or committed without it, it counts" {
	waits
	mends
	git cherry-pick --quit
	git commit -q -m mine
	git backport --continue
	[ "$(picked)" = "$(printf 'a\nBX\nc')" ]
}

@test "... or with nothing added, it is told what to do" {
	waits
	printf 'a\nBX\nc\n' >doc.rst
	git cherry-pick --quit
	git reset -q
	run git backport --continue
	exits 1
	says 'HEAD is not the pick' 'git add what resolves it' 'git backport --skip'
	git add doc.rst
	git backport --continue
	[ "$(picked)" = "$(printf 'a\nBX\nc')" ]
}

@test "a commit that has nothing of the pick is not taken for it" {
	waits
	git cherry-pick --abort
	echo z >z
	git add z
	GIT_AUTHOR_DATE=$(git log -1 --format=%aD main) git commit -q -m 'Something else'
	run git backport --continue
	exits 1
	says 'HEAD is not the pick' 'git backport --abort'
	git backport --abort
	on_branch main
}

@test "--abort when the branch HEAD was on is gone" {
	waits
	git backport --abort
	git switch -q -c other
	run git backport --on-conflict=stop v0.1 main
	exits 1
	git branch -m other renamed
	run git backport --abort
	exits 0
	says "'other' is gone" 'on no branch' 'given up'
	[ -z "$(git status --porcelain)" ]
	run git backport --abort
	says 'nothing was interrupted'
}

@test "what was resolved, and not carried out, is left out by --skip" {
	waits --push
	mends
	on_server_refuse 'refs/heads/backport/*'
	run git backport --continue
	exits '1|128'
	on_server_allow
	local made
	made=$(git rev-parse --short=10 HEAD)
	run git backport --skip
	exits 0
	says "git show $made" 'left out'
	on_branch main
	none
}

@test "lines of a commit are its own also in a file that has another name there" {
	seq 20 >long.txt
	commit_all 'Numbers'
	git branch -f stable/v0.1 main
	git switch -q stable/v0.1
	git mv long.txt other.txt
	sed -i 's/^5$/five/' other.txt
	commit_all 'Another name'
	quietly git push -q -f origin stable/v0.1
	git switch -q main
	sed -i 's/^5$/5\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> topic/' long.txt
	commit_all 'About conflicts'
	quietly git push -q origin main
	run git backport --on-conflict=stop v0.1
	exits 1
	git add other.txt
	marked other.txt
	seq 20 | sed 's/^5$/five\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> topic/' >other.txt
	git add other.txt
	git backport --continue
	on_branch main
}

@test "an --abort that was killed leaves nothing that is taken for a resolution" {
	local n
	waits
	git backport --abort
	for ((n = 1; n < 9; n++)); do
		run git backport --on-conflict=stop v0.1
		exits 1
		mends
		CRASH_AT=$n run git backport --abort
		[ "$status" -eq 99 ] || break
		run git backport --continue
		exits 1
		says 'is set up in'
		none
		git backport --abort
		given_up
	done
	[ "$n" -gt 2 ]
}
