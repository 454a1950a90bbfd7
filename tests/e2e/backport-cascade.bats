#!/usr/bin/env bats
# `git backport --cascade`: what came of a commit on the nearest line goes to the
# next one.

load lib

# Three lines, each with a commit of its own; main goes on after each.
setup() {
	repo_trunk
	local n
	for n in 1 2 3; do
		git branch "stable/v0.$n"
		echo "work for 0.$n" >>b.txt
		git add b.txt
		git commit -q -m "Work on main after 0.$n"
	done
	quietly git push -q origin main stable/v0.1 stable/v0.2 stable/v0.3
}

# mend <text>: a fix on main that touches a.txt, which all lines have
mend() {
	sed -i "\$s/.*/$1/" a.txt
	git commit -q -a -m "Mend the last line: $1"
	quietly git push -q origin main
}

# differs <line> <text>: that line's last line of a.txt is another
differs() {
	git switch -q "$1"
	sed -i "\$s/.*/$2/" a.txt
	git commit -q -a -m "Another last line"
	quietly git push -q origin "$1"
	git switch -q main
}

@test "the nearest line gets the commit, the next one the pick of it" {
	mend mended
	run git backport -y --cascade 'stable/*'
	[ "$status" -eq 0 ]
	local id one two three
	id=$(git rev-parse main)
	three=$(git rev-parse "backport/${id:0:12}/stable/v0.3")
	two=$(git rev-parse "backport/${id:0:12}/stable/v0.2")
	one=$(git rev-parse "backport/${id:0:12}/stable/v0.1")
	[ "$(git log -1 --format=%B "$one" | grep -c '^(cherry picked from commit')" -eq 3 ]
	git log -1 --format=%B "$three" | grep -q "from commit $id"
	git log -1 --format=%B "$two" | grep -q "from commit $three"
	git log -1 --format=%B "$one" | grep -q "from commit $two"
	says "from 'stable/v0.3': ${three:0:10}"
}

@test "... byte for byte as git cherry-pick -x of the neighbour makes it" {
	mend mended
	quietly git backport -y --cascade v0.2 v0.3
	local id=$(git rev-parse --short=12 main) near
	near=$(git rev-parse "backport/$id/stable/v0.3")
	git switch -q --detach stable/v0.2
	git cherry-pick -x "$near" >/dev/null
	diff <(git cat-file commit HEAD | sed '/^committer /d') \
		<(git cat-file commit "backport/$id/stable/v0.2" | sed '/^committer /d')
}

@test "the commands of a dry run, typed, make the same trees and messages" {
	mend one
	mend two
	git backport -n --cascade v0.1 v0.3 -- main~2..main |
		sed -n 's/^     \$ //p' >"$T/typed"
	grep -q 'cherry-pick -x .*/stable/v0.3~1' "$T/typed"
	(eval "$(cat "$T/typed")") >/dev/null 2>&1
	local form='%(refname) %(tree) %(subject)' typed
	typed=$(git for-each-ref --format="$form" refs/heads/backport)
	[ "$(wc -l <<<"$typed")" = 2 ]
	git for-each-ref --format='delete %(refname)' refs/heads/backport |
		git update-ref --stdin
	git backport --cascade v0.1 v0.3 -- main~2..main
	[ "$(git for-each-ref --format="$form" refs/heads/backport)" = "$typed" ]
}

@test "a resolution goes down the lines by itself" {
	differs stable/v0.2 "of old"
	differs stable/v0.1 "of old"
	mend mended
	run git backport --on-conflict=stop -y --cascade v0.3 v0.2 v0.1
	exits 1
	says "onto 'stable/v0.2' is set up"
	sed -i '/^<<<<<<</,/^>>>>>>>/c mended' a.txt
	git add a.txt
	run git backport -y --continue
	[ "$status" -eq 0 ]
	local id=$(git rev-parse --short=12 main) two
	two=$(git rev-parse "backport/$id/stable/v0.2")
	git log -1 --format=%B "backport/$id/stable/v0.1" |
		grep -q "from commit $two"
	[ "$(git show "backport/$id/stable/v0.1:a.txt" | tail -1)" = mended ]
}

@test "a line behind one that conflicts waits for it" {
	differs stable/v0.3 "of 0.3"
	mend mended
	remember
	run git backport --on-conflict=skip -y --cascade v0.3 v0.2 v0.1
	refused 1 'it conflicts' "comes after the one that conflicts"
}

@test "a line that has the commit already hands on what it has" {
	mend mended
	quietly git backport -y --direct --push v0.3
	local three=$(git rev-parse origin/stable/v0.3)
	run git backport -y --cascade v0.3 v0.2
	[ "$status" -eq 0 ]
	git log -1 --format=%B "backport/$(git rev-parse --short=12 main)/stable/v0.2" |
		grep -q "from commit $three"
}

@test "a merge goes on as the commit that it became" {
	git switch -q -c topic
	echo topic >c.txt
	git add c.txt
	git commit -q -m 'Add c'
	git switch -q main
	quietly git merge -q --no-ff -m 'Merge topic' topic
	quietly git push -q origin main
	run git backport -y -m1 --cascade v0.3 v0.2 -- main
	[ "$status" -eq 0 ]
	local id=$(git rev-parse --short=12 main)
	git log -1 --format=%B "backport/$id/stable/v0.2" |
		grep -q "from commit $(git rev-parse "backport/$id/stable/v0.3")"
}

@test "a neighbour's line [ Upstream commit ] is not said twice" {
	mend mended
	quietly git backport -y --cascade --trailer=kernel v0.3 v0.2
	local id=$(git rev-parse --short=12 main)
	[ "$(git log -1 --format=%B "backport/$id/stable/v0.2" | grep -c 'Upstream commit')" -eq 1 ]
}

@test "a resolution lower down stays when a line above has moved meanwhile" {
	differs stable/v0.2 "of old"
	mend mended
	run git backport --on-conflict=stop -y --cascade v0.3 v0.2
	exits 1
	git clone -q -b stable/v0.3 "$(git remote get-url origin)" "$T/colleague"
	git -C "$T/colleague" commit -q --allow-empty -m 'Meanwhile'
	git -C "$T/colleague" push -q
	sed -i '/^<<<<<<</,/^>>>>>>>/c mended by hand' a.txt
	git add a.txt
	run git backport -y --continue
	[ "$status" -eq 0 ]
	local id=$(git rev-parse --short=12 main)
	[ "$(git show "backport/$id/stable/v0.2:a.txt" | tail -1)" = 'mended by hand' ]
	git log -1 --format=%B "backport/$id/stable/v0.2" |
		grep -q "from commit $(git rev-parse "backport/$id/stable/v0.3")"
}

@test "a second run keeps what is there, and a further line names it" {
	mend mended
	quietly git backport -y v0.3
	local id=$(git rev-parse --short=12 main) three two
	three=$(git rev-parse "backport/$id/stable/v0.3")
	sleep 1.1
	quietly git backport -y --cascade v0.3 v0.2
	[ "$(git rev-parse "backport/$id/stable/v0.3")" = "$three" ]
	two=$(git rev-parse "backport/$id/stable/v0.2")
	git log -1 --format=%B "$two" | grep -q "from commit $three"
	sleep 1.1
	run git backport -y --cascade v0.3 v0.2 v0.1
	[ "$status" -eq 0 ]
	[ "$(git rev-parse "backport/$id/stable/v0.2")" = "$two" ]
	git log -1 --format=%B "backport/$id/stable/v0.1" |
		grep -q "from commit $two"
}
