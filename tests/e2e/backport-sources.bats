#!/usr/bin/env bats
# `git backport`: what the words behind the target stand for.

load lib

# Two stable lines, published; we are on main.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	quietly git push -q origin stable/v0.1 stable/v0.2
}

# fix <file> <text> [<subject>]: a commit on the branch we are on; the text is a
# new last line.  Each at a second of its own.
fix() {
	CLOCK=$((${CLOCK-1700000000} + 1))
	printf '%s\n' "$2" >>"$1"
	git add -A
	GIT_AUTHOR_DATE="$CLOCK +0000" git commit -q -m "${3:-Mend $1}"
}

# topic: a branch tp of two commits, a and b; we are on main again
topic() {
	git switch -q -c tp
	fix a.new a 'Mend a'
	fix b.new b 'Mend b'
	git switch -q main
}

published() { quietly git push -q origin main; }

# picked <words>: the subjects that stable/v0.1 gets, oldest first
picked() {
	run git backport -n stable/v0.1 "$@"
	exits 0
	picked=$(sed -n 's/^  + [0-9a-f]* //p' <<<"$output")
}

@test "a topic that landed by rebase is all of its commits, also with others between them" {
	topic
	fix z.new z
	git cherry-pick tp~1 >/dev/null
	fix y.new y
	git cherry-pick tp >/dev/null
	published
	picked tp
	[ "$picked" = $'Mend a\nMend b' ] || complain "$output"
}

@test "... and with a fixup squashed in" {
	topic
	git switch -q tp
	fix a.new aa 'fixup! Mend a'
	git switch -q main
	fix z.new z
	git cherry-pick tp~2 >/dev/null
	echo aa >>a.new
	git commit -q -a --amend --no-edit
	git cherry-pick tp~1 >/dev/null
	published
	picked tp
	[ "$picked" = $'Mend a\nMend b' ] || complain "$output"
}

@test "... and with a commit squashed in that does not say so" {
	topic
	git switch -q tp
	fix b.new bb 'Oops'
	git switch -q main
	fix z.new z
	git cherry-pick tp~2 >/dev/null
	git cherry-pick tp~1 >/dev/null
	echo bb >>b.new
	git commit -q -a --amend --no-edit
	published
	picked tp
	[ "$picked" = $'Mend a\nMend b' ] || complain "$output"
}

@test "... and with other words, authors and dates" {
	topic
	fix z.new z
	git cherry-pick tp~1 >/dev/null
	git commit -q --amend --reset-author -m 'Repair a'
	fix y.new y
	git cherry-pick tp >/dev/null
	git commit -q --amend --reset-author -m 'Repair b'
	published
	picked tp
	[ "$picked" = $'Repair a\nRepair b' ] || complain "$output"
}

@test "a rebased topic that a merge brought is its commits" {
	topic
	fix z.new z
	git switch -q -c rebased tp
	quietly git rebase -q main
	git switch -q main
	quietly git merge -q --no-ff -m "Merge branch 'tp' (#4)" rebased
	git branch -q -D rebased
	published
	picked tp
	[ "$picked" = $'Mend a\nMend b' ] || complain "$output"
	says backport/4/
}

@test "a squash counts with what landed of the topic before it" {
	topic
	fix z.new z
	git cherry-pick tp~1 >/dev/null
	fix y.new y
	quietly git merge -q --squash tp
	git commit -q -m 'The rest (#5)'
	published
	picked tp
	[ "$picked" = $'Mend a\nThe rest (#5)' ] || complain "$output"
}

@test "where not all of a topic is found, that is said, and nothing is picked" {
	topic
	echo a >a.new
	fix c.new c 'Something with a in it'
	echo b >b.new
	fix d.new d 'And with b'
	published
	remember
	run git backport stable/v0.1 tp
	refused 1 "'tp' has landed on 'main', but not all of it" 'Mend a' 'name what landed'
}

@test "what a range has is merged, all of it, or --unmerged is said" {
	topic
	fix m.new m
	published
	remember
	run git backport stable/v0.1 main...tp
	refused 1 'Mend ' '--unmerged'
	git switch -q tp
	quietly git merge -q --no-edit main
	git switch -q main
	remember
	run git backport stable/v0.1 main~1..tp
	refused 1 'Mend ' '--unmerged'
	run git backport -n --unmerged stable/v0.1 main~1..tp
	exits 0
	says 'Mend a' 'Mend b' 'Mend m.new'
}

