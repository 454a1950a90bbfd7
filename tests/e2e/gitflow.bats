#!/usr/bin/env bats
# The ordinary life of a release in the gitflow model.

load lib

setup() {
	sealed
	repo_gitflow
}

set_up() { quietly git rel init --model=gitflow; }

# at <branch> <rev>
at() {
	[ "$(git rev-parse "refs/heads/$1")" = "$(git rev-parse "$2^{commit}")" ] ||
		complain "$1 is at $(git log -1 --oneline "$1"), not at $2"
}

# ---- init -----------------------------------------------------------------

# What init writes, one "key=value" a line.
written() { git config --local --get-regexp '^rel\.' | sort; }

@test "init sees main, develop and the remote" {
	git rel init
	[ "$(written)" = 'rel.found.model gitflow' ]
	run git rel init
	exits 0
	[ "$(written)" = 'rel.found.model gitflow' ]
}

@test "init sees a repository without develop" {
	git switch -q main
	git branch -q -D develop
	git push -q origin :develop
	git rel init
	[ "$(written)" = 'rel.found.model trunk' ]
}

@test "init sees that main is called master and develop dev" {
	git branch -m main master
	git branch -m develop dev
	git -C "$REMOTE" symbolic-ref HEAD refs/heads/master
	git remote set-head origin -d
	git push -q origin master dev :main :develop
	git rel init
	[ "$(written)" = $'rel.found.develop dev\nrel.found.main master\nrel.found.model gitflow' ]
	[ "$(git rel config | grep '^rel.base=')" = rel.base=dev ]
}

@test "init sees branches that are only on the remote" {
	git switch -q develop
	git branch -q -D main
	git rel init
	[ "$(written)" = 'rel.found.model gitflow' ]
}

@test "init sees a remote that is not called origin" {
	git remote rename origin upstream
	git rel init
	[ "$(written)" = $'rel.found.model gitflow\nrel.found.remote upstream' ]
}

@test "init sees tags without a v" {
	git tag 0.0.9 main~1
	git tag 0.0.8 main~1
	git rel init
	git config --get-all rel.found.tag | grep -qxF '{version}'
	git rel start minor
	on_branch release/0.2.0
	git commit -q --allow-empty -m 'Something'
	git rel finish -y
	[ "$(git tag -l --format='%(contents:subject)' 0.2.0)" = 'Release 0.2.0' ]
}

@test "init sees branches of releases with a v, or without, before it looks at tags" {
	git tag 0.0.9 main~1
	git tag 0.0.8 main~1
	git branch release/v0.2.0
	git push -q origin main:hotfix/0.0.10
	git fetch -q
	git rel init
	[ "$(git rel config rel.branch)" = 'release/v{version}' ]
	[ "$(git rel config rel.hotfixBranch)" = 'hotfix/{version}' ]
	[ "$(git rel config rel.tagMessage)" = 'Release {version}' ]
	git tag -d 0.0.9 0.0.8 >/dev/null
	git branch -m release/v0.2.0 release/0.2.0
	git rel init
	[ "$(git rel config rel.branch)" = 'release/{version}' ]
	[ "$(git rel config rel.tag)" = 'v{version}' ]
}

@test "init sees a v before a version that is none of semver" {
	git tag 0.0.9 main~1
	git tag 0.0.8 main~1
	git branch release/v2024.01.0
	git rel init
	[ "$(git rel config rel.branch)" = 'release/v{version}' ]
}

@test "init spells nothing by itself where a .gitrel says how releases are called" {
	git tag 0.0.9 main~1
	printf '[release]\ntag = {version}\n' >.gitrel
	git rel init
	[ "$(git rel config rel.branch)" = 'release/v{version}' ]
}

@test "init without a remote" {
	git remote remove origin
	run git rel init
	exits 0
	says 'remote none'
}

@test "init where no branch is called like that says which one it misses" {
	git init -q -b work "$T/empty"
	go_to "$T/empty" ''
	git commit -q --allow-empty -m 'Begin'
	run git rel init
	exits 128
	says 'fatal: ' "'main'" 'git branch main'
	[ -z "$(written)" ]
}

@test "init --dry-run writes nothing" {
	local before
	before=$(fingerprint)
	run git rel init -n
	exits 0
	says rel.found.model
	[ "$(fingerprint)" = "$before" ]
}

