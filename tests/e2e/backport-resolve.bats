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
