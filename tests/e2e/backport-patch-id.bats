#!/usr/bin/env bats
# Picks that nothing tells but what they change, and what is kept of that.

load lib

# main goes on from where stable/v0.1 began.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD
	echo own >own.txt
	git add -A
	git commit -q -m 'Begin main'
}

# commit <file> <subject> [<line>]: of the author of the minute
commit() {
	echo "${3:-$2}" >>"$1"
	git add -A
	git commit -q -m "$2"
}

on() {
	git switch -q "$1"
	"${@:2}"
	git switch -q main
}

# Picked by hand, so that nothing of its origin is left but the change.
reworded() {
	git cherry-pick --no-commit "$1"
	GIT_AUTHOR_DATE='1700000001 +0000' git commit -q --author='Other <o@x>' -m "$2" "${@:3}"
}

# row <subject>: its cells in the audit
row() { git backport audit --all | sed -n "s/^\([^ ]*\)  [0-9a-f]* . $1\$/\1/p"; }

# git_runs <command>: how often that git command was run by an audit
git_runs() {
	rm -f "$T/trace"
	GIT_TRACE="$T/trace" git backport audit --all >/dev/null
	grep -c "exec: git.* $1 \|run_command:.*git.* $1 \|built-in: git $1 " "$T/trace" || :
}

@test "a reworded pick of another author and date is found by its patch-id" {
	commit one.txt 'Mend one'
	on stable/v0.1 reworded main 'Something else entirely'
	[ "$(git cherry stable/v0.1 main | tail -1 | cut -c1)" = - ]
	[ "$(row 'Mend one')" = = ]
	run git backport status main
	exits 0
	says '= stable/v0.1 ' "picked $(git rev-parse --short=10 stable/v0.1) (patch-id)"
	git backport audit --json | grep -q '"evidence":"patch-id"'
	git backport status --json main | grep -q '"evidence":"patch-id"'
}

@test "its context may differ, as may white space" {
	seq 30 >lines.txt
	git add -A && git commit -q -m 'Lines'
	git backport -q --direct v0.1
	on stable/v0.1 sh -c 'sed -i 1d lines.txt && git commit -q -a -m "Without the first"'
	sed -i '20s/.*/twenty words/' lines.txt
	git commit -q -a -m 'Mend twenty'
	on stable/v0.1 sh -c 'sed -i "19s/.*/twenty  words/" lines.txt && git commit -q -a -m Twenty'
	[ "$(row 'Mend twenty')" = = ]
}

@test "the same paths with another change are no pick, be the files small or large" {
	seq 20000 >large.txt
	git add -A && git commit -q -m 'Large'
	git backport -q --direct v0.1
	for i in 100 200 300; do
		sed -i "${i}s/.*/mended $i/" large.txt
		git commit -q -a -m "Mend $i"
	done
	commit small.txt 'Mend small'
	on stable/v0.1 sh -c 'sed -i "200s/.*/mended 200/" large.txt && git commit -q -a -m Second'
	on stable/v0.1 sh -c 'sed -i "400s/.*/mended 400/" large.txt && git commit -q -a -m Fourth'
	on stable/v0.1 sh -c 'echo other >small.txt && git add -A && git commit -q -m Small'
	[ "$(row 'Mend 100') $(row 'Mend 200') $(row 'Mend 300') $(row 'Mend small')" = '- = - -' ]
}

@test "an edited pick with a trailer counts, where git cherry says that it is missing" {
	commit one.txt 'Mend one'
	on stable/v0.1 sh -c 'git cherry-pick -x --no-commit main && echo more >>one.txt && git add -A &&
		git commit -q -m One -m "(cherry picked from commit $(git rev-parse main))"'
	[ "$(git cherry stable/v0.1 main | tail -1 | cut -c1)" = + ]
	[ "$(row 'Mend one')" = = ]
}

@test "neither merges nor commits without a change match anything" {
	git commit -q --allow-empty -m 'Nothing'
	git switch -q -c topic HEAD~1
	commit one.txt 'Mend one'
	git switch -q main
	git merge -q --no-ff -m 'Merge topic' topic
	on stable/v0.1 git commit -q --allow-empty -m 'Nothing either'
	on stable/v0.1 reworded topic 'Something else'
	[ "$(row 'Nothing')" = - ]
	[ "$(row 'Mend one')" = = ]
	run git backport status main
	says '- stable/v0.1'
}

