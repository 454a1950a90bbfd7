#!/usr/bin/env bats
# `git backport`: commits onto the branches of older releases.

load lib

# Two stable lines, published: stable/v0.1 at the first commits of main,
# stable/v0.2 one commit on; we are on main.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git branch stable/v0.2 HEAD
	quietly git push -q origin stable/v0.1 stable/v0.2
}

# fix <file> <text> [<subject>]: a commit on the branch we are on, pushed; the
# text is the first line.
fix() {
	mkdir -p "$(dirname "$1")"
	printf '%s\n' "$2" | cat - "$1" 2>/dev/null >"$T/fixed" || :
	cp "$T/fixed" "$1"
	git add -A
	git commit -q -m "${3:-Mend $1}"
	quietly git push -q origin HEAD
}

# on <branch> <command>...: run there, and be back.
on() {
	local was
	was=$(git symbolic-ref --short HEAD)
	git switch -q "$1"
	"${@:2}"
	git switch -q "$was"
}

# text_of <commit>: without what differs from pick to pick
text_of() { git cat-file commit "$1" | sed '/^parent /d; /^committer /d'; }

# by_git <target> <options and commit of cherry-pick>: text_of what git makes
by_git() {
	local id
	id=$(git rev-parse "${*: -1}")
	rm -rf "$T/judge"
	git clone -q "$R" "$T/judge"
	(
		cd "$T/judge" || exit
		git checkout -q "origin/$1"
		git cherry-pick "${@:2:$#-2}" "$id" >/dev/null
		text_of HEAD
	)
}

# conflicting: a fix on main that conflicts on stable/v0.1 alone
conflicting() {
	on stable/v0.1 sh -c 'echo "an old line" >>a.txt; git commit -q -a -m "An old line"'
	quietly git push -q origin stable/v0.1
	sed -i '$s/.*/ready for all/' a.txt
	git commit -q -a -m 'Mend the last line'
	quietly git push -q origin main
}

@test "a commit is picked onto several branches, and the work tree is not touched" {
	fix b.txt 'mended (main)' 'Mend b (#12)'
	echo dirty >>a.txt
	echo new >untracked
	before=$(git status --porcelain)
	run git backport stable/v0.1 stable/v0.2
	exits 0
	says 'stable/v0.1 -> backport/12/stable/v0.1' 'stable/v0.2 -> backport/12/stable/v0.2'
	on_branch main
	[ "$(git status --porcelain)" = "$before" ]
	for v in 0.1 0.2; do
		[ "$(git rev-parse "backport/12/stable/v$v^")" = "$(git rev-parse "stable/v$v")" ]
		[ "$(git show "backport/12/stable/v$v:b.txt" | head -n 1)" = 'mended (main)' ]
	done
	run git rev-parse -q --verify origin/backport/12/stable/v0.1
	exits 1
}

@test "tree, message and author are those of git cherry-pick -x" {
	sed -i '1i more' b.txt
	git commit -q -a --author='Bob <bob@example.com>' --date='1500000000 +0200' \
		-m $'Mend b\n\nWith a body.\n\nSigned-off-by: Bob <bob@example.com>'
	quietly git push -q origin main
	git backport v0.1
	[ "$(text_of "backport/$(git rev-parse --short=12 main)/stable/v0.1")" = "$(by_git stable/v0.1 -x main)" ]
}

@test "what picks needed on the way leaves nothing behind" {
	sed -i '1i more' b.txt
	git commit -q -a -m 'Mend b'
	quietly git push -q origin main
	git gc -q
	git backport v0.1 v0.2
	[ -z "$(find .git/objects -type d -name '??' -empty)" ]
	[ -z "$(git fsck --unreachable 2>&1)" ]
}

@test "a fix that is added is found in the dry run, which changes nothing" {
	fix new.txt one
	remember fingerprint
	run git backport -n stable/v0.1
	exits 0
	says '+ ' 'Mend new.txt' 'git cherry-pick -x' 'git switch -c backport/'
	unchanged
}

@test "the commands of a dry run, typed, make the same trees" {
	fix b.txt one
	fix new/file.txt two
	git backport -n 'stable/*' -- main~2..main | sed -n 's/^     \$ //p' >"$T/typed"
	(eval "$(cat "$T/typed")") >/dev/null 2>&1
	typed=$(git for-each-ref --format='%(refname) %(tree)' refs/heads/backport)
	[ "$(wc -l <<<"$typed")" = 2 ]
	git for-each-ref --format='delete %(refname)' refs/heads/backport | git update-ref --stdin
	git backport 'stable/*' -- main~2..main
	[ "$(git for-each-ref --format='%(refname) %(tree)' refs/heads/backport)" = "$typed" ]
	on_branch main
}

@test "a range goes in the order of history, merges are left out" {
	fix b.txt one
	git switch -q -c side
	fix side.txt side
	git switch -q main
	quietly git merge -q --no-ff -m 'Merge side' side
	fix c.txt two
	git backport v0.2 main~3..main
	[ "$(git log --format=%s stable/v0.2..'backport/'"$(git rev-parse --short=12 main)"'/stable/v0.2')" = $'Mend c.txt\nMend side.txt\nMend b.txt' ]
}

@test "targets have short names, and one that could be two is refused" {
	git branch release/v0.2 stable/v0.2
	fix b.txt one 'Mend b (#3)'
	for name in 0.2 v0.2 v0.2.x stable/v0.2; do
		run git backport -n "$name"
		exits 0
		says 'backport/3/stable/v0.2'
	done
	git config backport.targets 'stable/* release/*'
	remember
	run git backport v0.2
	refused 129 'one or the other' 'stable/v0.2' 'release/v0.2'
	run git backport v0.9
	refused 128 "no branch to pick onto is called 'v0.9'"
	run git backport stable/v0.3
	refused 128 "did you mean 'stable/v0."
	run git backport
	refused 129 'which branch?'
}

