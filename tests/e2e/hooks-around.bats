#!/usr/bin/env bats
# Ways round the rules of a server, each tried with real pushes.

load lib

setup() {
	repo_gitflow
	git switch -q main
}

# policy <line>...: the [rules] of main, on a server that looks at them.
policy() {
	printf '%s\n' '[rules]' "$@" >.gitrel
	git add .gitrel
	git commit -q -m 'Say the rules'
	git push -q origin main
	(cd "$REMOTE" && quietly git rel hooks install --server)
}

commit() { git commit -q --allow-empty -m "$1"; }

refused_push() {
	local words=$1
	shift
	run git push origin "$@"
	exits 1
	says "$words" 'pre-receive hook declined'
}

@test "commits that come by a tag are judged, so that a branch does not get them from there" {
	policy 'message = Good * | Merge *' 'max-size = 1k'
	head -c 2000 /dev/zero >big
	git add big
	commit 'Bad'
	git tag -a -m x aside
	refused_push "error: message: 'Bad'" aside
	says "error: max-size: 'big'"
	refused_push 'error: message: ' HEAD:refs/tags/light
	refused_push 'error: message: ' aside main
	git tag blob "$(git rev-parse HEAD:a.txt)"
	git push -q origin blob
}

@test "a tag of what is there brings nothing to judge" {
	git push -q origin main:refs/heads/old
	policy 'message = Good * | Merge *'
	git tag -a -m x v0.2.0
	git tag light origin/develop
	git push -q origin v0.2.0 light
}

@test "another name of a branch, which the server has, is judged as that branch" {
	policy 'protect = main'
	git -C "$REMOTE" symbolic-ref refs/heads/master refs/heads/main
	commit 'Direct'
	refused_push "error: protect: 'main' takes merges only" HEAD:master
	git -C "$REMOTE" config receive.denyDeleteCurrent ignore
	refused_push "error: protect: 'main' is protected, and would be deleted" :master
	git switch -q -c topic
	git switch -q main
	git reset -q --keep HEAD^
	git merge -q --no-ff topic
	git push -q origin HEAD:master
}
