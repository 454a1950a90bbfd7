#!/usr/bin/env bats
# A conflict that the current work tree cannot take is resolved in one of its own.

load lib

setup() {
	repo_trunk
	git switch -q -c stable/v0.1 HEAD~1
	echo 'an old line' >>a.txt
	git commit -q -a -m 'An old line'
	git switch -q main
	echo 'another line' >>a.txt
	git commit -q -a -m 'Another line'
	quietly git push -q origin main stable/v0.1
	own=$(git rev-parse --absolute-git-dir)/rel/work
}

# in_the_way: the user is at a.txt, which the set-up would overwrite
in_the_way() { echo mine >>a.txt; }

resolve_there() {
	sed -i '/^<<<<<<</,/^>>>>>>>/c both' "$own/a.txt"
	git -C "$own" add a.txt
}

@test "work in the way stays as it is: the conflict gets a work tree of its own" {
	in_the_way
	before=$(git status --porcelain; cat a.txt)
	run git backport -y --on-conflict=stop v0.1
	exits 1
	says "is set up in '$own'" 'a work tree of its own'
	[ "$(git status --porcelain; cat a.txt)" = "$before" ]
	[ "$(git -C "$own" rev-parse CHERRY_PICK_HEAD)" = "$(git rev-parse main)" ]
	resolve_there
	run git backport -y --continue
	[ "$status" -eq 0 ]
	[ "$(git show "backport/$(git rev-parse --short=12 main)/stable/v0.1:a.txt" | tail -1)" = both ]
	[ ! -e "$own" ]
	[ "$(git worktree list | wc -l)" -eq 1 ]
	[ "$(git status --porcelain; cat a.txt)" = "$before" ]
	on_branch main
}

@test "git's own commands end it there, too" {
	in_the_way
	run git backport -y --on-conflict=stop v0.1
	exits 1
	resolve_there
	git -C "$own" -c core.editor=true cherry-pick --continue >/dev/null
	run git backport -y --continue
	[ "$status" -eq 0 ]
	[ ! -e "$own" ]
}

@test "--abort removes it and touches nothing else" {
	in_the_way
	run git backport -y --on-conflict=stop v0.1
	run git backport --abort
	[ "$status" -eq 0 ]
	[ ! -e "$own" ]
	[ "$(git worktree list | wc -l)" -eq 1 ]
	git backport status >/dev/null
	run git backport --continue
	[ "$status" -ne 0 ]
	says 'nothing was interrupted'
}

@test "while git is busy with something else here, it is resolved there" {
	git switch -q -c side HEAD~1
	echo side >>a.txt
	git commit -q -a -m side
	run git cherry-pick main
	git rev-parse -q --verify CHERRY_PICK_HEAD
	run git backport -y --on-conflict=stop v0.1 -- main
	exits 1
	says "'$own'"
	resolve_there
	run git backport -y --continue
	[ "$status" -eq 0 ]
	git rev-parse -q --verify CHERRY_PICK_HEAD
	on_branch side
}

@test "in a bare repository it has the only work tree" {
	git clone -q --bare "$R" "$T/bare.git"
	cd "$T/bare.git"
	git symbolic-ref HEAD refs/heads/main
	own=$PWD/rel/work
	run git backport -y --on-conflict=stop v0.1 -- main
	exits 1
	says "'$own'"
	resolve_there
	run git backport -y --continue
	[ "$status" -eq 0 ]
	[ ! -e "$own" ]
	git rev-parse -q --verify "backport/$(git rev-parse --short=12 main)/stable/v0.1"
}

@test "what a person leaves in it stays, and the next conflict says so" {
	in_the_way
	run git backport -y --on-conflict=stop v0.1
	resolve_there
	echo notes >"$own/notes.txt"
	run git backport -y --continue
	[ "$status" -eq 0 ]
	says "files of yours in '$own'" "git worktree remove --force"
	[ "$(cat "$own/notes.txt")" = notes ]
	git for-each-ref --format='delete %(refname)' refs/heads/backport |
		git update-ref --stdin
	remember
	run git backport -y --on-conflict=stop v0.1
	refused 1 "is there already" "git worktree remove --force"
	eval "$(sed -n 's/.*to remove it: //p' <<<"$output")"
	run git backport -y --on-conflict=stop v0.1
	exits 1
	says 'is set up'
}

@test "a second conflict comes into the same one" {
	git switch -q stable/v0.1
	echo 'old too' >>b.txt
	git add b.txt
	git commit -q -m 'b there'
	git switch -q main
	echo 'new too' >>b.txt
	git add b.txt
	git commit -q -m 'b here'
	quietly git push -q origin main stable/v0.1
	in_the_way
	run git backport -y --on-conflict=stop v0.1 -- main~1 main
	exits 1
	resolve_there
	run git backport -y --continue
	exits 1
	says "'$own'"
	sed -i '/^<<<<<<</,/^>>>>>>>/c both' "$own/b.txt"
	git -C "$own" add b.txt
	run git backport -y --continue
	[ "$status" -eq 0 ]
	[ ! -e "$own" ]
	[ "$(tail -1 a.txt)" = mine ]
}

@test "the dry run names it, and what it prints, typed, sets it up" {
	in_the_way
	remember
	run git backport -n --on-conflict=stop v0.1
	says 'git worktree add --detach'
	[ ! -e "$own" ]
	(eval "$(sed -n 's/^     \$ //p' <<<"$output")") >/dev/null 2>&1 || :
	[ "$(git -C "$own" rev-parse CHERRY_PICK_HEAD)" = "$(git rev-parse main)" ]
}

@test "what is staged stays staged" {
	echo new >new.txt
	git add new.txt
	before=$(git status --porcelain)
	run git backport -y --on-conflict=stop v0.1
	exits 1
	says 'there are staged changes' "is set up in '$own'"
	[ "$(git status --porcelain)" = "$before" ]
	git backport --abort
	[ "$(git status --porcelain)" = "$before" ]
}

@test "the exit status tells of a conflict, also when nothing is left to do" {
	git branch stable/v0.2 main~1
	quietly git push -q origin stable/v0.2
	run git backport -y --on-conflict=skip v0.1 v0.2
	exits 1
	run git backport -y --on-conflict=skip v0.1 v0.2
	exits 1
	says 'as it is'
}

@test "of two that stop at the same moment one is refused, and --abort leaves nothing" {
	git worktree add -q --detach "$T/linked" main
	(cd "$T/linked" && exec git backport -y --on-conflict=stop v0.1 -- main) >"$T/one" 2>&1 &
	run git backport -y --on-conflict=stop v0.1 -- main
	wait $! || :
	[ "$(cat "$T/one" - <<<"$output" | grep -c 'is set up in')" -eq 1 ] ||
		complain "$output" "$(cat "$T/one")"
	git backport --abort
	on_branch main
	for tree in "$R" "$T/linked"; do
		[ -z "$(git -C "$tree" status --porcelain)" ]
	done
	run git backport --continue
	says 'nothing was interrupted'
}
