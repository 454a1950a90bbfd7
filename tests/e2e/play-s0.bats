#!/usr/bin/env bats
# A library with a protected main: a release branch from upstream's main, the
# bump in a commit of its own, a pull request, a signed tag (see
# examples/pull-request.gitrel).  Played beside the commands its guide gives.

# shellcheck disable=SC2016 # what is in single quotes is for another shell

load lib

# what the guide does on the release branch, by hand; the notes have our words
by_guide() {
	by_hand "$1
		git checkout -q --no-track -b release/v0.2.2 ${2-FETCH_HEAD}
		sed -i 's/0\\.1\\.0/0.2.2/' pyproject.toml agentlightning/__init__.py
		git commit -q -a -m 'Bump version to 0.2.2'
		mkdir -p docs/releases
		cp '$R/docs/releases/0.2.2.md' docs/releases
		git add -A
		git commit -q -m 'Add the release notes of 0.2.2'"
}

setup() {
	sealed
	repo_trunk
	git clone -q --bare "file://$REMOTE" "$T/fork.git"
	git remote rename origin upstream
	git remote add origin "file://$T/fork.git"
	tools
	cp "$TOP/examples/pull-request.gitrel" .gitrel
	mkdir agentlightning
	printf '[project]\nname = "agentlightning"\nversion = "0.1.0"\ndependencies = ["agentops==0.1.1"]\n' >pyproject.toml
	echo '__version__ = "0.1.0"' >agentlightning/__init__.py
	echo 'version = "0.1.0"' >uv.lock
	git add -A
	git commit -q -m 'Write our release process down'
	git push -q upstream main
	quietly git rel trust -y
	ssh_key
}

# The project's tools, which only note that they ran, and where.
tools() {
	cat >"$T/bin/uv" <<-END
		#!/bin/sh
		echo "\$(git rev-parse HEAD) uv \$*" >>'$T/ran'
	END
	chmod +x "$T/bin/uv"
	export PATH="$T/bin:$PATH"
}

twins() {
	git remote set-url origin "file://$REMOTE" # for the twin's sake
	twin
	git remote set-url origin "file://$T/fork.git"
	git -C "$TWIN" remote set-url origin "file://$T/fork.git"
	git -C "$TWIN" remote set-url upstream "file://$TWIN_REMOTE"
}

# The tag and what it is on, here and on upstream; the fork gets nothing.
tagged() {
	here_and_there "refs/tags/v$1" || return
	quietly git verify-tag "v$1" || return
	[ "$(git for-each-ref --format='%(contents:subject)' "refs/tags/v$1")" = "Release v$1" ] ||
		complain "what v$1 says" || return
	[ "$(git -C "$T/fork.git" tag -l)" = v0.1.0 ] || complain "in the fork"
}

@test "the release branch, from upstream's main, with the bump alone" {
	colleague main 'git commit -q --allow-empty -m "feat: trace every step (#265)"; echo traced >trace.txt'
	git switch -q -c elsewhere
	twins
	git rel start --no-check 0.2.2
	# what is fetched moves no ref, not even a tracking one
	by_guide "git fetch -q 'file://$TWIN_REMOTE' main"
	as_by_hand
	on_branch release/v0.2.2
	[ "$(git log -1 --format=%s HEAD~1)" = 'Bump version to 0.2.2' ]
	[ "$(git diff --name-only HEAD~2 HEAD~1)" = $'agentlightning/__init__.py\npyproject.toml' ]
	grep -qx 'dependencies = \["agentops==0.1.1"\]' pyproject.toml
	# easy to pick
	git switch -q elsewhere
	git cherry-pick release/v0.2.2~1 >/dev/null
}

@test "the checks run on the commit that was bumped" {
	git rel start 0.2.2
	diff "$T/ran" - <<-END
		$(git rev-parse HEAD) uv sync --group dev
		$(git rev-parse HEAD) uv run pre-commit run --all-files --show-diff-on-failure
		$(git rev-parse HEAD) uv run mkdocs build --strict
	END
}

@test "a check fails: mended, and on from there" {
	printf '#!/bin/sh\n[ -e mended ] || [ "$2" != mkdocs ]\n' >"$T/bin/uv"
	run git rel start --push 0.2.2
	exits 1
	says check.docs 'git rel --continue'
	run ! git -C "$REMOTE" rev-parse -q --verify release/v0.2.2
	echo mended >mended
	git add mended
	git rel --continue
	here_and_there refs/heads/release/v0.2.2
	git cat-file -e release/v0.2.2:mended
}