# What `git flow init` (AVH) leaves in .git/config.
avh() {
	git config gitflow.branch.master main
	git config gitflow.branch.develop develop
	git config gitflow.prefix.feature feature/
	git config gitflow.prefix.bugfix bugfix/
	git config gitflow.prefix.release release/
	git config gitflow.prefix.hotfix hotfix/
	git config gitflow.prefix.support support/
	git config gitflow.prefix.versiontag "${1-}"
	git config gitflow.path.hooks "$R/.git/hooks"
}

@test "init says that there is a git-flow set-up, and leaves it" {
	avh v
	run git rel init
	exits 0
	says --import
	[ "$(written)" = 'rel.found.model gitflow' ]
}

@test "init --import takes over what git-flow calls things" {
	avh v
	git rel init --import
	[ "$(git config rel.branch)" = 'release/{version}' ]
	[ "$(git config rel.hotfixbranch)" = 'hotfix/{version}' ]
	git rel start 0.2.0
	on_branch release/0.2.0
	git commit -q --allow-empty -m 'Something'
	git rel finish -y
	git rev-parse -q --verify refs/tags/v0.2.0
}

@test "init --import takes over an empty version prefix" {
	avh ''
	git rel init --import
	[ "$(git config rel.tag)" = '{version}' ]
}

@test "init --import without git-flow is refused" {
	remember
	run git rel init --import
	refused 128 git-flow
	[ -z "$(written)" ]
}

# ---- start ----------------------------------------------------------------

@test "a version is taken with v, without, and as the branch is called" {
	set_up
	for typed in 0.2.0 v0.2.0 release/v0.2.0; do
		git rel start "$typed"
		on_branch release/v0.2.0
		at release/v0.2.0 origin/develop
		git rel undo -y
		on_branch develop
	done
}

@test "major, minor and patch count on from the last release" {
	set_up
	git rel start --no-switch major
	git rel start --no-switch minor
	git rel start --no-switch patch
	[ "$(git branch --list 'release/*' --format='%(refname:short)')" = \
		$'release/v0.1.1\nrelease/v0.2.0\nrelease/v1.0.0' ]
}

@test "start is git switch -c, and git checkout - goes back" {
	set_up
	git switch -q main
	twin
	git rel start 0.2.0
	by_hand 'git switch -q --no-track -c release/v0.2.0 origin/develop'
	as_by_hand
	git checkout -q -
	on_branch main
}

@test "start from a branch, a tag and a commit that are named" {
	set_up
	git rel start --no-switch 0.2.0 main
	at release/v0.2.0 main
	git rel start --no-switch 0.3.0 v0.1.0
	at release/v0.3.0 v0.1.0
	git rel start --no-switch 0.4.0 develop~1
	at release/v0.4.0 develop~1
	git rel start --no-switch 0.5.0 HEAD
	at release/v0.5.0 develop
}

@test "start from a branch of another remote, as it is there now" {
	set_up
	git init -q --bare "$T/upstream.git"
	git push -q "file://$T/upstream.git" main
	git remote add upstream "file://$T/upstream.git"
	git rel start 0.2.0 upstream/main
	on_branch release/v0.2.0
	at release/v0.2.0 main
	run ! git config branch.release/v0.2.0.remote
	run git rel start 0.3.0 upstream/nothing
	exits 128
	says upstream nothing
}

@test "start from what rel.base says" {
	set_up
	git config rel.base origin/main
	git rel start 0.2.0
	at release/v0.2.0 origin/main
}

@test "start --push pushes the branch and tracks it, as git push -u does" {
	set_up
	twin
	git rel start --push 0.2.0
	by_hand 'git switch -q --no-track -c release/v0.2.0 origin/develop
		git push -q -u origin release/v0.2.0'
	as_by_hand
	[ "$(git rev-parse --abbrev-ref '@{upstream}')" = origin/release/v0.2.0 ]
}

@test "rel.push makes --push the rule, --no-push the exception" {
	set_up
	git config rel.push true
	git rel start 0.2.0
	here_and_there refs/heads/release/v0.2.0
	git rel start --no-push 0.3.0
	run ! git -C "$REMOTE" rev-parse -q --verify release/v0.3.0
}

