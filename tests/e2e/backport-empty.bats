#!/usr/bin/env bats
# Picks that change nothing there: `git backport --empty`.

load lib

# stable/v0.1 and stable/v0.2 as in backport.bats; stable/v0.2 has what the fix on
# main changes, without a word of it.
setup() {
	repo_trunk
	git branch stable/v0.1 HEAD~1
	git switch -q -c stable/v0.2
	echo mended >new.txt
	git add -A
	git commit -q -m 'The same by chance'
	git switch -q main
	echo mended >new.txt
	git add -A
	git commit -q --author='Bob <bob@example.com>' -m $'Mend it (#12)\n\nWith a body.\n\nCc: Ada <ada@example.com>'
	quietly git push -q origin main stable/v0.1 stable/v0.2
}

# text_of <commit>: without what differs from pick to pick
text_of() { git cat-file commit "$1" | sed '/^committer /d'; }

# by_git <target> <commit>: text_of what git keeps
by_git() {
	local id
	id=$(git rev-parse "$2")
	git clone -q "$R" "$T/judge"
	(
		cd "$T/judge" || exit
		git checkout -q "origin/$1"
		git cherry-pick --allow-empty --keep-redundant-commits -x "$id" >/dev/null
		text_of HEAD
	)
}

@test "a pick that changes nothing is left out, and that is told" {
	for how in '' --empty=drop; do
		run git backport $how v0.2
		exits 0
		says '= ' 'what it changes is there already'
	done
	run git rev-parse -q --verify backport/12/stable/v0.2
	exits 1
}

@test "--empty=keep makes the commit that git keeps, byte for byte" {
	run git backport --empty=keep 'stable/*'
	exits 0
	says 'changes nothing there: kept empty'
	[ "$(git rev-parse backport/12/stable/v0.2^{tree})" = "$(git rev-parse stable/v0.2^{tree})" ]
	[ "$(text_of backport/12/stable/v0.2)" = "$(by_git stable/v0.2 main)" ]
	run git backport --empty=keep --direct v0.2
	exits 0
	run git backport --empty=keep --direct v0.2
	exits 0
	says 'there already'
}

@test "--empty=keep also keeps what is empty to begin with" {
	git commit -q --allow-empty -m 'A mark on main'
	quietly git push -q origin main
	run git backport v0.1
	exits 0
	says 'what it changes is there already'
	git backport --empty=keep --branch=kept v0.1
	[ "$(text_of kept)" = "$(by_git stable/v0.1 main)" ]
}

@test "the commands of a dry run, typed, keep it too" {
	run --separate-stderr git backport -n --empty=keep v0.2
	exits 0
	says '--keep-redundant-commits'
	sed -n 's/^     \$ //p' <<<"$output" >"$T/typed"
	(eval "$(cat "$T/typed")") >/dev/null 2>&1
	text_of backport/12/stable/v0.2 >"$T/by-hand"
	git switch -q main
	git branch -q -D backport/12/stable/v0.2
	git backport -q --empty=keep v0.2
	text_of backport/12/stable/v0.2 | cmp - "$T/by-hand"
}

@test "--continue keeps what it was asked to keep" {
	git switch -q stable/v0.1
	echo other >conflict.txt
	git add -A
	git commit -q -m 'Something else'
	git switch -q main
	echo mine >conflict.txt
	git add -A
	git commit -q -m 'A conflict'
	quietly git push -q origin main stable/v0.1
	run git backport --empty=keep --on-conflict=stop --branch='b/{target}' 'stable/*' -- main~1..main main~1
	exits 1
	echo both >conflict.txt
	git add -A
	git commit -q --no-edit
	git backport --continue
	[ "$(git log --format=%s stable/v0.2..b/stable/v0.2 | sort)" = $'A conflict\nMend it (#12)' ]
}

@test "what else --empty could be is refused" {
	remember fingerprint
	run git backport --empty=stop v0.2
	refused 129 "--empty is drop or keep, not 'stop'"
}