@test "it is picked onto what the remote has now, whatever is known here" {
	colleague stable/v0.1 'echo theirs >theirs.txt'
	git branch -D -q stable/v0.1
	git update-ref -d refs/remotes/origin/stable/v0.1
	fix b.txt one 'Mend b (#3)'
	git backport v0.1
	[ "$(git show backport/3/stable/v0.1:theirs.txt)" = theirs ]
}

@test "what the branch has already is not picked again, and it is said how that is known" {
	fix b.txt one 'Mend b (#3)'
	run git backport --direct v0.2
	exits 0
	quietly git push -q origin stable/v0.2
	run git backport v0.1 v0.2
	exits 0
	says 'there already' 'cherry-pick -x' 'stable/v0.1 -> backport/3/stable/v0.1'
	run git rev-parse -q --verify backport/3/stable/v0.2
	exits 1
	run git backport v0.2 -- stable/v0.2~1
	exits 0
	says 'the branch has the commit itself'
}

@test "what changes nothing there is told as such, and is no conflict" {
	on stable/v0.1 fix b.txt one 'The same by hand'
	fix b.txt one 'Mend b (#3)'
	git reset -q --hard HEAD~1
	echo same >same.txt
	git add same.txt
	git commit -q -m 'Add same'
	quietly git push -q -f origin main
	on stable/v0.1 git cherry-pick main
	quietly git push -q origin stable/v0.1
	remember
	run git backport v0.1
	exits 0
	says 'what it changes is there already'
	unchanged
}

@test "a second time nothing is made anew" {
	fix b.txt one 'Mend b (#3)'
	git backport 'stable/*'
	remember
	GIT_COMMITTER_DATE='1800000000 +0000' run git backport 'stable/*'
	exits 0
	says 'as it is'
	unchanged
}

@test "a branch that somebody has worked on is not replaced, unless it is said" {
	fix b.txt one 'Mend b (#3)'
	git backport v0.1
	on backport/3/stable/v0.1 fix own.txt own 'Own work'
	colleague stable/v0.1 'echo theirs >theirs.txt'
	remember
	run git backport v0.1
	refused 1 "'backport/3/stable/v0.1' is there already" '--force-new'
	run git backport --force-new v0.1
	exits 0
	[ "$(git log --format=%s -1 backport/3/stable/v0.1)" = 'Mend b (#3)' ]
}

@test "when the target has moved on, a branch that is as we left it follows" {
	fix b.txt one 'Mend b (#3)'
	git backport --push v0.1
	here_and_there refs/heads/backport/3/stable/v0.1
	colleague stable/v0.1 'echo theirs >theirs.txt'
	run git backport --push v0.1
	exits 0
	here_and_there refs/heads/backport/3/stable/v0.1
	[ "$(git show backport/3/stable/v0.1:theirs.txt)" = theirs ]
}

@test "a resolution that a colleague has pushed is never overwritten" {
	fix b.txt one 'Mend b (#3)'
	git backport --push v0.1
	colleague backport/3/stable/v0.1 'echo resolved >resolved.txt'
	colleague stable/v0.1 'echo theirs >theirs.txt'
	remember
	run git backport --push v0.1
	exits 1
	says 'is there already'
	unchanged_there
}

@test "--direct moves the branch itself, also where it is checked out" {
	fix b.txt one
	git worktree add -q "$T/tree" stable/v0.1
	git backport --direct --push v0.1
	here_and_there refs/heads/stable/v0.1
	[ "$(head -n 1 "$T/tree/b.txt")" = one ]
	[ -z "$(git -C "$T/tree" status --porcelain)" ]
}

@test "a merge needs -m, and is picked with it" {
	git switch -q -c side
	fix side.txt one
	fix side2.txt two
	git switch -q main
	quietly git merge -q --no-ff -m 'Merge side (#5)' side
	quietly git push -q origin main
	remember
	run git backport v0.1
	refused 129 'is a merge' '-m 1'
	git backport -m 1 v0.1
	[ "$(text_of backport/5/stable/v0.1)" = "$(by_git stable/v0.1 -x -m 1 main)" ]
}

@test "a topic branch stands for what landed of it: merged, squashed, rebased" {
	for how in merge squash rebase; do
		git switch -q -c "topic-$how" main
		fix "$how-1.txt" one
		fix "$how-2.txt" two
		git switch -q main
		fix "between-$how.txt" x
		case $how in
		merge) quietly git merge -q --no-ff -m "Merge pull request #7 from x" topic-merge ;;
		squash) quietly git merge -q --squash topic-squash && git commit -q -m 'Squashed (#8)' ;;
		rebase)
			git switch -q -c rebased topic-rebase
			quietly git rebase -q main
			git switch -q main
			quietly git merge -q --ff-only rebased
			git branch -q -D rebased
			;;
		esac
		quietly git push -q origin main
	done
	git switch -q topic-merge
	git backport v0.1
	[ "$(git log --format=%s stable/v0.1..backport/7/stable/v0.1)" = $'Mend merge-2.txt\nMend merge-1.txt' ]
	git backport v0.1 topic-squash
	[ "$(git log --format=%s stable/v0.1..backport/8/stable/v0.1)" = 'Squashed (#8)' ]
	run git backport v0.1 topic-rebase
	exits 0
	says 'Mend rebase-1.txt' 'Mend rebase-2.txt'
	contains main "$(sed -n 's/^  + \([0-9a-f]*\) Mend rebase-1.txt/\1/p' <<<"$output")"
}

