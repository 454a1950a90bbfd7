#!/usr/bin/env bats
# What `git backport` knows of stable lines: audit, missing, status, decline.

load lib

# stable/v0.1 and stable/v0.2 as in backport.bats; CULPRIT is on main and picked
# onto both, each with -x.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	commit culprit.txt 'Add a culprit'
	CULPRIT=$(git rev-parse HEAD)
	git backport -q --direct 'stable/*'
	quietly git push -q origin main stable/v0.1 stable/v0.2
}

# commit <file> <subject> [<body>]
commit() {
	echo "$2" >>"$1"
	git add -A
	git commit -q -m "$2" ${3:+-m "$3"}
}

on() {
	git switch -q "$1"
	"${@:2}"
	git switch -q main
}

# row <subject>: its cells in the audit
row() { git backport audit --all | sed -n "s/^\([^ ]*\)  [0-9a-f]* . $1\$/\1/p"; }

@test "the audit tells which change is on which line, and how" {
	commit new.txt 'A new feature'
	commit later.txt 'For the newer line'
	git backport -q --direct v0.2
	[ "$(row 'Add a culprit')" = == ]
	[ "$(row 'A new feature')" = -- ]
	[ "$(row 'For the newer line')" = -= ]
	[ "$(row 'Begin')" = ^^ ]
	run git backport audit
	exits 0
	says '2 changes on 2 branches' 'order violations'
	[[ $output != *'A new feature'* ]]
}

@test "a fix that an older line has and a newer one lacks is an order violation" {
	commit later.txt 'For the older line'
	git backport -q --direct v0.1
	run git backport audit --exit-code
	exits 1
	says '=-' '! For the older line' "marked '!': 1"
	git backport -q --direct v0.2
	run git backport audit --exit-code
	exits 0
}

@test "chains, picks of picks and squashes of several are followed" {
	commit one.txt one
	commit two.txt two
	git backport -q --direct v0.2 main~1
	on stable/v0.1 git cherry-pick -x stable/v0.2
	[ "$(row one)" = == ]
	on stable/v0.2 sh -c "echo x >x.txt; git add -A; git commit -q -m 'Several' \
		-m '(cherry picked from commit $(git rev-parse main))' -m '(cherry picked from commit $(git rev-parse main~1))'"
	[ "$(row two)" = -= ]
}

@test "reverts take a change away, reverts of these bring it back" {
	on stable/v0.1 git revert --no-edit HEAD
	[ "$(row 'Add a culprit')" = R= ]
	on stable/v0.1 git revert --no-edit HEAD
	[ "$(row 'Add a culprit')" = == ]
}

@test "a fix is missing where its culprit is, as a commit or as a pick" {
	commit fix.txt 'Mend the culprit' "Fixes: ${CULPRIT:0:12} (\"Add a culprit\")"
	run git backport missing --exit-code
	exits 1
	says 'stable/v0.1 ' 'stable/v0.2 ' 'Mend the culprit' "fixes ${CULPRIT:0:10}" '2 missing on 2 branches'
	git backport -q --direct v0.1
	run git backport missing
	says '1 missing on 2 branches'
	git backport -q --direct v0.2
	run git backport missing --exit-code
	exits 0
	says '0 missing'
}

@test "a revert on main is missing where what it takes back was picked" {
	git revert --no-edit HEAD
	run git backport missing v0.1
	says "reverts ${CULPRIT:0:10}" '1 missing on 1 branch'
	git revert --no-edit HEAD
	run git backport missing v0.1
	says '0 missing'
}

@test "a fix of what a line does not have is not missing there" {
	commit later.txt 'Add another culprit'
	commit fix.txt 'Mend that' "Fixes: $(git rev-parse HEAD)"
	run git backport missing
	says '0 missing'
}

@test "what is declined is told as such, travels, and can be taken back" {
	commit fix.txt 'Mend the culprit' "Fixes: $CULPRIT"
	run git backport decline v0.1 HEAD
	exits 129
	run git backport decline -m 'too risky' v0.1 HEAD
	exits 0
	says 'git push origin refs/notes/backport'
	git push -q origin refs/notes/backport
	run git backport missing
	says '1 missing'
	[ "$(row 'Mend the culprit')" = x- ]
	git clone -q "$REMOTE" "$T/other"
	(cd "$T/other" && git fetch -q origin 'refs/notes/backport:refs/notes/backport' &&
		git notes --ref=backport list | grep -q .)
	run git backport status HEAD
	says 'declined: too risky'
	git notes --ref=backport append -m 'a word of somebody' HEAD
	git backport decline -m 'also here' v0.2 HEAD
	[ "$(git notes --ref=backport show HEAD)" = $'declined stable/v0.1 too risky\n\na word of somebody\ndeclined stable/v0.2 also here' ]
	git rel undo -y
	[ "$(row 'Mend the culprit')" = x- ]
}

@test "status tells open backports, those that have arrived, and releases" {
	commit other.txt 'Mend b (#3)'
	git push -q origin main
	git backport -q --push 'stable/*'
	run git backport status
	exits 0
	says 'backport/3/stable/v0.1: open, 1 commit' 'pushed'
	on stable/v0.1 sh -c 'git merge -q --squash backport/3/stable/v0.1 && git commit -q -m "Mend b (#3) (#9)" \
		-m "(cherry picked from commit $(git rev-parse main))"'
	run git backport status v0.1
	says "backport/3/stable/v0.1: in 'stable/v0.1'"
	git tag -a -m v0.1.1 v0.1.1 stable/v0.1
	run git backport status main
	exits 0
	says '= stable/v0.1' 'released in v0.1.1' '- stable/v0.2'
	git backport status --json | "$PYTHON" -c 'import json, sys
for line in sys.stdin: json.loads(line)'
}

