#!/usr/bin/env bats
# A process that is driven by pushes: the forge merges the release branch, a
# plain tag on main publishes it (see examples/gitops.gitrel).  Played beside
# the commands its guide gives.

load lib

setup() {
	sealed
	repo_gitflow
	cp "$TOP/examples/gitops.gitrel" .gitrel
	printf '[project]\nname = "x"\ndynamic = ["version"]\n' >pyproject.toml
	changelog >CHANGELOG.md
	git add -A
	git commit -q -m 'Write our release process down'
	git push -q origin develop
	# the project's tool, of which we only want to know that it was asked
	printf '#!/bin/sh\necho "uv $*" >>"%s"\n' "$T/asked" >"$T/bin/uv"
	chmod +x "$T/bin/uv"
	export PATH="$T/bin:$PATH"
	quietly git rel trust -y
}

# The changelog, with <heading> below Unreleased.
changelog() {
	printf '# Changelog\n\n## [Unreleased]\n\n'
	[ -z "${1-}" ] || printf '%s\n\n' "$1"
	printf '### Added\n\n- A staging pipeline (#12)\n\n## [0.1.0] - 2023-01-01\n\n- First\n'
}

# The release branch is prepared and pushed, here and in the twin.
staged() {
	twin
	run git rel start --push 0.2.0
	exits 0
	says 'uv run ruff check' 'check.tests passed'
	diff "$T/asked" <(printf '%s\n' 'uv run ruff check' 'uv run pytest tests/ -x -q')
	RELEASE_TIP=$(git rev-parse HEAD)
	changelog "## [0.2.0] - $(date -u +%F)" >"$T/by-hand.md"
	by_hand 'git checkout -q develop && git pull -q --no-rebase origin develop
		git checkout -q -b release/v0.2.0
		cp ../by-hand.md CHANGELOG.md
		git add CHANGELOG.md
		git commit -q -m "chore: prepare release 0.2.0"
		git push -q -u origin release/v0.2.0'
	as_by_hand
}

# The pull request is merged, on both forges.
merged() {
	lands merge release/v0.2.0
	lands merge release/v0.2.0 "$TWIN_REMOTE"
}

@test "the policy is all there is to set" {
	[ "$(git rel config | grep -E '^rel\.(model|finish|sign|scheme|main|develop)=')" = \
		$'rel.model=gitflow\nrel.main=main\nrel.develop=develop\nrel.sign=lightweight\nrel.finish=pr\nrel.scheme=pep440' ]
}

@test "a release" {
	staged
	remember
	run git rel finish -y
	refused 1 release/v0.2.0 forge

	merged
	git tag private
	git rel finish -y
	git tag -d private
	by_hand 'git checkout -q main && git pull -q --no-rebase origin main
		git tag v0.2.0
		git push -q origin v0.2.0
		git checkout -q develop && git pull -q --no-rebase origin develop
		git merge -q --no-ff --no-edit v0.2.0
		git push -q origin develop
		git push -q origin --delete release/v0.2.0
		git branch -q -D release/v0.2.0'
	as_by_hand
	on_branch develop
	[ "$(git cat-file -t v0.2.0)" = commit ]
	[ "$(git rev-parse v0.2.0)" = "$(git -C "$REMOTE" rev-parse main)" ]
	contains v0.2.0 "$RELEASE_TIP"
	contains develop v0.2.0
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0' ]
	[ "$(git -C "$REMOTE" branch --format='%(refname:short)')" = $'develop\nmain' ]
	[ -z "$(leftovers)" ]
}

@test "a release while develop goes on" {
	staged
	colleague develop 'echo new >feature.txt'
	(
		cd "$TWIN" && git switch -q develop && echo new >feature.txt
		export GIT_AUTHOR_NAME=Bob GIT_AUTHOR_EMAIL=bob@example.com
		export GIT_COMMITTER_NAME=Bob GIT_COMMITTER_EMAIL=bob@example.com
		git commit -q -a -m 'Colleague: echo new >feature.txt'
		git push -q origin develop
	)
	merged
	git rel finish -y
	by_hand 'git checkout -q main && git pull -q --no-rebase origin main
		git tag v0.2.0
		git push -q origin v0.2.0
		git checkout -q develop && git pull -q --no-rebase origin develop
		git merge -q --no-ff --no-edit v0.2.0
		git push -q origin develop
		git push -q origin --delete release/v0.2.0
		git branch -q -D release/v0.2.0'
	as_by_hand
}

