#!/usr/bin/env bats
# git rel status --graph: where one is, whatever main is called, and what the next
# command is about, also where that refuses or is the second half of one.

load lib
load graph

setup() { sealed; }

# A trunk called master, whose older line has no .gitrel.
older_line() {
	repo_trunk
	git branch -qm main master
	git push -q origin master
	git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/master
	git -C "$REMOTE" symbolic-ref HEAD refs/heads/master
	git push -q origin :main
	git branch stable/0.1 v0.1.0
	git push -q origin stable/0.1
	printf '[release]\nmodel = trunk\nmain = master\nfinish = push\n%s\n' \
		'stable-branch = stable/{series}' >.gitrel
	git add .gitrel
	git commit -qm Policy
	git push -qu origin master
}

@test "main is called otherwise: what there is is drawn, and what is missing is said" {
	older_line
	git rm -q .gitrel
	git commit -qm 'No policy'
	git push -q
	shows "\
as it is:
  * id-------- (HEAD -> master, origin/master) No policy
  : 3 more commits
  * id-------- (tag: v0.1.0) Be ready for users
  there is no branch 'main' here, and releases land on that
  git rel init looks for the right one

what comes after is not shown:
  this comes first: git rel init"
	git rel status --graph --html >"$T/page"
	grep -qF 'HEAD -&gt; master' "$T/page"
	grep -qF 'git rel init looks for the right one' "$T/page"
	run -0 jq -r .graph.missing <(git rel status --graph --json)
	[ "$output" = "there is no branch 'main' here, and releases land on that
git rel init looks for the right one" ]
	# it helps
	quietly git rel init --model=trunk
	git rel status --graph --json >"$T/json"
	[ "$(jq .graph.missing "$T/json")" = null ]
	# where the command that is next says it, it is said once
	git config rel.main gone
	[ "$(git rel status --graph 0.2.0 | grep -c 'no branch')" = 1 ]
}

@test "on an older line whose commits have no .gitrel" {
	older_line
	quietly git rel init
	git switch -q stable/0.1
	picture >"$T/is"
	grep -qF '(HEAD -> stable/0.1, tag: v0.1.0, origin/stable/0.1)' "$T/is"
	run ! grep -q 'no commit yet' "$T/is"
}

@test "... also where main is called main, and only its .gitrel knows the line" {
	older_line
	git branch -qm master main
	git push -q origin main
	sed -i '/^main/d' .gitrel
	git commit -qam 'Main it is'
	git push -qu origin main
	quietly git rel init
	git switch -q stable/0.1
	picture >"$T/is"
	grep -qF 'HEAD -> stable/0.1' "$T/is"
}

@test "while a pick waits, HEAD is drawn" {
	older_line
	quietly git rel init
	echo x >feature.txt
	git add -A
	git commit -qm 'fix: x'
	git switch -q stable/0.1
	echo y >feature.txt
	git add -A
	git commit -qm y
	git switch -q master
	git push -q --all
	run git backport --on-conflict=stop 0.1
	[ "$status" -eq 1 ]
	picture >"$T/is"
	grep -qx '  | \* id-------- (HEAD) y' "$T/is"
	grep -q '(master, origin/master) fix: x' "$T/is"
	grep -q 'waits for the pick onto' "$T/is"
}

@test "a release branch that was kept is drawn while one is on it" {
	repo_gitflow
	ready
	git push -q
	git rel finish -q --keep
	git rel status --graph --json >"$T/json"
	[ "$(jq -r '.graph.before | .head as $h | any(.refs[]; .ref == $h)' "$T/json")" = true ]
	picture >"$T/is"
	[ "$(grep -c 'HEAD -> release/v0.2.0, origin/release/v0.2.0' "$T/is")" = 1 ]
}

@test "what is not pushed yet comes next, and is drawn" {
	repo_gitflow
	ready
	git push -q
	git rel finish -q --no-push
	git rel | grep -qx 'next: git rel finish 0.2.0'
	picture >"$T/is"
	grep -qx 'after git rel finish 0.2.0:' "$T/is"
	comes_true git rel finish -q 0.2.0
}

@test "a hotfix that is refused: the open release it goes into is drawn" {
	repo_gitflow
	ready
	git push -q
	git rel hotfix -q
	work VERSION 0.1.1
	picture >"$T/is"
	grep -q "'hotfix/v0.1.1' does not merge\|does not merge cleanly" "$T/is"
	grep -qF '(release/v0.2.0, origin/release/v0.2.0)' "$T/is"
}

@test "a qualified release that is refused: the branch of its merge is drawn" {
	repo_gitflow
	git switch -q main
	printf '%s\n' '[release]' 'model = gitflow' '[items]' 'docs = The manual is true' \
		'[checklist.final]' 'look = docs' 'release = @tagged @merged' >.gitrel
	git add .gitrel
	git commit -qm 'The policy'
	git push -q origin main
	git switch -q develop
	git merge -q main
	git push -q origin develop
	quietly git rel trust -y
	quietly git rel start --push 0.2.0
	work c.txt 'a cure'
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	run -1 git rel finish -n 0.2.0
	picture >"$T/is"
	grep -q '^what comes after is not shown:$' "$T/is"
	grep -qF '(release-qual/0.2.0, origin/release-qual/0.2.0)' "$T/is"
}

@test "--html tells where it is written, and takes its file behind = alone" {
	repo_gitflow
	ready
	run --separate-stderr git rel status --graph --html=page.html
	[ "$status$output$stderr" = "0'page.html' is written" ] ||
		[ "$status$stderr" = "0'page.html' is written" ]
	grep -q '^<svg ' page.html
	run git rel status --graph --html other.html
	[ "$status" -eq 129 ]
	[[ $output == *"hint: git rel status --graph --html=other.html "* ]]
	[ ! -e other.html ]
	run git rel status --graph --html 0.2.0
	[ "$status" -eq 0 ]
	run git rel status --graph --html=page.html other
	[[ $output != *--html=other* ]]
}