@test "a topic is one by whatever name git knows it" {
	topic
	quietly git push -q origin tp
	quietly git merge -q --no-ff -m 'Merge pull request #9 from x/tp' tp
	published
	git switch -q -c other tp
	git switch -q main
	for name in tp heads/tp refs/heads/tp origin/tp remotes/origin/tp \
		refs/remotes/origin/tp; do
		picked "$name"
		[ "$picked" = $'Mend a\nMend b' ] || complain "$name: $output"
		says backport/9/
	done
	for name in main origin/main refs/heads/main origin/HEAD; do
		git remote set-head origin main
		run git backport -n -m1 stable/v0.1 "$name"
		exits 0
		says 'Merge pull request #9'
	done
}

@test "-m is taken where git cherry-pick takes it" {
	topic
	fix m.new m 'Mend m'
	quietly git merge -q --no-ff -m 'Merge tp' tp
	fix n.new n 'Mend n'
	published
	for words in '-m1 -- main' '-m2 -- main~1 main' '-m0 -- main' '-m3 -- main~1' \
		'-m-1 -- main' '-m2 -- main' '-m1 -- main~1 main' '-- main~1'; do
		git switch -q --detach stable/v0.1
		local ok=0
		# shellcheck disable=SC2086
		git cherry-pick ${words/--/} >"$T/said" 2>&1 && ok=1
		git cherry-pick --abort 2>/dev/null || :
		git switch -q main
		# shellcheck disable=SC2086
		run git backport -n ${words%% -- *} stable/v0.1 -- ${words##*-- }
		case $words in '-- '*) run git backport -n stable/v0.1 -- main~1 ;; esac
		[ "$((status == 0))" = "$ok" ] || complain "$words: git $ok: $(cat "$T/said")"
		[ "$status" = 0 ] || [ "$status" = 129 ] || complain "$words: $status"
	done
	for m in -1 0 5; do
		run git backport why -m "$m" stable/v0.1 main
		exits 129
	done
	git backport why -m 1 stable/v0.1 main
}

@test "a decline and the status of a topic are of what landed of it" {
	topic
	quietly git merge -q --squash tp
	git commit -q -m 'All of tp (#6)'
	published
	git backport -q decline -m 'not there' stable/v0.1 tp
	run git backport status stable/v0.1 main
	says 'x stable/v0.1' 'not there'
	run git backport status tp
	exits 0
	says 'All of tp (#6)' 'not there'
}

@test "a topic is never the branch of its own backport" {
	topic
	git branch squashed tp
	quietly git merge -q --squash squashed
	git commit -q -m 'Both (#6)'
	published
	remember
	run git backport --branch=squashed --force-new stable/v0.1 squashed
	refused 129 "'squashed' is no branch for a backport" 'it is what is picked'
}

# moved_on: stable/v0.1 has another commit on the remote
moved_on() {
	CLOCK=$((${CLOCK-1700000000} + 1))
	colleague stable/v0.1 "echo $CLOCK >moved-$CLOCK.txt"
}

@test "a branch that we have pushed and made anew is pushed again, under a lease" {
	fix f.new one 'Mend f (#3)'
	published
	git backport -q --push stable/v0.1
	moved_on
	git backport -q stable/v0.1
	moved_on
	git backport -q stable/v0.1
	git backport -q --push stable/v0.1
	here_and_there refs/heads/backport/3/stable/v0.1
	[ "$(git rev-parse backport/3/stable/v0.1^)" = "$(git -C "$REMOTE" rev-parse stable/v0.1)" ]
}

@test "... but not over what somebody else has pushed there" {
	fix f.new one 'Mend f (#3)'
	published
	git backport -q --push stable/v0.1
	moved_on
	git backport -q stable/v0.1
	colleague backport/3/stable/v0.1 'echo more >more.txt'
	remember
	run git backport --push stable/v0.1
	refused 1 'have diverged' '--force-new'
	[[ $output != *rebase* ]]
	git backport -q --force-new --push stable/v0.1
	here_and_there refs/heads/backport/3/stable/v0.1
}

@test "an undone backport counts as never made" {
	fix f.new one 'Mend f (#3)'
	published
	git backport -q stable/v0.1
	moved_on
	git backport -q stable/v0.1
	git rel undo -y
	git backport -q stable/v0.1
	[ "$(git rev-parse backport/3/stable/v0.1^)" = "$(git -C "$REMOTE" rev-parse stable/v0.1)" ]
}