@test "start --push without a remote is refused" {
	set_up
	git remote remove origin
	remember
	run git rel start --push 0.2.0
	refused 128 origin
}

@test "start without a remote" {
	set_up
	git remote remove origin
	git rel start 0.2.0
	on_branch release/v0.2.0
	at release/v0.2.0 develop
}

@test "start --dry-run shows the commands and changes not a byte" {
	local before
	set_up
	before=$(fingerprint)
	run git rel start -n --push 0.2.0
	exits 0
	says 'git branch release/v0.2.0' 'git push' 'git switch release/v0.2.0'
	[ "$(fingerprint)" = "$before" ]
}

@test "start says that another release is under way, too" {
	set_up
	git rel start 0.2.0
	run git rel start 0.3.0
	exits 0
	says release/v0.2.0
}

# ---- finish ---------------------------------------------------------------

@test "a release from start to finish" {
	ready
	run git rel finish -y
	exits 0
	says v0.2.0 main develop origin
	released 0.2.0
	on_branch develop
}

@test "finish of nothing is refused with what to type" {
	set_up
	remember
	run git rel finish -y
	refused '1|128' 'git rel start'
}

@test "finish asks which one where several are open" {
	set_up
	git rel start 0.2.0
	git rel start --no-switch 0.3.0
	git switch -q develop
	remember
	run git rel finish -y
	refused '1|129' release/v0.2.0 release/v0.3.0
}

@test "finish of the only open release from elsewhere" {
	ready
	git switch -q main
	git rel finish -y
	released 0.2.0
	on_branch main
	[ "$(cat VERSION)" = 0.2.0 ]
}

@test "finish from develop" {
	ready
	git switch -q develop
	git rel finish -y 0.2.0
	released 0.2.0
	on_branch develop
	[ "$(cat VERSION)" = 0.2.0 ]
}

@test "finish from another branch leaves us there" {
	ready
	git switch -q -c mine v0.1.0
	git rel finish -y release/v0.2.0
	released 0.2.0
	on_branch mine
	[ "$(cat VERSION)" = 0.1.0 ]
}

@test "finish from a detached HEAD leaves us there" {
	ready
	git checkout -q --detach v0.1.0
	git rel finish -y v0.2.0
	released 0.2.0
	on_branch '(detached)'
	[ "$(git rev-parse HEAD)" = "$(git rev-parse 'v0.1.0^{}')" ]
}

@test "finish --no-push does it all here and nothing there" {
	ready
	remember
	git rel finish -y --no-push
	unchanged_there
	at main v0.2.0
	contains develop v0.2.0
	on_branch develop
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
}

@test "finish --no-push asks no remote" {
	ready
	mv "$REMOTE" "$T/away"
	git rel finish -y --no-push
	mv "$T/away" "$REMOTE"
	at main v0.2.0
}

@test "what finish --no-push made can be pushed by hand" {
	ready
	git rel finish -y --no-push
	git push -q --atomic origin main develop v0.2.0 :release/v0.2.0
	released 0.2.0
}

@test "finish again pushes what --no-push made" {
	ready
	git rel finish -y --no-push --keep
	git rel finish -y 0.2.0
	released 0.2.0
}

@test "after finish --keep, the release is done for status" {
	ready
	git rel finish -y --keep
	run git rel
	says "* release 0.2.0 on 'release/v0.2.0': it is out, and the branch was kept; git rel finish 0.2.0 deletes it"
	says 'next: git rel start minor'
	work more.txt more
	run git rel
	says '1 commit of its own'
	git reset -q --hard HEAD~1
	git switch -q develop
	run git rel
	says "  release 0.2.0 on 'release/v0.2.0': it is out" 'next: git rel start minor'
	git rel finish -y 0.2.0
	run git rev-parse -q --verify release/v0.2.0
	exits 1
}

@test "finish --keep keeps the branch, and HEAD on it" {
	ready
	git rel finish -y --keep
	on_branch release/v0.2.0
	at release/v0.2.0 "$RELEASE_TIP"
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.2.0
}

@test "finish -m stands below the tag's message" {
	ready
	git rel finish -y -m 'Faster, and safer'
	released 0.2.0
	[ "$(git for-each-ref --format='%(contents)' refs/tags/v0.2.0)" = \
		$'Release v0.2.0\n\nFaster, and safer' ]
}

