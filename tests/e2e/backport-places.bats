#!/usr/bin/env bats
# `git backport` where the repository is not whole, and where plain git commands
# come between: each clone that people have, each way out of a stopped pick.

load lib

# Two stable lines, published; a fix on main that conflicts on stable/v0.1.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	git switch -q stable/v0.1
	echo 'an old line' >>a.txt
	git commit -q -a -m 'An old line'
	git switch -q main
	sed -i '$s/.*/ready for all/' a.txt
	git commit -q -a -m 'Mend the last line (#7)'
	quietly git push -q origin main stable/v0.1 stable/v0.2
}

stopped() {
	run git backport --on-conflict=stop stable/v0.1 -- "${1:-HEAD}"
	exits 1
	git rev-parse -q --verify CHERRY_PICK_HEAD
}

resolve() {
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
}

# done_once: the pick is where it belongs, HEAD is back, nothing is left over
done_once() {
	[ "$(git log --format=%s stable/v0.1..backport/7/stable/v0.1)" = 'Mend the last line (#7)' ] ||
		complain "$(git log --oneline --all --graph)" || return
	git log -1 --format=%B backport/7/stable/v0.1 | grep -qF "(cherry picked from commit $(git rev-parse main))" || return
	on_branch main || return
	[ -z "$(leftovers)" ] || complain "$(leftovers)"
}

@test "git cherry-pick --continue, then ours" {
	stopped
	resolve
	quietly git cherry-pick --continue
	git backport --continue
	done_once
}

@test "git commit, then ours" {
	stopped
	resolve
	quietly git commit -q --no-edit
	git backport --continue
	done_once
}

@test "git cherry-pick --abort is noticed, and both ways on work" {
	for how in --abort --quit; do
		remember
		stopped
		quietly git cherry-pick $how
		git reset -q --hard
		run git backport --continue
		exits 1
		says 'HEAD is not the pick' 'git backport --skip'
		git backport --abort
		unchanged
		on_branch main
	done
}

@test "git reset --hard in the middle is noticed" {
	remember
	stopped
	git reset -q --hard
	run git backport --continue
	exits 1
	says 'HEAD is not the pick'
	git backport --abort
	unchanged
}

@test "git switch to a branch in the middle: nothing of it is moved" {
	stopped
	git cherry-pick --abort
	git switch -q stable/v0.2
	remember
	run git backport --continue
	exits 1
	unchanged
	git backport --quit
	on_branch stable/v0.2
	[ -z "$(git for-each-ref refs/heads/backport)" ]
}

@test "--quit leaves what git has, and git ends it" {
	stopped
	git backport --quit
	git rev-parse -q --verify CHERRY_PICK_HEAD
	resolve
	quietly git cherry-pick --continue
	[ "$(git log -1 --format=%s)" = 'Mend the last line (#7)' ]
	git switch -q main
	run git backport --continue
	exits '1|128'
}

@test "a linked work tree: the conflict is set up there, and ended there" {
	git worktree add -q "$T/linked" stable/v0.2
	cd "$T/linked"
	stopped main
	resolve
	git backport --continue
	on=$(git symbolic-ref --short HEAD)
	[ "$on" = stable/v0.2 ]
	cd "$R"
	done_once
}

@test "changes of one's own stay where they are, or are in the way, and it is said" {
	echo mine >>README.md
	stopped
	resolve
	git backport --continue
	[ "$(git status --porcelain)" = ' M README.md' ]
	git branch -q -D backport/7/stable/v0.1
	git checkout -q README.md
	echo mine >>b.txt
	run git backport --on-conflict=stop stable/v0.1
	exits 1
	says 'would be overwritten: b.txt: the conflict gets a work tree of its own'
	git backport --abort
	[ "$(git status --porcelain)" = ' M b.txt' ]
	git worktree add -q --detach "$T/other"
	cd "$T/other"
	stopped main
	resolve
	git backport --continue
	cd "$R"
	[ "$(git status --porcelain)" = ' M b.txt' ]
	git rev-parse -q --verify backport/7/stable/v0.1
}