@test "errors are one line that says what to do" {
	remember
	run git backport audit stable/v9
	refused 128 'no branch to pick onto'
	run git backport status no-such-commit
	refused 128 'no-such-commit'
	run git backport audit --since=nowhere
	refused 128 nowhere
	git config backport.targets 'nothing/*'
	run git backport missing
	refused 128 'backport.targets'
}

@test "a pick without a word of it is found by author, date and what it changes" {
	GIT_AUTHOR_DATE='1600000001 +0000' commit one.txt 'Mend one'
	on stable/v0.1 git cherry-pick main
	[ "$(row 'Mend one')" = =- ]
	git backport status main | grep -q '= stable/v0.1 '
	GIT_AUTHOR_DATE='1600000002 +0000' commit two.txt 'Mend two'
	on stable/v0.1 sh -c 'git cherry-pick --no-commit main && echo more >>two.txt && git add -A &&
		git commit -q -C main'
	[ "$(row 'Mend two')" = '~-' ]
}

@test "... by the number or the title that a bot has given it" {
	GIT_AUTHOR_DATE='1600000001 +0000' commit one.txt 'Mend one (#31)'
	on stable/v0.1 sh -c 'git cherry-pick --no-commit main && git commit -q --author="bot <b@x>" \
		-m "Mend one (backport stable/v0.1) (#35)" -m "Backport of #31"'
	[ "$(row 'Mend one (#31)')" = =- ]
	GIT_AUTHOR_DATE='1600000003 +0000' commit three.txt 'Mend three (#32)'
	on stable/v0.1 sh -c 'git cherry-pick --no-commit main && git commit -q --author="bot <b@x>" \
		-m "[Backport stable/v0.1] Mend three (#36)"'
	[ "$(row 'Mend three (#32)')" = =- ]
}

@test "a commit of the same title that does something else is no pick" {
	GIT_AUTHOR_DATE='1600000001 +0000' commit one.txt 'Update NEWS'
	on stable/v0.1 sh -c 'echo other >two.txt; git add -A; git commit -q --author="bot <b@x>" -m "Update NEWS"'
	[ "$(git backport audit --all | grep -c '^--.*Update NEWS')" = 1 ]
}

# As fingerprint, but for what is kept of patches.
fingerprint_of_the_rest() {
	(
		cd "$R" || exit
		find . ! -name patch-ids -printf '%m %y %l %p\n' | sort
		find . -type f ! -name patch-ids -print0 | sort -z | xargs -0 sha256sum
	) | sha256sum
}

@test "who only looks writes nothing below .git but what is kept of patches" {
	GIT_AUTHOR_DATE='1600000001 +0000' commit one.txt 'Mend one'
	on stable/v0.1 git cherry-pick main
	remember fingerprint_of_the_rest
	for verb in status audit missing verify 'why v0.2 main' 'status main'; do
		git backport $verb >/dev/null
	done
	unchanged
}

@test "a backport that waits while its change is reverted there has not arrived" {
	commit b2.txt 'Mend it (#3)'
	git push -q origin main
	git backport -q --direct --push v0.1
	on stable/v0.1 git revert --no-edit HEAD
	git push -q origin stable/v0.1
	git backport -q --push v0.1
	run git backport status v0.1
	says 'backport/3/stable/v0.1: open'
}

@test "a revert that names a title alone takes back the only one of that title" {
	on stable/v0.1 sh -c 'git revert --no-commit HEAD && git commit -q -m "Revert \"Add a culprit\""'
	[ "$(row 'Add a culprit')" = R= ]
	on stable/v0.1 sh -c 'git revert --no-commit HEAD && git commit -q -m "Reapply \"Add a culprit\" (#9)"'
	[ "$(row 'Add a culprit')" = == ]
	on stable/v0.2 git commit -q --allow-empty -m 'Revert "Add a culprit" in part'
	[ "$(row 'Add a culprit')" = == ]
	on stable/v0.2 git commit -q --allow-empty --author='Other <o@x>' -m 'Add a culprit'
	on stable/v0.2 git commit -q --allow-empty -m 'Revert "Add a culprit"'
	[ "$(row 'Add a culprit')" = == ]
}

@test "a revert on main that names a title alone is missing where that was picked" {
	sh -c 'git revert --no-commit HEAD && git commit -q -m "Revert \"Add a culprit\""'
	run git backport missing v0.1
	says "reverts ${CULPRIT:0:10}" '1 missing on 1 branch'
}

@test "a topic branch stands for what has landed of it in status and decline" {
	git switch -q -c topic
	commit one.txt 'Half of it'
	commit two.txt 'The other half'
	git switch -q -c merged main
	commit three.txt 'Third'
	commit four.txt 'Fourth'
	git switch -q main
	git merge -q --squash topic
	git commit -q -m 'Both of it (#5)'
	git merge -q --no-ff -m 'Merge it' merged
	git backport -q --direct v0.2 main^
	run git backport status topic
	exits 0
	says 'Both of it (#5)' '= stable/v0.2' '- stable/v0.1'
	run git backport status merged
	says ' Third' ' Fourth'
	git backport -q decline -m 'too much' v0.1 topic merged
	[ "$(row 'Both of it (#5)') $(row Third) $(row Fourth)" = 'x= x- x-' ]
}