@test "finish -m stands where the template wants it" {
	ready
	git config rel.tagMessage 'Release v{version}: {description}'
	remember
	run git rel finish -y
	refused '1|128|129' description
	git rel finish -y -m 'faster'
	released 0.2.0
	[ "$(git for-each-ref --format='%(contents)' refs/tags/v0.2.0)" = 'Release v0.2.0: faster' ]
}

@test "finish takes values for templates with --set" {
	ready
	git config rel.tagMessage 'Release {version} for {set.who}'
	remember
	run git rel finish -y
	refused '1|128|129' set.who
	git rel finish -y --set who=Bob
	[ "$(git for-each-ref --format='%(contents)' refs/tags/v0.2.0)" = 'Release 0.2.0 for Bob' ]
}

@test "finish without a remote" {
	set_up
	git remote remove origin
	git rel start 0.2.0
	work VERSION 0.2.0
	git rel finish -y
	at main v0.2.0
	contains develop v0.2.0
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
	[ "$(git cat-file -t v0.2.0)" = tag ]
}

@test "finish where only develop is here, and main is only there" {
	git branch -q -D main
	ready
	git rel finish -y
	run ! git rev-parse -q --verify refs/heads/main
	here_and_there refs/heads/develop refs/tags/v0.2.0
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
	[ "$(git rev-parse origin/main)" = "$(git -C "$REMOTE" rev-parse main)" ]
	contains develop v0.2.0
}

@test "finish where neither main nor develop is here" {
	ready
	git branch -q -D main develop
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
	contains origin/develop v0.2.0
	[ -z "$(git for-each-ref refs/heads/main refs/heads/develop)" ]
	[ -z "$(leftovers)" ]
}

@test "finish where develop is ahead: its commits are pushed, and that is said" {
	ready
	git switch -q develop
	echo more >more.txt
	git add more.txt
	git commit -q -m 'More'
	git switch -q release/v0.2.0
	run git rel finish -y
	exits 0
	says "'develop' has 1 commit"
	released 0.2.0
	git cat-file -e origin/develop:more.txt
}

@test "finish where develop is behind" {
	ready
	colleague develop 'echo theirs >theirs.txt'
	git rel finish -y
	released 0.2.0
	[ -e theirs.txt ]
}

@test "finish where develop has diverged is refused with what to type" {
	ready
	git switch -q develop
	git commit -q --allow-empty -m 'Mine'
	git switch -q release/v0.2.0
	colleague develop 'echo theirs >theirs.txt'
	remember
	run git rel finish -y
	refused 1 develop diverged 'git pull --rebase'
}

@test "finish --dry-run shows the commands and changes not a byte" {
	local before
	ready
	before=$(fingerprint)
	run git rel finish -n
	exits 0
	says 'git merge --no-ff release/v0.2.0' 'git tag -a v0.2.0' \
		'git merge --no-ff v0.2.0' 'git push --atomic origin' 'git branch -D release/v0.2.0'
	[ "$(fingerprint)" = "$before" ]
}

