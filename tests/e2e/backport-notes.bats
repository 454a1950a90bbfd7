#!/usr/bin/env bats
# Notes of commits, copied to their picks: notes.rewrite.backport.

load lib

setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	echo mended >new.txt
	git add -A
	git commit -q -m 'Mend it (#12)'
	quietly git push -q origin main stable/v0.1 stable/v0.2
	git notes add -m $'Tested by Bob\n\n# and Eve' main
	git notes --ref=review add -m 'Seen' main
	git config notes.rewriteRef 'refs/notes/*'
	PICK=backport/12/stable/v0.1
}

@test "no note is copied unless that is asked for" {
	git backport 'stable/*'
	run git notes show $PICK
	exits 1
	git config notes.rewrite.backport true
	git config notes.rewriteRef refs/notes/review
	git backport --branch='b/{target}' 'stable/*'
	[ "$(git notes --ref=review show b/stable/v0.1)" = Seen ]
	run git notes show b/stable/v0.1
	exits 1
}

@test "all notes that notes.rewriteRef means are copied, with the refs of the picks" {
	git config notes.rewrite.backport true
	run git backport -n 'stable/*'
	exits 0
	says "copy 2 notes in 'refs/notes/commits'" "copy 2 notes in 'refs/notes/review'"
	git backport decline -q -m 'no' v0.1 main
	git backport --push 'stable/*'
	for pick in $PICK backport/12/stable/v0.2; do
		[ "$(git notes list $pick)" = "$(git notes list main)" ]
		[ "$(git notes --ref=review list $pick)" = "$(git notes --ref=review list main)" ]
		run git notes --ref=backport show $pick
		exits 1
	done
	run git ls-remote origin 'refs/notes/*'
	[ -z "$output" ]
}

@test "undo takes picks and notes back together" {
	git config notes.rewrite.backport true
	remember
	git backport 'stable/*'
	git rel undo
	unchanged
}

@test "a note that is binary stays where it is, and that is told" {
	git config notes.rewrite.backport true
	git notes --ref=review add -f -C "$(printf 'a\0b' | git hash-object -w --stdin)" main
	run git backport v0.1
	exits 0
	says "in 'refs/notes/review' is binary: not copied"
	[ "$(git notes list $PICK)" = "$(git notes list main)" ]
}