@test "a change that main has twice is there twice" {
	commit one.txt 'Mend one'
	git revert --no-edit HEAD
	commit one.txt 'Mend one again' 'Mend one'
	on stable/v0.1 reworded main 'Something else'
	[ "$(row 'Mend one again')" = = ]
	git backport status main~2 | grep -q '= stable/v0.1 '
}

@test "what was found is kept: the second time no patch is read" {
	commit one.txt 'Mend one'
	commit two.txt 'Mend two'
	on stable/v0.1 reworded main 'Something else'
	[ "$(git_runs diff-tree)" -gt 0 ]
	[ "$(git_runs diff-tree)" = 0 ]
	[ "$(row 'Mend two')" = = ]
	on stable/v0.1 reworded main~1 'And another'
	[ "$(git_runs diff-tree)" -gt 0 ]
	[ "$(git_runs diff-tree)" = 0 ]
	[ "$(row 'Mend one')" = = ]
}

@test "what is kept and broken, cut off or not ours is found out again" {
	commit one.txt 'Mend one'
	on stable/v0.1 reworded main 'Something else'
	[ "$(row 'Mend one')" = = ]
	cp .git/rel/patch-ids "$T/good"
	for how in ': >patch-ids' 'head -c 60 "$T/good" >patch-ids' 'head -c -1 "$T/good" >patch-ids' \
		'tr "\0" x <"$T/good" >patch-ids' 'cat "$T/good" "$T/good" >patch-ids' \
		'sed "s/ids 1/ids 2/" "$T/good" >patch-ids' \
		'rm patch-ids; ln -s "$T/good" patch-ids'; do
		(cd .git/rel && T=$T sh -c "$how")
		[ "$(row 'Mend one')" = = ]
		cmp .git/rel/patch-ids "$T/good"
		[ ! -L .git/rel/patch-ids ]
	done
}

@test "where nothing can be kept it is found out each time" {
	commit one.txt 'Mend one'
	on stable/v0.1 reworded main 'Something else'
	mkdir -p .git/rel/patch-ids/x
	run git backport audit
	exits 0
	says '=  '
	[[ $output != *patch-ids* ]]
	rm -r .git/rel/patch-ids
	chmod a-w .git/rel
	[ "$(row 'Mend one')" = = ]
	chmod u+w .git/rel
}

@test "settings and the environment do not change what a patch is" {
	seq 30 >lines.txt
	git add -A && git commit -q -m 'Lines'
	git backport -q --direct v0.1
	sed -i '20s/.*/twenty/' lines.txt
	git commit -q -a -m 'Mend twenty'
	[ "$(GIT_DIFF_OPTS=-u1 row 'Mend twenty')" = - ]
	on stable/v0.1 reworded main 'Something else'
	git config diff.algorithm histogram
	git config diff.context 7
	git config diff.noprefix true
	git config core.quotePath false
	[ "$(row 'Mend twenty')" = = ]
	git backport audit --json v0.1 | grep -q '"evidence":"patch-id"'
}

@test "a fix that was picked without a word is not missing" {
	commit culprit.txt 'Add a culprit'
	git backport -q --direct v0.1
	echo mended >>culprit.txt
	git commit -q -a -m 'Mend it' -m "Fixes: $(git rev-parse main)"
	run git backport missing
	says '1 missing'
	on stable/v0.1 reworded main 'Something else'
	run git backport missing
	says '0 missing'
}

@test "what is there without a word, and was changed since, is no conflict" {
	commit one.txt 'Mend one'
	commit two.txt 'Mend two'
	on stable/v0.1 reworded main~1 'Something else'
	local there
	there=$(git rev-parse --short=10 stable/v0.1)
	on stable/v0.1 sh -c 'echo changed since >one.txt && git commit -q -a -m "Go on"'
	git push -q origin main stable/v0.1
	run git backport -y v0.1 main~2..main
	exits 0
	says '= ' "$there" 'patch-id' '+ '
	[ "$(git rev-list --count stable/v0.1..backport/"$(git rev-parse --short=12 main)"/stable/v0.1)" = 1 ]
}

@test "... but it is one where it was taken back" {
	commit one.txt 'Mend one'
	on stable/v0.1 reworded main 'Something else'
	on stable/v0.1 git revert --no-edit HEAD
	on stable/v0.1 sh -c 'echo other >one.txt && git add -A && git commit -q -m "Another way"'
	git push -q origin main stable/v0.1
	run git backport -y --on-conflict=skip v0.1
	exits 1
	says '! '
}