@test "finish --dry-run --json is JSON lines with a version" {
	ready
	run --separate-stderr git rel finish -n --json
	exits 0
	[ "$("$PYTHON" -c 'import json, sys
print({json.loads(l)["version"] for l in sys.stdin if "version" in json.loads(l)})' \
		<<<"$output")" = '{1}' ]
}

@test "finish twice: the second one has nothing to do" {
	ready
	git rel finish -y 0.2.0
	remember
	run git rel finish -y 0.2.0
	exits 0
	says 'nothing to do'
	unchanged
}

@test "finish takes up what a colleague did by hand up to the tag" {
	ready
	git push -q origin release/v0.2.0
	lands merge release/v0.2.0
	git -C "$T/forge" tag -a -m 'Release v0.2.0' v0.2.0
	git -C "$T/forge" push -q origin v0.2.0
	git rel finish -y 0.2.0
	released 0.2.0
	[ "$(git log -1 --format=%s main)" = 'Merge pull request #7' ]
}

# ---- hotfix ---------------------------------------------------------------

@test "a hotfix is the next patch, from the last release on main" {
	set_up
	git switch -q main
	git commit -q --allow-empty -m 'On main, unreleased'
	git push -q origin main
	git switch -q develop
	git rel hotfix
	on_branch hotfix/v0.1.1
	at hotfix/v0.1.1 v0.1.0
}

@test "a hotfix lands on main and develop" {
	set_up
	git rel hotfix --push
	work a.txt mended
	git rel finish -y
	released 0.1.1
	on_branch develop
	[ "$(git show main:a.txt)" = mended ]
	[ "$(git show develop:a.txt)" = mended ]
}

@test "a hotfix lands in the open release branch, too, here and there" {
	set_up
	git rel start --push 0.2.0
	git rel hotfix 0.1.1
	work fix.txt mended
	run git rel finish -y
	exits 0
	says "merged back into 'develop' and 'release/v0.2.0'"
	released 0.1.1
	git cat-file -e release/v0.2.0:fix.txt
	here_and_there refs/heads/release/v0.2.0
	git rel finish -y 0.2.0
	released 0.2.0
}

@test "a hotfix lands in an open release branch that is only on the remote" {
	set_up
	git rel start --push 0.2.0
	git switch -q develop
	git branch -q -D release/v0.2.0
	git rel hotfix
	work fix.txt mended
	git rel finish -y
	released 0.1.1
	git -C "$REMOTE" cat-file -e release/v0.2.0:fix.txt
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
}

@test "a hotfix is named, or is the only open branch, at finish" {
	set_up
	git rel hotfix
	work fix.txt mended
	git switch -q develop
	git rel finish -y hotfix/v0.1.1
	released 0.1.1
}

@test "a hotfix that is not above the release it mends is refused" {
	set_up
	remember
	run git rel hotfix 0.1.0
	refused 1 0.1.0
}

@test "a hotfix without a release to mend is refused" {
	git tag -d v0.1.0
	git push -q origin :v0.1.0
	set_up
	remember
	run git rel hotfix
	refused 128 "'main'" 'git rel start'
}

# ---- finish, where the forge merges ----------------------------------------

# A release that waits for the forge.
proposed() {
	git config rel.finish pr
	ready
	git push -q origin release/v0.2.0
}

@test "not landed yet: refused with what to do" {
	proposed
	remember
	run git rel finish -y
	refused 1 release/v0.2.0 main forge
}

@test "landed by a merge commit: that one is tagged" {
	proposed
	lands merge release/v0.2.0
	git rel finish -y
	released 0.2.0
	[ "$(git log -1 --format=%s v0.2.0)" = 'Merge pull request #7' ]
	on_branch develop
}

@test "landed by a fast-forward: the tip is tagged" {
	proposed
	lands ff release/v0.2.0
	git rel finish -y
	released 0.2.0
	[ "$(git rev-parse 'v0.2.0^{}')" = "$RELEASE_TIP" ]
}

# Squashed or rebased: the commits are new, so only the content is there.
landed_anew() {
	proposed
	work a.txt again
	work a.txt 'and again'
	git push -q origin release/v0.2.0
	[ -z "${2-}" ] || colleague main "$2"
	lands "$1" release/v0.2.0
	[ -z "${3-}" ] || colleague main "$3"
	only_content_landed
	git rel finish -y
	[ "$(git show v0.2.0:a.txt)" = 'and again' ]
	contains develop v0.2.0
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	[ -z "$(leftovers)" ]
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git -C "$T/forge" rev-parse HEAD)" ]
	[ -z "$(git -C "$REMOTE" for-each-ref 'refs/heads/release/')" ]
}

@test "landed by squash" {
	landed_anew squash
}

@test "landed by squash after main had moved on" {
	landed_anew squash 'echo theirs >theirs.txt'
}

@test "landed by squash before main moved on: main's later commit is not tagged" {
	landed_anew squash 'echo theirs >theirs.txt' 'echo later >later.txt'
}

@test "landed by rebase" {
	landed_anew rebase
}

@test "landed by rebase after main had moved on" {
	landed_anew rebase 'echo theirs >theirs.txt'
}

@test "landed by merge before main moved on: main's later commit is not tagged" {
	proposed
	lands merge release/v0.2.0
	colleague main 'echo later >later.txt'
	git rel finish -y
	run ! git cat-file -e v0.2.0:later.txt
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
}

