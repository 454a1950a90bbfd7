#!/usr/bin/env bats
# `git backport why`: what makes a pick conflict, and what would mend that.

load lib

# Two stable lines, published: stable/v0.1 at the first commits of main,
# stable/v0.2 one commit on; we are on main.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	quietly git push -q origin stable/v0.1 stable/v0.2
}

# line <file> <number> <text> [<subject>]: a commit that makes it that line
line() {
	sed -i "$2s/.*/$3/" "$1"
	git add -A
	git commit -q -m "${4:-$3}"
}

# on <branch> <command>...: run there, and be back.
on() {
	local was
	was=$(git symbolic-ref --short HEAD)
	git switch -q "$1"
	"${@:2}"
	git switch -q "$was"
}

short() { git rev-parse --short=10 "$1"; }

# named <commit>...: as in a command
named() { printf ' %s' "$(git rev-parse --short=12 "$1")" "${@:2}"; }

# typed: the command that the output of why ends with is carried out
typed() {
	quietly git push -q origin --all
	COMMAND=$(sed -n 's/^    git backport/git backport/p' <<<"$output")
	eval "$COMMAND"
}

# ask <python expression of r>: about the only line of why --json
ask() { "$PYTHON" -c 'import json, sys; r = json.loads(sys.stdin.read()); print(eval(sys.argv[1]))' "$1" <<<"$output"; }

@test "the commit that made the lines is the cause, and picking it first is what mends it" {
	line a.txt 5 'five, better'
	line b.txt 3 'no matter'
	line a.txt 5 'five, best'
	run git backport why v0.1 main
	exits 1
	says "stable/v0.1: $(short main) five, best conflicts" '  a.txt:2-8' \
		"main only  $(short main~2) five, better (applies cleanly)" \
		'with 1 commit picked before it, it applies cleanly:' \
		"git backport stable/v0.1 --$(named main~2) $(git rev-parse --short=12 main)"
	[[ $output != *'no matter'* && $output != *'stable only'* ]]
	typed
	[ "$(git show "backport/$(git rev-parse --short=12 main)/stable/v0.1:a.txt" | sed -n 5p)" = 'five, best' ]
}

@test "causes of causes come first, in the order of history" {
	line a.txt 5 one
	line a.txt 5 two
	line a.txt 5 three
	line a.txt 5 four
	run git backport why v0.1 main
	exits 1
	says "main only  $(short main~1) three (conflicts as well)" 'with 3 commits picked before it, it applies cleanly:'
	typed
	[ "$(git log --format=%s stable/v0.1..backport/"$(git rev-parse --short=12 main)"/stable/v0.1)" = $'four\nthree\ntwo\none' ]
}

@test "what is not needed is left out of the command" {
	line a.txt 5 'five, better'
	line a.txt 7 'seven, better'
	line a.txt 5 'five, best'
	on stable/v0.1 line a.txt 12 'own, far away'
	run git backport why v0.1 main
	exits 1
	says "$(short main~1) seven, better"
	typed
	[ "$(git log --format=%s stable/v0.1..backport/"$(git rev-parse --short=12 main)"/stable/v0.1 | tail -n 1)" = 'five, better' ]
}

@test "what applies cleanly is said to, with the command that picks it" {
	line a.txt 5 'five, better'
	run git backport why v0.1 main
	exits 0
	says 'applies cleanly' "git backport stable/v0.1 --$(named main)"
	typed
	git rev-parse -q --verify "backport/$(git rev-parse --short=12 main)/stable/v0.1"
}

@test "what is there already, or changes nothing there, is no conflict" {
	line a.txt 5 'five, better'
	on stable/v0.1 git cherry-pick -x main
	on stable/v0.2 line a.txt 5 'five, better' 'The same by hand'
	run git backport why v0.1 main
	exits 0
	says 'is there already' "$(short stable/v0.1) (cherry-pick -x)"
	run git backport why v0.2 main
	exits 0
	says 'is there already'
	run git backport why v0.1 main~3
	exits 0
	says 'is there already' '(ancestor)'
}

@test "the commits of the target that touched the file are named, and no chain is made up" {
	on stable/v0.1 line a.txt 5 'own five' 'Own five'
	line a.txt 5 'five, better'
	run git backport why v0.1 main
	exits 1
	says "stable only  $(short stable/v0.1) Own five" "nothing that only 'main' has touched it" \
		'no short chain of picks makes it apply cleanly'
	[[ $output != *'git backport stable'* ]]
}