@test "fixed on the release branch while it is staged" {
	staged
	echo fix >packaging.txt
	record
	run git rel finish -y
	exits 1
	says 'not all checks have passed'
	quietly git rel check
	git push -q origin release/v0.2.0
	lands merge release/v0.2.0
	git rel finish -y
	contains v0.2.0 "$RELEASE_TIP"
	git cat-file -e develop:packaging.txt
}

@test "the forge deletes the branch when it merges" {
	staged
	merged
	git -C "$REMOTE" update-ref -d refs/heads/release/v0.2.0
	git fetch -q --prune
	git rel finish -y
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
}

@test "a check that fails stages nothing" {
	printf '#!/bin/sh\ncase $* in *pytest*) exit 1 ;; esac\n' >"$T/bin/uv"
	run git rel start --push 0.2.0
	exits 1
	says 'failed at: check.tests'
	run ! git -C "$REMOTE" rev-parse -q --verify release/v0.2.0
	run git rel --abort
	exits 0
	on_branch develop
}

@test "a version that was written into pyproject.toml stops it" {
	printf '[project]\nname = "x"\nversion = "0.2.0"\n' >pyproject.toml
	git commit -q -a -m 'Oops'
	remember
	run git rel start --push 0.2.0
	refused 1 pyproject.toml
}

@test "a maintainer without the branch tags what landed" {
	staged
	merged
	git clone -q -b develop "file://$REMOTE" "$T/second"
	go_to "$T/second"
	# as long as the forge keeps the branch, its checks are asked for, which
	# have passed in another clone only
	remember
	run git rel tag 0.2.0
	refused 1 'not all checks have passed' 'git switch release/v0.2.0 && git rel check'
	git switch -q release/v0.2.0
	quietly git rel trust -y
	quietly git rel check
	git switch -q develop
	git rel tag 0.2.0
	[ "$(git cat-file -t v0.2.0)" = commit ]
	[ "$(git -C "$REMOTE" rev-parse v0.2.0)" = "$(git -C "$REMOTE" rev-parse main)" ]
}

@test "a maintainer tags what landed when the forge has deleted the branch" {
	staged
	merged
	git -C "$REMOTE" update-ref -d refs/heads/release/v0.2.0
	git clone -q -b develop "file://$REMOTE" "$T/second"
	go_to "$T/second"
	run git rel tag 0.2.0
	exits 0
	says 'no checks were looked at'
}

@test "a test release, and away with it" {
	twin
	run -1 git rel start --push 0.0.0.dev1
	git rel start --push 0.2.0.dev1
	on_branch release/v0.2.0.dev1
	git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.2.0.dev1
	git rel undo -y
	by_hand :
	as_by_hand
}

@test "an older line, whose tag on its stable branch publishes it" {
	git switch -q main
	git merge -q --no-edit develop
	git push -q origin main:refs/heads/stable/v0.1
	git commit -q --allow-empty -m 'Something else'
	git tag v0.2.0
	git push -q origin main v0.2.0
	git fetch -q
	twin
	run git rel start --push 0.1.1 stable/v0.1
	exits 0
	sed "s/^## .0.2.0.*/## [0.1.1] - $(date -u +%F)/" <(changelog "## [0.2.0]") >"$T/by-hand.md"
	by_hand 'git checkout -q --no-track -b release/v0.1.1 origin/stable/v0.1
		cp ../by-hand.md CHANGELOG.md
		git add CHANGELOG.md
		git commit -q -m "chore: prepare release 0.1.1"
		git push -q -u origin release/v0.1.1'
	as_by_hand
	MAIN=stable/v0.1 lands merge release/v0.1.1
	MAIN=stable/v0.1 lands merge release/v0.1.1 "$TWIN_REMOTE"
	git rel finish -y
	by_hand 'git fetch -q
		git checkout -q stable/v0.1
		git tag v0.1.1
		git push -q --atomic origin v0.1.1 :release/v0.1.1
		git branch -q -D release/v0.1.1'
	as_by_hand
}