@test "the forge has deleted the branch that is still here" {
	proposed
	lands squash release/v0.2.0
	git -C "$REMOTE" update-ref -d refs/heads/release/v0.2.0
	only_content_landed
	git fetch -q --prune
	git rel finish -y
	released 0.2.0
	run ! git config branch.release/v0.2.0.merge
}

@test "a commit that was made after the merge has not landed" {
	proposed
	lands merge release/v0.2.0
	work late.txt late
	remember
	run git rel finish -y
	refused 1 release/v0.2.0
}

@test "finish where the forge merges needs a remote" {
	git config rel.finish pr
	set_up
	git rel start 0.2.0
	git remote remove origin
	remember
	run git rel finish -y
	refused 128 origin
}

# ---- tag ------------------------------------------------------------------

@test "tag is for what was merged on the forge: main as it is there" {
	ready
	git push -q origin release/v0.2.0
	lands merge release/v0.2.0
	git rel tag 0.2.0
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
	here_and_there refs/tags/v0.2.0
	[ "$(git cat-file -t v0.2.0)" = tag ]
	on_branch release/v0.2.0
}

@test "tag is git tag -a and git push of that tag" {
	set_up
	git tag private
	twin
	git rel tag 0.2.0 main
	by_hand 'git tag -a -m "Release v0.2.0" v0.2.0 main; git push -q origin v0.2.0'
	as_by_hand
	run git rel tag 0.2.0 main
	exits 0
	says 'nothing to do'
	run git rel tag 0.2.0 main~1
	exits 1
	says v0.2.0
}

@test "tag --no-push, then tag" {
	set_up
	git rel tag --no-push 0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify v0.2.0
	git rel tag 0.2.0
	here_and_there refs/tags/v0.2.0
}

@test "tag of a commit that is not on main is refused" {
	set_up
	remember
	run git rel tag 0.2.0 develop
	refused 1 "'main'"
}

# ---- undo -----------------------------------------------------------------

@test "undo takes a start back" {
	set_up
	git switch -q main
	remember
	git rel start 0.2.0
	git rel undo -y
	unchanged
}

@test "undo takes a start back in a folder that was renamed since" {
	set_up
	remember
	git rel start 0.2.0
	mv "$R" "$T/renamed"
	cd "$T/renamed"
	git rel undo -y
	cd "$T" && mv renamed "$R" && cd "$R"
	unchanged
}

@test "undo takes a start --push back, there too" {
	set_up
	remember
	git rel start --push 0.2.0
	git rel undo -y
	unchanged
	run -0 git rel undo -y
	says 'taken back: git rel init'
	run ! git rev-parse -q --verify release/v0.2.0
}

@test "undo takes a start --push with a release commit back" {
	git config rel.versionFiles VERSION
	remember
	quietly git rel start --push 0.2.0
	quietly git rel undo -y
	unchanged
	quietly git rel start --push 0.2.0
	git push -q origin release/v0.2.0:release/other
	run git rel undo -y
	exits 1
	says public
}

@test "undo takes a finish --no-push back" {
	set_up
	git rel start 0.2.0
	work VERSION 0.2.0
	remember
	git rel finish -y --no-push
	git rel undo -y
	unchanged
}

@test "undo of what is public is refused" {
	ready
	git rel finish -y
	remember
	run git rel undo -y
	refused 1 public hotfix
}

@test "undo of what moved on is refused" {
	set_up
	git rel start 0.2.0
	work VERSION 0.2.0
	remember
	run git rel undo -y
	refused 1 release/v0.2.0
}

@test "undo of what somebody took away already says so, and the next one goes further back" {
	quietly git rel start 0.2.0
	git switch -q develop
	git branch -q -D release/v0.2.0
	quietly git rel start 0.3.0
	git switch -q develop
	git branch -q -D release/v0.3.0
	run git rel undo -y
	exits 0
	says "'git rel start 0.3.0' has nothing left to take back"
	run git rel undo -n
	exits 0
	run git rel undo -y
	exits 0
	says "'git rel start 0.2.0' has nothing left to take back"
	[ "$(git rel log | grep -c 'taken back')" = 2 ] || git rel log
	run git rel undo -y
	says 'there is nothing to take back'
}