@test "a cause that the target has a pick of is none" {
	line a.txt 5 'five, better'
	line a.txt 6 'six, better'
	on stable/v0.1 git cherry-pick -x main~1
	line a.txt 6 'six, best'
	run git backport why v0.1 main
	exits 1
	says "main only  $(short main~1) six, better (applies cleanly)" \
		"git backport stable/v0.1 --$(named main~1) $(git rev-parse --short=12 main)"
	[[ $output != *"main only  $(short main~2)"* ]]
}

@test "lines that were only deleted leave nothing to blame, and it is said" {
	sed -i '6,7d' a.txt
	git commit -q -a -m 'Take lines away'
	line b.txt 2 'no matter'
	line a.txt 5 'five, better'
	run git backport why v0.1 main
	exits 1
	says "no line there is only on 'main'; lines were taken away by:" \
		"main only  $(short main~2) Take lines away (applies cleanly)"
	typed
}

@test "a file that the target has under another name" {
	line a.txt 5 'five, better'
	on stable/v0.1 sh -c 'git mv a.txt old.txt; git commit -q -m Rename'
	line a.txt 5 'five, best'
	run git backport why v0.1 main
	exits 1
	says '  old.txt:2-8 of a.txt' "main only  $(short main~1) five, better (applies cleanly)" \
		"stable only  $(short stable/v0.1) Rename"
	typed
	[ "$(git show "backport/$(git rev-parse --short=12 main)/stable/v0.1:old.txt" | sed -n 5p)" = 'five, best' ]
}

@test "a file that the source has renamed before" {
	line a.txt 5 'five, better'
	git mv a.txt new.txt
	git commit -q -m 'Rename'
	line new.txt 5 'five, best'
	run git backport why v0.1 main
	exits 1
	says 'of new.txt' "main only  $(short main~2) five, better (applies cleanly)"
	typed
}

@test "a file that the target does not have comes with the commit that added it" {
	seq 9 >'a new: file'
	git add .
	git commit -q -m 'Add it'
	line 'a new: file' 5 five
	run git backport why v0.1 main
	exits 1
	says '(deleted on the target)' "main only  $(short main~1) Add it (applies cleanly)"
	typed
	[ "$(git show "backport/$(git rev-parse --short=12 main)/stable/v0.1:a new: file" | sed -n 5p)" = five ]
}

@test "a file that was added on both sides" {
	on stable/v0.1 sh -c 'echo own >x; git add x; git commit -q -m "Own x"'
	echo one >x
	git add x
	git commit -q -m 'Add x'
	run git backport why v0.1 main
	exits 1
	says 'x (added on both sides)' "stable only  $(short stable/v0.1) Own x"
}

@test "only changes that conflict are looked at" {
	line a.txt 2 'two, better'
	line a.txt 11 'eleven, better'
	sed -i '2s/.*/two, best/; 6s/.*/six/' a.txt
	git commit -q -a -m 'Two places'
	on stable/v0.1 git cherry-pick -x main~2
	sed -i '3s/.*/three/; 11s/.*/eleven, best/' a.txt
	git commit -q -a -m 'Two more'
	run git backport why v0.1 main
	exits 1
	says "main only  $(short main~2) eleven, better" 'Two places'
	typed
}

@test "binary files and submodules have no lines: the file tells" {
	printf 'a\0b' >'b[i]n'
	git add .
	git commit -q -m 'Add bin'
	printf 'a\0c' >'b[i]n'
	git commit -q -a -m 'Change bin'
	printf 'a\0d' >'b[i]n'
	git commit -q -a -m 'Change bin again'
	run git backport why v0.1 main
	exits 1
	says 'b[i]n (deleted on the target)' 'the newest that touched the file' \
		"main only  $(short main~1) Change bin (conflicts as well)"
	typed
	for n in 1 2 3; do
		git update-index --add --cacheinfo "160000,000000000000000000000000000000000000000$n,sub"
		git commit -q -m "Submodule $n"
	done
	run git backport why v0.1 main
	exits 1
	says "main only  $(short main~1) Submodule 2" 'with 2 commits picked before it'
}