@test "a file that nobody tracks is in the way of a conflict: no pick is lost" {
	fix() { echo "$1" >"$1" && git add "$1" && git commit -q -m "Add $1 (#7)"; }
	fix one
	fix two
	quietly git push -q origin main
	git switch -q stable/v0.2
	echo mine >one
	run git backport --on-conflict=stop stable/v0.1 -- main~2 main~1 main
	exits 1
	[ "$(cat one)" = mine ]
	resolve
	quietly git commit -q --no-edit
	git backport --continue
	[ "$(cat one)" = mine ]
	[ "$(git log --format=%s stable/v0.1..backport/"$(git rev-parse --short=12 main)"/stable/v0.1)" = $'Add two (#7)\nAdd one (#7)\nMend the last line (#7)' ]
}

@test "a sparse checkout stays sparse, and a conflict outside of it can be resolved" {
	git sparse-checkout set --cone dir
	git backport stable/v0.2
	[ "$(git status --porcelain)" = '' ]
	git backport --direct --on-conflict=skip stable/v0.2
	git switch -q stable/v0.1
	git rm -q --sparse -r dir
	git commit -q -m 'No folder'
	git switch -q main
	echo more >>dir/sub/c.txt
	git commit -q -a -m 'Mend c (#8)'
	quietly git push -q origin main stable/v0.1
	run git backport --on-conflict=stop stable/v0.1
	exits 1
	says 'dir/sub/c.txt' 'deleted on the target'
	git add --sparse dir/sub/c.txt
	git backport --continue
	on_branch main
	[ "$(git show backport/8/stable/v0.1:dir/sub/c.txt | tail -n 1)" = more ]
	[ "$(git sparse-checkout list)" = dir ]
}

@test "what a sparse checkout leaves out can be absent on the target" {
	mkdir other
	echo y >other/y
	git add other
	git commit -q -m 'Another folder'
	quietly git push -q origin main
	git sparse-checkout set --cone dir
	run git backport --on-conflict=stop stable/v0.1 -- main~1
	exits 1
	says 'is set up in'
	git backport --abort
	on_branch main
	[ "$(git status --porcelain)" = '' ]
	[ "$(git sparse-checkout list)" = dir ]
	[ ! -e other ]
}

@test "a clone without blobs fetches those it needs, and stops at a conflict as any" {
	git -C "$REMOTE" config uploadpack.allowFilter true
	git clone -q --filter=blob:none "file://$REMOTE" "$T/partial"
	go_to "$T/partial"
	stopped
	resolve
	git backport --continue
	[ "$(git log --format=%s origin/stable/v0.1..backport/7/stable/v0.1)" = 'Mend the last line (#7)' ]
	on_branch main
}

@test "a submodule that moved goes along without its repository" {
	local a=1111111111111111111111111111111111111111
	git update-index --add --cacheinfo 160000,$a,sub
	git commit -q -m 'A submodule (#9)'
	git update-index --cacheinfo 160000,${a//1/2},sub
	git commit -q -m 'Moved on (#10)'
	quietly git push -q origin main
	git backport --direct stable/v0.2 -- main~1 main
	[ "$(git rev-parse stable/v0.2:sub)" = "${a//1/2}" ]
	run git backport --direct stable/v0.1 -- main
	exits 1
	says 'conflict in sub (deleted on the target)'
}

@test "a chain of picks names each of them, as git does" {
	git backport --direct --push stable/v0.2
	git branch stable/v0.0 stable/v0.2~1
	quietly git push -q origin stable/v0.0
	id=$(git rev-parse stable/v0.2)
	git backport --direct stable/v0.0 -- "$id"
	[ "$(git log -1 --format=%B stable/v0.0 | grep -c 'cherry picked from')" = 2 ]
	[ "$(git log -1 --format=%B stable/v0.0 | tail -n 2 | head -n 1)" = "(cherry picked from commit $id)" ]
	run git backport -n --direct stable/v0.0 -- main
	exits 0
	says 'there already'
}