@test "undo twice takes two back, and nothing forth" {
	set_up
	git rel start --no-switch 0.2.0
	git rel start --no-switch 0.3.0
	git rel undo -y
	git rel undo -y
	[ -z "$(git branch --list 'release/*')" ]
	run -0 git rel undo -y
	says 'taken back: git rel init'
	[ -z "$(git branch --list 'release/*')" ]
}

@test "undo takes an init back" {
	local before
	before=$(git config --local --list)
	git rel init
	git rel undo -y
	[ "$(git config --local --list)" = "$before" ]
	run git rel undo -y
	exits '1|128'
	says 'nothing to take back'
}

# ---- status, log, config ----------------------------------------------------

# status_says <python expression about s>
status_says() {
	git rel status --json >"$T/status"
	"$PYTHON" -c "import json, sys
s = json.load(open('$T/status'))
sys.exit(not ($1))" || complain "not $1: $(cat "$T/status")"
}

@test "status says the one next command all along" {
	status_says 's["version"] == 1 and s["next"] == "git rel init"'
	set_up
	run git rel
	exits 0
	says 'no release is under way' 'last release: 0.1.0' 'next: git rel start minor'
	status_says 's["open"] == [] and s["last"] == "0.1.0"'
	git rel start 0.2.0
	work VERSION 0.2.0
	run -0 git rel status
	says '* release 0.2.0' '1 commit of its own' 'next: git rel finish 0.2.0'
	status_says 's["open"] == ["release/v0.2.0"] and s["next"] == "git rel finish 0.2.0"'
	git rel finish -y
	run -0 git rel
	says 'last release: 0.2.0' 'next: git rel start minor'
	status_says 's["merged_back"] and s["last"] == "0.2.0" and s["head"] == "refs/heads/develop"'
}

@test "status says that main is not merged back" {
	set_up
	git switch -q main
	git commit -q --allow-empty -m 'Urgent'
	run -0 git rel status
	says "'main' is not merged back into 'develop'" 'next: git switch develop && git merge'
	status_says 'not s["merged_back"]'
}

@test "status before the first release" {
	git tag -d v0.1.0
	set_up
	run git rel
	exits 0
	says 'git rel start 0.1.0'
}