@test "what has not been merged is refused, unless --unmerged" {
	git switch -q -c topic
	fix topic.txt one
	remember
	run git backport v0.1
	refused 1 'on no branch that it could come from' '--unmerged'
	run git backport --unmerged v0.1
	exits 0
	says '+ '
}

@test "commits of a target that the remote lacks are left out, and it is said" {
	on stable/v0.1 sh -c 'echo own >own.txt; git add -A; git commit -q -m own'
	fix b.txt one 'Mend b (#3)'
	run git backport v0.1
	exits 0
	says "'stable/v0.1' has 1 commit here that 'origin' lacks"
	[ "$(git rev-parse backport/3/stable/v0.1^)" = "$(git rev-parse origin/stable/v0.1)" ]
}

@test "a commit of a newer stable line goes to an older one" {
	on stable/v0.2 fix stable-only.txt one 'Only on stable (#4)'
	git backport v0.1 -- stable/v0.2
	[ "$(git show backport/4/stable/v0.1:stable-only.txt)" = one ]
}

@test "a conflict leaves its target out, with files and lines; the others are done" {
	conflicting
	run git backport v0.1 v0.2
	exits 1
	says '! ' 'conflict in a.txt:13-18' 'stable/v0.2 -> backport/'
	[ "$(git for-each-ref --format='%(refname)' refs/heads/backport | wc -l)" = 1 ]
	remember
	run git backport v0.1
	refused 1 'conflict in a.txt' '--on-conflict=stop'
}