@test "settings of git do not change what is found" {
	line a.txt 5 'five, better'
	sed -i '8,9d' a.txt
	git commit -q -a -m 'Take lines away'
	line a.txt 5 'five, best'
	on stable/v0.1 line a.txt 12 'own' 'Own'
	run git backport why --json v0.1 main
	was=$output
	exits 1
	git config log.showSignature true
	git rev-parse main~2 >"$T/ignored"
	git config blame.ignoreRevsFile "$T/ignored"
	git config blame.coloring highlightRecent
	git config color.ui always
	git config diff.noprefix true
	git config diff.external false
	git config log.follow true
	git config merge.conflictStyle diff3
	run git backport why --json v0.1 main
	[ "$output" = "$was" ] || complain "$output"
}

@test "JSON tells all of it in one line" {
	on stable/v0.1 line a.txt 9 'nine' 'Own nine'
	line a.txt 5 'five, better'
	line a.txt 5 'five, best'
	run git backport why --json v0.1 main
	exits 1
	[ "$(ask '[r["version"], r["target"], r["state"], r["subject"]]')" = "[1, 'stable/v0.1', 'conflict', 'five, best']" ]
	[ "$(ask '[(p["path"], p["lines"], p["rests_on"], [(s["subject"], s["applies"]) for s in p["source_only"]], [t["subject"] for t in p["target_only"]]) for p in r["paths"]]')" = \
		"[('a.txt', [[2, 8]], 'lines', [('five, better', True)], ['Own nine'])]" ]
	[ "$(ask '" ".join(r["command"])')" = "git backport stable/v0.1 --$(named main~1) $(git rev-parse --short=12 main)" ]
	run git backport why --json v0.1 main~1
	exits 0
	[ "$(ask '[r["state"], r["paths"]]')" = "['clean', []]" ]
}

@test "a merge needs -m, and the command has it, too" {
	line a.txt 5 'five, better'
	git switch -q -c side
	line a.txt 5 'five, best'
	git switch -q main
	quietly git merge -q --no-ff -m 'Merge side' side
	remember
	run git backport why v0.1 main
	refused 129 'is a merge' '-m 1'
	run git backport why -m 1 v0.1 main
	exits 1
	says "git backport -m1 stable/v0.1 --$(named main~1)"
	typed
	run git backport why -m 3 v0.1 main
	exits 129
	says 'has no parent 3'
}

@test "what has not been merged gets a command that says so" {
	git switch -q -c topic
	line a.txt 5 'five, better'
	line a.txt 5 'five, best'
	run git backport why v0.1 topic
	exits 1
	says 'git backport --unmerged stable/v0.1 --'
	typed
}

@test "nothing is changed, and no object is left" {
	line a.txt 5 'five, better'
	line a.txt 5 'five, best'
	remember fingerprint
	run git backport why v0.1 main
	exits 1
	unchanged
}

@test "in a bare repository" {
	line a.txt 5 'five, better'
	line a.txt 5 'five, best'
	git clone -q --bare . "$T/bare.git"
	cd "$T/bare.git"
	run git backport why v0.1 main
	exits 1
	says 'with 1 commit picked before it, it applies cleanly'
}

@test "what cannot be looked at gets one clear line" {
	remember
	run git backport why v0.9 main
	refused 128 "no branch to pick onto is called 'v0.9'"
	run git backport why v0.1 nowhere
	refused 128 "nowhere"
	run git backport why 'stable/*' main
	refused 129 "'stable/*' is more than one branch"
	run git backport why v0.1
	refused 129 'needs another argument'
	git clone -q --depth=1 --no-single-branch "file://$REMOTE" "$T/shallow"
	cd "$T/shallow"
	run git backport why v0.1 main
	exits 1
	says 'this clone is shallow'
	[ "$(grep -c '^error:' <<<"$output")" = 1 ]
}

@test "behind the first commit after the fork nobody else is sought" {
	git branch -f stable/v0.1 main
	on stable/v0.1 sh -c "sed -i '5s/.*/theirs/' a.txt; git commit -q -a -m theirs"
	sed -i '5s/.*/ours/' a.txt
	git commit -q -a -m first
	first=$(git rev-parse HEAD)
	sed -i '5s/.*/later/' a.txt
	git commit -q -a -m later
	echo dirty >>b.txt
	run git backport why stable/v0.1 "$first"
	exits 1
	[[ $output != *later* ]]
	git switch -q --detach stable/v0.1
	run git backport why stable/v0.1 "$first"
	exits 1
}