@test "log tells what was done, newest first, and what was taken back" {
	ready
	git rel finish -y
	git rel start 0.3.0
	git rel undo -y
	run git rel log
	exits 0
	[ "$(cut -c 19- <<<"$output")" = 'git rel undo
git rel start 0.3.0  (taken back)
git rel finish 0.2.0
git rel start 0.2.0
git rel init' ]
}

@test "config --explain names where each value comes from" {
	set_up
	printf '[release]\n\nsign = annotated\n' >.gitrel
	git config --global rel.remote origin
	run git -c rel.tag='r{version}' rel config --explain
	exits 0
	grep -qE '^release\.sign +annotated +\.gitrel:3$' <<<"$output"
	grep -qE '^release\.tag +r\{version\} +command line$' <<<"$output"
	grep -qE '^release\.remote +origin +global file:.*/\.gitconfig$' <<<"$output"
	grep -qE '^release\.model +gitflow +local file:\.git/config$' <<<"$output"
	grep -qE '^release\.main +main +default \(gitflow\)$' <<<"$output"
}

@test "git config wins over .gitrel, git -c over both" {
	set_up
	printf '[release]\ntag = a{version}\n' >.gitrel
	[ "$(git rel config | grep '^rel.tag=')" = 'rel.tag=a{version}' ]
	git config rel.tag 'b{version}'
	[ "$(git rel config | grep '^rel.tag=')" = 'rel.tag=b{version}' ]
	[ "$(git -c rel.tag='c{version}' rel config | grep '^rel.tag=')" = 'rel.tag=c{version}' ]
}

@test "git -c changes one run" {
	ready
	git -c rel.tag='r{version}' rel finish -y
	git rev-parse -q --verify refs/tags/r0.2.0
	run ! git config rel.tag
}

@test "a setting that does not exist is an error, with what was meant" {
	set_up
	git config rel.tagMesage x
	remember
	run git rel start 0.2.0
	refused 128 rel.tagmesage rel.tagmessage
}

@test "a setting with a wrong value is an error that names it" {
	set_up
	remember
	run git -c rel.sign=maybe rel start 0.2.0
	refused 128 'command line' rel.sign maybe
}

@test "errors in .gitrel name the file and the line" {
	set_up
	printf '[release]\nmain = main\nsgn = auto\n' >.gitrel
	remember
	run git rel start 0.2.0
	refused 128 '.gitrel:3' sgn sign
	printf '[release]\nmain = main\n[release]\n' >.gitrel
	run git rel status
	exits 128
	says '.gitrel:3'
	printf '[release]\npush = true\n' >.gitrel
	run git rel status
	exits 128
	says '.gitrel:2' 'git config rel.push'
}

@test "outside a repository: git's own words" {
	cd "$T"
	run git rel status
	exits 128
	says 'not a git repository'
}

# ---- letters beyond ASCII -------------------------------------------------

@test "letters beyond ASCII in names, messages and files come through" {
	git switch -q develop
	printf '[version]\nfiles = "package.json données/вер.txt"\n' >.gitrel
	printf '{\n  "description": "café 你好 😀",\n  "version": "0.1.0"\n}\n' \
		>package.json
	mkdir données
	echo 0.1.0 >données/вер.txt
	git add .
	git commit -q -m 'Où est la bibliothèque ?'
	git push -q origin develop
	set_up
	git config rel.tagMessage 'Libération {version} – prête'
	git config user.name 'Žofie Müller'
	git rel start 0.2.0
	git rel finish --dry-run --json >plan.json
	git rel finish -y
	[ "$(git cat-file tag v0.2.0 | tail -n 1)" = 'Libération 0.2.0 – prête' ]
	[ "$(git log -1 --format=%an v0.2.0^2)" = 'Žofie Müller' ]
	[ "$(git show v0.2.0:données/вер.txt)" = 0.2.0 ]
	[ "$(git show v0.2.0:package.json)" = \
		$'{\n  "description": "café 你好 😀",\n  "version": "0.2.0"\n}' ]
	[ "$(git -C "$REMOTE" rev-parse v0.2.0)" = "$(git rev-parse v0.2.0)" ]
	git rel log | grep -F 'git rel finish 0.2.0'
}

@test "a hotfix is merged into an open release, and publishes it not" {
	quietly git rel init --model=gitflow
	quietly git rel start --no-push 0.2.0
	work feature.txt more
	quietly git rel hotfix
	work urgent.txt 'a cure'
	git rel finish -y
	contains release/v0.2.0 v0.1.1
	[ -z "$(git ls-remote origin 'refs/heads/release/*')" ]
	[ -z "$(git for-each-ref refs/remotes/origin/release)" ]
}

@test "a hotfix of a release without the .gitrel of today is told so" {
	printf '[release]\nmodel = gitflow\ntag-message = "R {version}"\n' >.gitrel
	record
	git push -q origin develop
	quietly git rel init
	run git rel hotfix -y
	exits 0
	says 'note: 0.1.0 has no .gitrel' 'git checkout develop .gitrel'
	git checkout -q develop .gitrel
	git commit -q -m 'Mend it by the rules of today'
	git rel finish -y
	[ "$(git tag -l --format='%(contents:subject)' v0.1.1)" = 'R 0.1.1' ]
	run git rel hotfix -n
	[[ $output != *'has no .gitrel'* ]]
}

@test "a remote that is set must be there; the default one need not" {
	ready
	git config rel.remote nosuch
	run git rel
	says 'next: git remote add nosuch <url>'
	remember
	run git rel finish -y
	refused 128 "local file:.git/config: rel.remote: there is no remote 'nosuch'"
	git config --unset rel.remote
	git remote remove origin
	git rel finish -y
	git rev-parse -q --verify v0.2.0
}

@test "a hotfix goes into a release that was begun and has no commit yet" {
	quietly git rel init --model=trunk
	git config rel.finish push
	quietly git rel start --push 0.2.0
	git switch -q main
	quietly git rel hotfix
	work fix.txt mended
	run git rel finish -y
	exits 0
	says "merged back into 'release/v0.2.0'"
	git merge-base --is-ancestor v0.1.1 release/v0.2.0
}