@test "--direct --push pushes what the target has here alone" {
	fix f.new one 'Mend f (#3)'
	published
	git backport -q --direct stable/v0.1
	git backport -q --direct --push stable/v0.1
	here_and_there refs/heads/stable/v0.1
	remember
	run git backport --direct --push stable/v0.1
	exits 0
	unchanged
}

@test "a branch of that name which was never a backport is not moved" {
	fix f.new one 'Mend f (#3)'
	published
	git branch side stable/v0.1
	moved_on
	git fetch -q
	git branch -f stable/v0.1 origin/stable/v0.1
	git branch fresh stable/v0.1
	remember
	run git backport --branch=side stable/v0.1
	refused 1 "'side' is there already, and was not made here" '--force-new'
	git backport -q --branch=fresh stable/v0.1
	[ "$(git rev-parse fresh^)" = "$(git rev-parse stable/v0.1)" ]
}

@test "a branch that is as it was left, of other commits, is told as such" {
	fix f.new one 'Mend f (#3)'
	fix c.new two 'Mend c (#3)'
	published
	git backport -q stable/v0.1 main~1
	remember
	run git backport stable/v0.1 main
	refused 1 'as the backport of other commits'
	git switch -q backport/3/stable/v0.1
	fix d.new three
	git switch -q main
	remember
	run git backport stable/v0.1 main
	refused 1 'and not as it was left here'
}

@test "the command that is advised for a conflict keeps the number of a topic" {
	git switch -q stable/v0.1
	fix a.new other
	quietly git push -q origin stable/v0.1
	git switch -q main
	topic
	quietly git merge -q --no-ff -m 'Merge pull request #9 from x/tp' tp
	published
	run git backport stable/v0.1 tp
	exits 1
	says '--branch=backport/9/{target}'
}

@test "a path in conflict is told as it is, also where a folder is in its place" {
	fix e e
	git branch -f stable/v0.1
	git switch -q stable/v0.1
	git rm -q e
	mkdir e
	fix e/x x
	quietly git push -q -f origin stable/v0.1
	git switch -q main
	fix e more
	published
	run git backport -n stable/v0.1
	exits 0
	says 'conflict in e (of another kind on the target)'
	run git backport why stable/v0.1 main
	says '  e'
	run git backport -n --json stable/v0.1
	says '"path":"e"'
}

@test "status names the line a branch is for, and deletes it where it is" {
	git branch 1.1 stable/v0.1
	git branch stable/1.1 stable/v0.1
	git config backport.targets '1.* stable/*'
	fix f.new one 'Mend f (#3)'
	published
	quietly git push -q origin 1.1 stable/1.1
	git backport -q --push stable/1.1
	run git backport status
	says "backport/3/stable/1.1: open, 1 commit for 'stable/1.1'"
	quietly git push -q origin backport/3/stable/1.1:stable/1.1
	git fetch -q
	git branch -q -f stable/1.1 origin/stable/1.1
	git branch -q -D backport/3/stable/1.1
	run git backport status
	says 'git push origin --delete backport/3/stable/1.1'
	eval "$(sed -n "s/.*in 'stable.1.1'; //p" <<<"$output")"
	run git backport status
	[[ $output != *backport/3* ]]
}

@test "--abort comes back from commits on top of the pick, and names them" {
	git switch -q stable/v0.1
	fix a.new other
	quietly git push -q origin stable/v0.1
	git switch -q main
	fix a.new one
	published
	run git backport --on-conflict=stop stable/v0.1
	exits 1
	git commit -q -a -m x
	fix b.new more
	local top
	top=$(git rev-parse --short=10 HEAD)
	run git backport --abort
	exits 0
	says "back to 'main'" "$top"
	on_branch main
}

@test "status counts what was picked, also where the target has moved on since the last fetch" {
	fix f.new one 'Mend f (#3)'
	published
	moved_on
	git backport -q stable/v0.1
	run git backport status
	says "backport/3/stable/v0.1: open, 1 commit for 'stable/v0.1'"
	git fetch -q
	run git backport status
	says "open, 1 commit for 'stable/v0.1'"
	fix g.new two 'Mend g (#3)'
	published
	git backport -q --force-new stable/v0.1 main~1 main
	run git backport status
	says "open, 2 commits for 'stable/v0.1'"
}