@test "the notes are a file of their own, the forge's text later" {
	colleague main 'git commit -q --allow-empty -m "feat: trace every step (#265)"; echo traced >trace.txt'
	git rel start --no-check 0.2.2
	[ "$(git diff --name-only HEAD~1)" = docs/releases/0.2.2.md ]
	grep -qx -e '- Trace every step (#265)' docs/releases/0.2.2.md
	[ ! -e CHANGELOG.md ]
	run -0 git rel notes show
	says '- Trace every step (#265)'
}

@test "the whole release, with a candidate, up to the tag that alone is pushed" {
	twins
	git rel start --push 0.2.2
	by_guide : upstream/main
	by_hand 'git push -q -u upstream release/v0.2.2'
	as_by_hand

	git tag private
	git rel rc
	by_hand 'git tag -s -m "Release candidate 1 for v0.2.2" v0.2.2rc1
		git push -q upstream v0.2.2rc1'
	git tag -d private
	as_by_hand
	remember
	run git rel finish -y
	refused 1 release/v0.2.2 forge

	lands merge release/v0.2.2
	lands merge release/v0.2.2 "$TWIN_REMOTE"
	git tag private
	git rel finish -y
	git tag -d private
	by_hand 'git checkout -q main
		git pull -q --no-rebase upstream main
		git tag -s -m "Release v0.2.2" v0.2.2
		git push -q upstream v0.2.2
		git push -q upstream --delete release/v0.2.2
		git branch -q -D release/v0.2.2'
	as_by_hand
	tagged 0.2.2
	[ "$(git rev-parse 'v0.2.2^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.2\nv0.2.2rc1' ]
	[ "$(git rel version)" = 0.2.2 ]
}

@test "squashed by the forge, and main has moved on: what landed is tagged" {
	git rel start --push 0.2.2
	lands squash release/v0.2.2
	colleague main 'echo later >later.txt'
	git rel finish -y
	tagged 0.2.2
	run ! git cat-file -e v0.2.2:later.txt
	grep -q '"0.2.2"' <(git show v0.2.2:pyproject.toml)
}

@test "a maintainer without the branch tags main as it is there" {
	git rel start --push 0.2.2
	lands merge release/v0.2.2
	git switch -q main
	git branch -q -D release/v0.2.2
	twins
	git rel tag 0.2.2
	by_hand 'git fetch -q upstream main
		git tag -s -m "Release v0.2.2" v0.2.2 upstream/main
		git push -q upstream v0.2.2'
	tagged 0.2.2
	[ "$(git rev-parse v0.2.2)" = "$(git -C "$TWIN" rev-parse v0.2.2)" ]
}

@test "without a signing key nothing is released" {
	git rel start --push 0.2.2
	lands merge release/v0.2.2
	git config --global --unset user.signingkey
	remember
	run git rel finish -y
	refused 128 'must be signed'
	run git rel tag 0.2.2
	refused 128 'must be signed'
}

@test "after new commits on the branch the checks are asked for again" {
	git rel start --push 0.2.2
	echo more >more.txt
	record
	git push -q upstream HEAD
	lands merge release/v0.2.2
	remember
	run git rel finish -y
	refused 1 'git rel check'
	git rel check
	git rel finish -y
	tagged 0.2.2
}

@test "an older line, released from its stable branch by the same guide" {
	git push -q upstream main:refs/heads/stable/v0.1
	git commit -q --allow-empty -m 'Something else'
	git tag -s -m 'Release v0.2.0' v0.2.0
	git push -q upstream main v0.2.0
	colleague stable/v0.1 'git commit -q --allow-empty -m "fix: trace every step (#265)"; echo fix >fix.txt'
	git fetch -q upstream
	twins
	git rel start --push 0.1.1
	by_hand "git checkout -q --no-track -b release/v0.1.1 upstream/stable/v0.1
		sed -i 's/0\\.1\\.0/0.1.1/' pyproject.toml agentlightning/__init__.py
		git commit -q -a -m 'Bump version to 0.1.1'
		mkdir -p docs/releases
		cp '$R/docs/releases/0.1.1.md' docs/releases
		git add -A
		git commit -q -m 'Add the release notes of 0.1.1'
		git push -q -u upstream release/v0.1.1"
	as_by_hand
	MAIN=stable/v0.1 lands merge release/v0.1.1
	MAIN=stable/v0.1 lands merge release/v0.1.1 "$TWIN_REMOTE"
	git rel finish -y
	by_hand 'git fetch -q upstream
		git checkout -q stable/v0.1
		git tag -s -m "Release v0.1.1" v0.1.1
		git push -q --atomic upstream v0.1.1 :release/v0.1.1
		git branch -q -D release/v0.1.1'
	as_by_hand
	contains upstream/stable/v0.1 v0.1.1
	run contains upstream/main v0.1.1
	exits 1
}