@test "a conflict is set up as git does, resolved, and all targets are done together" {
	conflicting
	fix b.txt after
	run git backport --on-conflict=stop v0.1 v0.2 -- main~1 main
	exits 1
	says 'resolve it' 'git backport --continue'
	[ "$(git rev-parse CHERRY_PICK_HEAD)" = "$(git rev-parse main~1)" ]
	[ -z "$(git for-each-ref refs/heads/backport)" ]
	run git backport v0.2
	exits 1
	says 'waits for the pick' 'git backport --continue'
	run git backport --continue
	exits 1
	says 'unmerged paths'
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	git backport --continue
	on_branch main
	name=backport/$(git rev-parse --short=12 main)
	[ "$(git log --format=%s "stable/v0.1..$name/stable/v0.1")" = $'Mend b.txt\nMend the last line' ]
	[ "$(git log -1 --format=%B "$name/stable/v0.1~1")" = "Mend the last line

(cherry picked from commit $(git rev-parse main~1))" ]
	[ "$(git rev-parse "$name/stable/v0.2~2")" = "$(git rev-parse stable/v0.2)" ]
	[ -z "$(git status --porcelain)" ]
}

@test "git's own commands end the conflict as well" {
	for how in 'git commit -q --no-edit' 'git cherry-pick --continue'; do
		git reset -q --hard origin/main
		git branch -q -f stable/v0.1 origin/stable/v0.1
		conflicting
		run git backport --on-conflict=stop v0.1
		exits 1
		sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
		git add a.txt
		quietly $how
		git backport --continue
		[ "$(git log -1 --format=%s "backport/$(git rev-parse --short=12 main)/stable/v0.1")" = 'Mend the last line' ]
		git for-each-ref --format='delete %(refname)' refs/heads/backport | git update-ref --stdin
		break
	done
}

@test "--abort goes back to where it was, --skip leaves the commit out" {
	conflicting
	fix b.txt after
	remember
	run git backport --on-conflict=stop v0.1 -- main~1 main
	exits 1
	run git backport --abort
	exits 0
	unchanged
	on_branch main
	run git backport --on-conflict=stop v0.1 -- main~1 main
	exits 1
	run git backport --skip
	exits 0
	says 'left out'
	on_branch main
	[ "$(git log --format=%s stable/v0.1..'backport/'"$(git rev-parse --short=12 main)"'/stable/v0.1')" = 'Mend b.txt' ]
}

@test "a pick that git has dropped is noticed" {
	conflicting
	run git backport --on-conflict=stop v0.1
	exits 1
	quietly git cherry-pick --skip
	run git backport --continue
	exits 1
	says 'HEAD is not the pick' 'git backport --skip'
	git backport --skip
	on_branch main
	[ -z "$(git for-each-ref refs/heads/backport)" ]
}

@test "one resolution serves the neighbours" {
	conflicting
	git branch stable/v0.0 stable/v0.1
	on stable/v0.0 fix other.txt other
	run git backport --on-conflict=stop v0.1 v0.0
	exits 1
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	run git backport --continue
	exits 0
	says "as resolved on 'stable/v0.1'"
	for v in 0.0 0.1; do
		[ "$(git show "backport/$(git rev-parse --short=12 main)/stable/v$v:a.txt" | tail -n 1)" = 'ready for all' ]
	done
}

@test "git rel --continue takes a backport up, too" {
	conflicting
	run git backport --on-conflict=stop v0.1
	exits 1
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	run git rel --continue
	exits 0
	says 'stable/v0.1 -> backport/'
	on_branch main
}

@test "undo takes a backport back" {
	fix b.txt one
	remember
	git backport 'stable/*'
	run git rel log
	says "git backport 'stable/*'"
	git rel undo -y
	unchanged
}

@test "a picked commit is signed where git would sign" {
	ssh_key
	git config commit.gpgsign true
	fix b.txt one 'Mend b (#3)'
	git backport v0.1
	git verify-commit backport/3/stable/v0.1
}

@test "--signoff and the styles of trailers" {
	fix b.txt one 'Mend b (#3)'
	git backport -s v0.1
	[ "$(text_of backport/3/stable/v0.1)" = "$(by_git stable/v0.1 -x -s main)" ]
	git backport --trailer=kernel --branch='k/{target}' v0.1
	[ "$(git log -1 --format=%B k/stable/v0.1)" = "Mend b (#3)

[ Upstream commit $(git rev-parse main) ]" ]
	git backport --trailer=none --branch='n/{target}' v0.1
	[ "$(git log -1 --format=%B n/stable/v0.1)" = 'Mend b (#3)' ]
	remember
	run git backport --trailer=odd v0.1
	refused 129 '--trailer'
}

@test "JSON tells state, evidence, and where it conflicts" {
	conflicting
	run git backport --json -n v0.1 v0.2
	exits 0
	[ "$("$PYTHON" -c 'import json, sys
rows = [json.loads(l) for l in sys.stdin]
rows = [r for r in rows if "target" in r]
print(" ".join(r["target"] + ":" + r["state"] for r in rows), rows[0]["conflicts"][0]["path"])' <<<"$output")" = \
		'stable/v0.1:conflict stable/v0.2:new a.txt' ]
}

@test "the target's own attributes decide, as if it were checked out" {
	on stable/v0.1 sh -c 'echo "a.txt merge=union" >.gitattributes; git add -A; git commit -q -m union'
	quietly git push -q origin stable/v0.1
	conflicting
	git backport v0.1
	[ "$(text_of "backport/$(git rev-parse --short=12 main)/stable/v0.1")" = "$(by_git stable/v0.1 -x main)" ]
}

@test "so do those of a folder, also of one that the file was moved to" {
	seq 9 >"$T/lines"
	for branch in main stable/v0.1 stable/v0.2; do
		on "$branch" sh -ec 'mkdir -p b/c; cp "$1" b/c/f; git add -A; git commit -q -m Lines' - "$T/lines"
	done
	on stable/v0.1 sh -ec 'echo "f merge=union" >b/.gitattributes; echo old >>b/c/f; git add -A; git commit -q -m Union'
	on stable/v0.2 sh -ec 'mkdir m; echo "g merge=union" >m/.gitattributes; git mv b/c/f m/g; echo old >>m/g; git add -A; git commit -q -m Move'
	quietly git push -q origin main stable/v0.1 stable/v0.2
	echo new >>b/c/f
	git commit -q -a -m 'Mend the lines'
	quietly git push -q origin main
	git backport --branch='x/{target}' v0.1 v0.2
	[ "$(text_of x/stable/v0.1)" = "$(by_git stable/v0.1 -x main)" ]
	[ "$(text_of x/stable/v0.2)" = "$(by_git stable/v0.2 -x main)" ]
	[ "$(git show x/stable/v0.2:m/g | tail -2)" = $'old\nnew' ]
}

@test "commits are called as git calls them, several at a time" {
	fix b.txt one 'Mend b'
	fix c.txt two 'Mend c'
	git tag -a -m x mended
	fix d.txt three 'Mend d, e..f'
	git backport --branch='x/{target}' v0.1 -- main~2 "$(git rev-parse --short mended^{})" 'HEAD@{0}'
	[ "$(git log --reverse --format=%s stable/v0.1..x/stable/v0.1)" = $'Mend b\nMend c\nMend d, e..f' ]
	git backport --branch='y/{target}' v0.1 -- mended "$(git rev-parse main)" 'HEAD^{/Mend b}'
	[ "$(git log --reverse --format=%s stable/v0.1..y/stable/v0.1)" = $'Mend c\nMend d, e..f\nMend b' ]
	git backport --branch='z/{target}' v0.1 -- ':/d, e..f' main~3..mended
	[ "$(git log --reverse --format=%s stable/v0.1..z/stable/v0.1)" = $'Mend d, e..f\nMend b\nMend c' ]
	run git backport v0.1 -- main~2 nothing
	refused 128 "'nothing' is not a commit here"
	run git backport v0.1 -- main~2 main:b.txt
	refused 128 "'main:b.txt' is not a commit here"
	run git backport v0.1 -- main~2 main..nothing
	refused 128 "'main..nothing' is no range of commits"
}

@test "what git has written of history changes nothing, whole or in a chain" {
	fix b.txt one 'Mend b'
	on stable/v0.2 git merge -q -m Merge main
	quietly git push -q origin stable/v0.2
	fix c.txt two 'Mend c'
	told() { git backport -n --json v0.1 v0.2 -- main~1 main | grep -o '"state":"[a-z]*"'; }
	git config core.commitGraph false
	told >"$T/plain"
	grep -q ancestor "$T/plain"
	git config core.commitGraph true
	told | diff "$T/plain" -
	git rev-parse main~1 stable/v0.1 | git commit-graph write --stdin-commits --no-progress
	told | diff "$T/plain" -
	git commit-graph write --reachable --no-progress
	told | diff "$T/plain" -
	rm .git/objects/info/commit-graph
	for commit in main~2 main~1 stable/v0.2; do
		git rev-parse "$commit" | git commit-graph write --stdin-commits --split=no-merge --no-progress
		told | diff "$T/plain" -
	done
	[ "$(wc -l <.git/objects/info/commit-graphs/commit-graph-chain)" -ge 2 ]
	for graph in .git/objects/info/commit-graphs/*.graph; do
		chmod u+w "$graph"
		truncate -s 200 "$graph"
	done
	git -c core.commitGraph=false backport -n v0.1 -- main~1 main
}

@test "in a bare repository, a linked work tree, a subfolder" {
	fix b.txt one 'Mend b (#3)'
	(cd dir && git backport v0.1)
	git worktree add -q --detach "$T/linked"
	(cd "$T/linked" && git backport v0.2 main)
	[ "$(git for-each-ref --format='%(refname:short)' refs/heads/backport)" = $'backport/3/stable/v0.1\nbackport/3/stable/v0.2' ]
	git clone -q --bare . "$T/bare.git"
	(cd "$T/bare.git" && git backport --branch='x/{target}' v0.1 main)
	git -C "$T/bare.git" rev-parse -q --verify x/stable/v0.1
}

@test "names of branches that cannot stand beside each other are made flat" {
	git config backport.targets 'stable* stable/*'
	git update-ref -d refs/heads/stable/v0.1
	git update-ref -d refs/heads/stable/v0.2
	quietly git push -q origin :stable/v0.1 :stable/v0.2
	git branch old HEAD~1
	git branch old2/x HEAD~1
	git config backport.targets 'old old2/*'
	fix b.txt one 'Mend b (#3)'
	git branch backport/3/old2 HEAD
	git backport old old2/x
	git rev-parse -q --verify backport/3/old
	git rev-parse -q --verify backport/3/old2-x
}

# each_message: bodies with which `cherry-pick -x` does different things, one
# after the other in files $T/m*
each_message() {
	local n=0 m
	for m in 'One line' 'One line\n' 'Subject\n\nBody' \
		'Subject\n\nBody\n\nSigned-off-by: A <a@b>\n' \
		'Subject\n\nBody\n\nNote: prose that looks like one\n' \
		'Subject\n\nhttps://example.com/x\n' \
		'Subject\n\nBody\n\nReviewed-by: X\nnot a trailer\n' \
		'Subject\n\nBody\n\nSigned-off-by: A\nnot a trailer\nnor this\n' \
		'Subject\n\nBody\n\n(cherry picked from commit 1234)\nSigned-off-by: X\n' \
		'Subject\n\nBody\n\nKey: value\n  continued\n' \
		'Subject\n\nBody\n\n  indented\nKey: value\n' \
		'Signed-off-by: only\n' 'Subject\n\n\n\nBody   \n\n\n\nmore\t\n\n' \
		'Subject\r\n\r\nBody\r\n\r\nSigned-off-by: A\r\n' \
		'Subject\n\nBody\n# a comment\n' 'Subject\n\nKey: v\n# c\n' \
		'Subject\n\nBody\n\nConflicts:\n\ta.txt\n' \
		'Subject\n\nKey: v\n\nConflicts:\n\ta.txt\n' \
		'Subject\n\nBody \xe9\xe8 latin\n' 'Subject\n\nK\xc3\xa9y: \xc3\xa9\n' \
		'\n\nSubject after blank\n\nKey: v\n' \
		'Subject\n\n# ------------------------ >8 ------------------------\nKey: v\n' \
		'Subject\n\nBug #12\nRefs #13\n' 'Subject\n\nRefs #13\n' \
		'Subject\n\nMYKEY= v\nother words\n' 'Subject\n\nmy-key: v\nother\n' \
		'Subject\n\nBody\n\nSigned-off-by: Ada Release <ada@example.com>\n' \
		'Subject\n\nSigned-off-by: Ada Release <ada@example.com>\nReviewed-by: B\n'; do
		n=$((n + 1))
		# shellcheck disable=SC2059 # they are formats
		printf "$m" >"$T/m$n"
	done
	MESSAGES=$n
}

# with_messages: a commit on main for each of them; the judge has them, too
with_messages() {
	local i tree
	each_message
	echo more >more.txt
	git add more.txt
	tree=$(git write-tree)
	git reset -q --hard
	for ((i = 1; i <= MESSAGES; i++)); do
		IDS[i]=$({
			printf 'tree %s\nparent %s\n' "$tree" "$(git rev-parse main)"
			printf 'author Bob B. <b@x> 1500000000 -0330\ncommitter Bob <b@x> 1500000000 +0000\n\n'
			cat "$T/m$i"
		} | git hash-object -t commit -w --stdin --literally)
		git update-ref "refs/keep/$i" "${IDS[i]}"
	done
	git clone -q "$R" "$T/judge"
	git -C "$T/judge" fetch -q origin 'refs/keep/*:refs/keep/*'
	git config backport.source main
}

# as_git <options of both>...: each message is what git makes of it, with CONFIG
as_git() {
	local i bad=0
	for ((i = 1; i <= MESSAGES; i++)); do
		git "${CONFIG[@]}" backport -q --unmerged --force-new --branch='m/{target}' "$@" \
			v0.1 -- "${IDS[i]}" || complain "message $i is not picked" || return
		git -C "$T/judge" checkout -q -f origin/stable/v0.1
		git -C "$T/judge" "${CONFIG[@]}" cherry-pick -x "$@" "${IDS[i]}" >/dev/null 2>&1 ||
			complain "git does not pick $i" || return
		cmp <(text_of m/stable/v0.1) <(cd "$T/judge" && text_of HEAD) ||
			complain "message $i: $(cat -A "$T/m$i")" "ours: $(git cat-file commit m/stable/v0.1)" \
				"git's: $(git -C "$T/judge" cat-file commit HEAD)" || bad=1
	done
	return $bad
}

@test "messages of all kinds come out as git's" {
	CONFIG=()
	with_messages
	as_git
	as_git -s
}

@test "... and as the settings of git have it" {
	with_messages
	for setting in commit.cleanup=verbatim commit.cleanup=strip commit.cleanup=scissors \
		core.commentChar=R i18n.commitEncoding=ISO-8859-1; do
		CONFIG=(-c "$setting")
		as_git
	done
	CONFIG=(-c 'trailer.separators=:=#' -c trailer.my.key=MYKEY)
	as_git
}

@test "a pick that was reverted is picked again, and it is said" {
	fix b.txt one 'Mend b (#3)'
	git backport --direct v0.1
	on stable/v0.1 git revert --no-edit HEAD
	quietly git push -q origin stable/v0.1
	run git backport --direct v0.1
	exits 0
	says '+ ' 'was reverted by'
	[ "$(git show stable/v0.1:b.txt | head -n 1)" = one ]
}

@test "picks in the notations of others count" {
	fix b.txt one 'Mend b (#3)'
	id=$(git rev-parse main)
	for line in "(backported from commit $id)" "[ Upstream commit $id ]" \
		"commit $id upstream." "Backport-of: $id" "(cherry picked from commit ${id:0:10})"; do
		git branch -f stable/v0.1 origin/stable/v0.1 >/dev/null
		git switch -q stable/v0.1
		git commit -q --allow-empty -m "Mend b" -m "$line"
		git switch -q main
		run git backport -n --direct v0.1
		exits 0
		says 'there already'
	done
}

@test "changelog and version file are merged by their structure, where git stops" {
	git config rel.notesStyle keepachangelog
	git config rel.versionFiles VERSION
	printf '# Changelog\n\n## [Unreleased]\n\n## [0.1.0]\n\n- First\n' >CHANGELOG.md
	fix VERSION 0.1.0
	sed -i 1d VERSION
	git add -A
	git commit -q -m changelog
	quietly git push -q origin main
	git branch -f stable/v0.1 main
	quietly git push -q -f origin stable/v0.1
	sed -i 's/^## \[Unreleased\]/&\n\n- Something else/' CHANGELOG.md
	git commit -q -a -m 'Something else'
	sed -i 's/^- Something else/&\n- Mend it (#5)/' CHANGELOG.md
	echo mended >mended.txt
	git add -A
	git commit -q -m 'Mend it (#5)'
	quietly git push -q origin main
	run git backport v0.1
	exits 0
	says 'merged by structure: CHANGELOG.md'
	[ "$(git show backport/5/stable/v0.1:CHANGELOG.md | sed -n 3,7p)" = $'## [Unreleased]\n\n- Mend it (#5)\n\n## [0.1.0]' ]
	[ "$(git show backport/5/stable/v0.1:mended.txt)" = mended ]
}

@test "in shallow and partial clones it works, or says what to fetch" {
	fix b.txt one 'Mend b (#3)'
	git -C "$REMOTE" config uploadpack.allowFilter true
	git clone -q --depth=2 --no-single-branch "file://$REMOTE" "$T/shallow"
	(cd "$T/shallow" && git backport v0.1) 2>&1 | grep -q 'this clone is shallow'
	git -C "$T/shallow" rev-parse -q --verify backport/3/stable/v0.1
	run git -C "$T/shallow" backport audit
	exits 1
	says shallow 'git fetch --unshallow'
	git clone -q --depth=1 "file://$REMOTE" "$T/one"
	run git -C "$T/one" backport v0.1
	exits 1
	says 'is not in this clone' 'git fetch --unshallow'
	git clone -q --filter=blob:none --no-checkout "file://$REMOTE" "$T/partial"
	git -C "$T/partial" backport -q 'stable/*'
	[ "$(git -C "$T/partial" show backport/3/stable/v0.1:b.txt | head -n 1)" = one ]
	git clone -q --filter=tree:0 --no-checkout "file://$REMOTE" "$T/treeless"
	run git -C "$T/treeless" backport v0.1
	exits 1
	says 'is not in this clone' 'git fetch --refetch --filter=blob:none'
}

@test "a commit in the middle of git's own sequence is left alone" {
	conflicting
	fix b.txt after
	git switch -q stable/v0.1
	run git cherry-pick main~1 main
	exits 1
	was=$(cat .git/sequencer/todo)
	run git backport --on-conflict=stop v0.1 main~1
	exits 1
	says 'is going on in' 'a work tree of its own'
	git backport --abort
	run git backport v0.2 main
	exits 0
	[ "$(cat .git/sequencer/todo)" = "$was" ]
	git cherry-pick --abort
}

@test "two at once: one of them waits or is told, and nothing is lost" {
	fix b.txt one 'Mend b (#3)'
	git backport -q --branch='x/{target}' v0.1 >"$T/one" 2>&1 &
	run git backport -q --branch='y/{target}' v0.2
	exits "0|1"
	wait
	git backport -q --branch='x/{target}' v0.1
	git backport -q --branch='y/{target}' v0.2
	git rev-parse -q --verify x/stable/v0.1
	git rev-parse -q --verify y/stable/v0.2
}

@test "--with-deps picks what a commit needs, onto the targets that lack it" {
	sed -i '2i first' c2.txt 2>/dev/null || lines c >c2.txt
	fix base.txt base
	git branch -f stable/v0.1 main
	quietly git push -q -f origin stable/v0.1
	sed -i '6s/.*/needed/' c2.txt
	git commit -q -a -m 'Needed before'
	git branch -f stable/v0.2 main
	quietly git push -q -f origin stable/v0.2
	sed -i '6s/needed/needed and mended/' c2.txt
	git commit -q -a -m 'Mend it (#5)'
	quietly git push -q origin main
	run git backport v0.1
	exits 1
	run git backport --with-deps v0.1 v0.2
	exits 0
	says 'Needed before' 'needed by what comes after it'
	[ "$(git log --format=%s stable/v0.1..backport/5/stable/v0.1)" = $'Mend it (#5)\nNeeded before' ]
	[ "$(git log --format=%s stable/v0.2..backport/5/stable/v0.2)" = 'Mend it (#5)' ]
	sound
}

@test "a line is never taken for the branch of a backport" {
	fix b.txt one 'Mend b (#3)'
	git backport -q --direct --push v0.2
	remember
	for name in stable/v0.2 main stable/v0.1; do
		run git backport --branch="$name" v0.1 main
		refused 129 "'$name' is no branch for a backport" '--direct'
	done
}

@test "the branch of another backport of the same number is not replaced" {
	fix b.txt one 'Mend b (#12)'
	fix new.txt two 'Mend more (#12)'
	git backport -q v0.1 main~1
	remember
	run git backport v0.1 main
	refused 1 'is there already' '--branch=<name>'
	git backport -q v0.1 main~2..main
	[ "$(git log --format=%s stable/v0.1..backport/12/stable/v0.1 2>/dev/null | wc -l)" = 1 ]
}

@test "two dots in what names one commit make no range, and a range has to be merged" {
	fix b.txt one 'Mend ..b'
	fix new.txt two
	run git backport -n v0.1 ':/Mend ..b'
	exits 0
	[ "$(grep -c '^  + ' <<<"$output")" = 1 ]
	git switch -q -c topic
	fix topic.txt three
	remember
	run git backport v0.1 main..topic
	refused 1 '--unmerged'
	run git backport v0.1 nowhere..topic
	refused 128 'no range of commits'
}

@test "-m is a parent that there is" {
	fix b.txt one
	remember
	run git backport -m 9 v0.1
	refused 129 'has no parent 9'
	run git backport -m -1 v0.1
	refused 129 '-m'
}

@test "--push without a remote is refused" {
	fix b.txt one
	git remote remove origin
	remember
	run git backport --push v0.1
	refused 128 'no remote to push to'
}

@test "a revert that was itself reverted takes nothing back" {
	fix b.txt one 'Mend b (#3)'
	git backport -q --direct v0.1
	on stable/v0.1 git revert --no-edit HEAD
	on stable/v0.1 git revert --no-edit HEAD
	quietly git push -q origin stable/v0.1
	run git backport -n v0.1
	exits 0
	says 'there already'
}

@test "a heading's underline is no conflict marker, and another commit is no pick" {
	fix doc.rst a
	git branch -f stable/v0.1 main
	on stable/v0.1 sh -c 'echo B >>doc.rst; git commit -q -a -m B'
	quietly git push -q -f origin stable/v0.1
	printf 'Summary\n=======\nlast\n' >>doc.rst
	git commit -q -a -m 'A heading'
	quietly git push -q origin main
	run git backport --on-conflict=stop v0.1
	exits 1
	printf 'a\nSummary\n=======\nlast\nB\n' >doc.rst
	git add doc.rst
	git stash -q
	git cherry-pick --quit
	GIT_AUTHOR_DATE='1650000000 +0000' git commit -q --allow-empty -m 'Something else'
	run git backport --continue
	exits 1
	says 'HEAD is not the pick'
	git backport --abort
	git switch -q main
	run git backport --on-conflict=stop v0.1
	exits 1
	printf 'a\nSummary\n=======\nlast\nB\n' >doc.rst
	git add doc.rst
	git backport --continue
	on_branch main
}

@test "--continue goes back in the work tree of the conflict, wherever it is typed" {
	conflicting
	git worktree add -q -b side "$T/linked"
	cd "$T/linked"
	run git backport --on-conflict=stop v0.1 main
	exits 1
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	cd "$R"
	git backport --continue
	on_branch main
	[ "$(git -C "$T/linked" symbolic-ref --short HEAD)" = side ]
	[ -z "$(git -C "$T/linked" status --porcelain)" ]
}

@test "the branch HEAD was on may be gone by then" {
	conflicting
	git switch -q -c other
	run git backport --on-conflict=stop v0.1 main
	exits 1
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	git branch -m other renamed
	run git backport --continue
	exits 0
	says "'other', where HEAD was, is gone"
	[ "$(git for-each-ref refs/heads/backport | wc -l)" = 1 ]
}

@test "a branch in the way is told before a person resolves anything" {
	conflicting
	git branch "backport/$(git rev-parse --short=12 main)/stable/v0.1" main~1
	remember
	run git backport --on-conflict=stop v0.1
	refused 1 'is there already'
}

@test "what a merge brought back from the line hides no pick" {
	fix x.txt 1
	git branch -f stable/v0.1 main
	quietly git push -q -f origin stable/v0.1
	fix x.txt 2 'A fix'
	git backport -q --direct --push v0.1
	quietly git merge -q -s ours stable/v0.1 -m 'Merge up'
	fix y.txt y
	run git backport -n v0.1 -- main~2 main
	exits 0
	says 'there already'
}

@test "a topic that landed as it was stands for its last commit, and that is said" {
	git switch -q -c topic
	fix t1.txt 1
	fix t2.txt 2
	git switch -q main
	quietly git merge -q --ff-only topic
	quietly git push -q origin main
	run git backport -n v0.1 topic
	exits 0
	says 'only its last commit is meant'
}

@test "what was declined is picked when it is asked for, and that is said" {
	fix b.txt one 'Mend b (#3)'
	git backport -q decline -m 'too risky' v0.1 main
	run git backport v0.1
	exits 0
	says "was declined on 'stable/v0.1': too risky"
}

# old_tree <mode> <file> <text>...: a tree with modes that git does not write
old_tree() {
	local mode file text
	while [ $# -gt 0 ]; do
		mode=$1 file=$2 text=$3
		shift 3
		"$PYTHON" -c 'import sys; sys.stdout.buffer.write(sys.argv[1].encode() + b" " + sys.argv[2].encode() + b"\0" + bytes.fromhex(sys.argv[3]))' \
			"$mode" "$file" "$(git hash-object -w --stdin <<<"$text")"
	done | git hash-object -t tree -w --stdin --literally
}

@test "modes of old histories come out as git writes them" {
	base=$(git commit-tree -m base "$(old_tree 100664 a 1 100644 b 1)")
	ours=$(git commit-tree -m ours -p "$base" "$(old_tree 100664 a 1 100644 b 1 100644 c 1)")
	for theirs in "$(old_tree 100664 a 1 100644 b 2)" "$(old_tree 100664 a 2 100644 b 1)"; do
		fix=$(git commit-tree -m fix -p "$base" "$theirs")
		git update-ref refs/heads/old/line "$ours"
		git update-ref refs/heads/fix "$fix"
		git backport -q --unmerged --branch='x/{target}' --force-new old/line -- "$fix"
		rm -rf "$T/judge"
		git clone -q "$R" "$T/judge"
		(cd "$T/judge" && git checkout -q "$ours" && git cherry-pick -x "$fix") >/dev/null
		[ "$(git rev-parse 'x/old/line^{tree}')" = "$(git -C "$T/judge" rev-parse 'HEAD^{tree}')" ]
	done
}

@test "a resolution that is amended before all is done counts as amended" {
	conflicting
	run git backport --on-conflict=stop --push v0.1
	exits 1
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	on_server_refuse 'refs/heads/backport/*'
	run git backport --continue
	exits '1|128'
	echo amended >>a.txt
	git commit -q -a --amend --no-edit
	on_server_allow
	git backport --continue -y
	git show "backport/$(git rev-parse --short=12 main)/stable/v0.1:a.txt" | grep -q amended
	on_branch main
}

@test "the commit itself, reverted there, is picked again" {
	on stable/v0.1 sh -c 'git revert --no-edit main~1 >/dev/null; git push -q origin stable/v0.1'
	run git backport --direct v0.1 main~1
	exits 0
	says '+ ' 'was reverted by'
	run git backport status v0.1 main~1
	[ "$(git log -1 --format=%s stable/v0.1)" = 'Add a feature' ]
}

@test "a branch that is replaced is typed with a lease" {
	fix b.txt one 'Mend b (#3)'
	git backport -q --push v0.1
	colleague stable/v0.1 'echo theirs >theirs.txt'
	run git backport -n --push v0.1
	exits 0
	says 'git push --atomic --force-with-lease origin'
}

@test "undo of a backport that began on a detached HEAD" {
	conflicting
	git switch -q --detach main
	run git backport --on-conflict=stop v0.1 main
	exits 1
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	git backport --continue
	git rel undo -y
	[ -z "$(git for-each-ref refs/heads/backport)" ]
}

# stop_works <options and words>: the command that is advised for the conflict
# that they meet, typed as it is printed, sets the conflict up.
stop_works() {
	run git backport "$@"
	exits 1
	local typed
	typed=$(sed -n 's/^hint: to resolve it in the work tree: //p' <<<"$output")
	[ -n "$typed" ] || complain "no advice: $output"
	run bash -c "$typed"
	[ "$status" = 1 ] || complain "$typed: $output"
	says 'is set up in' 'git backport --continue'
}

# resolved: the person is through
resolved() {
	sed -i '/^<<<<<<</,/^>>>>>>>/c ready for all' a.txt
	git add a.txt
	git backport --continue
}

@test "the command that is advised for a conflict works as it is printed" {
	conflicting
	local odd
	# shellcheck disable=SC2016
	for odd in 'it'\''s/$(touch${IFS}oops)' 'a;b&c|d' '"#(x)!{y}"' 'HEAD-1' \
		'käse' '@' 'x@{' '1.0,2.0'; do
		git check-ref-format --branch "$odd" >"$T/said" 2>&1 || continue
		git branch "$odd" stable/v0.1
		stop_works "$odd" -- main
		[ "$(git rev-parse HEAD)" = "$(git rev-parse "refs/heads/$odd")" ]
		git backport --abort
		git branch -q -D "$odd"
	done
	[ ! -e oops ]
}

@test "the command that is advised for a conflict has all that was asked for" {
	conflicting
	git remote add other "$(git remote get-url origin)"
	git fetch -q other
	git tag stable/v0.1 main~1
	stop_works --remote=other --trailer=none -s --push \
		--branch="it's/{target}" v0.1
	resolved
	[ "$(git log -1 --format=%B "it's/stable/v0.1")" = "Mend the last line

Signed-off-by: $(git var GIT_COMMITTER_IDENT | sed 's/>.*/>/')" ]
	[ "$(git rev-parse "other/it's/stable/v0.1")" = "$(git rev-parse "it's/stable/v0.1")" ]
}

@test "the command that is advised for a conflict replaces what was to be replaced" {
	conflicting
	git branch "backport/$(git rev-parse --short=12 main)/stable/v0.1" main
	stop_works --force-new v0.1
	resolved
	[ "$(git log -1 --format=%P "backport/$(git rev-parse --short=12 main)/stable/v0.1")" = "$(git rev-parse stable/v0.1)" ]
}
