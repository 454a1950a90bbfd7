#!/usr/bin/env bats
# Pushes that do the work (examples/gitops.gitrel), with its checklist: a rehearsal
# first, then a release whose items the programs see for themselves, but for the few
# that people answer.

load lib
load ../forge
load play
load staging

signs() {
	git config user.name "$1"
	git config user.email "$1@example.com"
	git config user.signingKey "$T/home/$1.pub"
	git config commit.gpgSign true
}

setup() {
	sealed
	keys ada bob
	repo_gitflow
	cp "$TOP/examples/gitops.gitrel" .gitrel
	mkdir .github
	cp "$TOP/examples/gitops.md" .github/release.md
	printf '[project]\nname = "x"\ndynamic = ["version"]\n' >pyproject.toml
	printf '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A staging pipeline (#12)\n' >CHANGELOG.md
	git add -A
	git commit -q -m 'Write our release process down'
	git push -q origin develop develop:main
	git fetch -q
	for name in uv pip; do printf '#!/bin/sh\n' >"$T/bin/$name"; done
	printf '#!/bin/sh\necho "agentops 0.2.0"\n' >"$T/bin/agentops"
	chmod +x "$T/bin/uv" "$T/bin/pip" "$T/bin/agentops"
	export PATH="$T/bin:$PATH"
	quietly git rel trust -y
	forge_up github
	git config rel.publishRetries 'verify 5 0'
	git config --global rel.ciPoll '0.05 0.1'
	git config --global rel.ciStart 1
	git config --global rel.ciTimeout 20
	git config --global rel.forge github
	git config --global rel.forgeUrl "$FORGE_API"
	pipeline staging.yml Staging success
	forge_tell workflow '{"repo": "acme/widget", "file": "release.yml", "name": "Release",
		"branches": ["refs/tags/v*"], "environment": "release", "polls": 3,
		"jobs": ["build / build", "publish-testpypi", "verify-testpypi", "publish-pypi"]}'
	signs ada
}

# pipeline <file> <name> <conclusion>: so it ends, for each push of a release branch
pipeline() {
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"$1\", \"name\": \"$2\",
		\"branches\": [\"release/*\"], \"polls\": 3, \"conclusion\": \"$3\",
		\"jobs\": [\"build / build\", \"publish-testpypi\", \"verify-testpypi\"]}"
}

# the pipeline's last job makes the release
pipeline_releases() {
	forge_tell token '{"token": "robot-t0ken", "login": "github-actions[bot]"}'
	forge_tell repo '{"name": "acme/widget", "members": {"github-actions[bot]": "write"}}'
	forge_ask POST "$FORGE_REPO/releases" "{\"tag_name\": \"v$1\", \"name\": \"v$1\",
		\"body\": \"What has changed, by the forge\"}" robot-t0ken >/dev/null
	answered 201
}

# staged: the branch is there, tested by its push, and asked for
staged() {
	quietly git rel start --push 0.2.0
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	quietly git staging wait
	quietly git staging tick features
}

@test "a rehearsal: branch and tag run the pipelines, are let in by nobody, and are gone" {
	# S4.12
	quietly git staging rehearse -y
	here_and_there refs/heads/release/v0.0.0-test
	run git rel ci wait HEAD
	exits 0
	says '3 of 3 checks passed'
	echo fix >packaging.txt
	git add packaging.txt
	git commit -q -m 'fix: correct workflow issue'
	quietly git staging rehearse -y
	[ "$(git -C "$REMOTE" rev-parse release/v0.0.0-test)" = "$(git rev-parse HEAD)" ]
	# S4.13
	quietly git staging rehearse -y --tag
	[ "$(git -C "$REMOTE" cat-file -t v0.0.0-test.1)" = commit ]
	git tag private
	quietly git staging rehearse -y --clean
	[ "$(git -C "$REMOTE" for-each-ref --format='%(refname)' | grep test || :)" = '' ]
	[ "$(git tag)" = $'private\nv0.1.0' ]
	on_branch develop
}

@test "a release: what the pipelines do is seen, what people do is answered, to the end" {
	staged
	# S4.26
	[ "$(git staging status --json 0.2.0 | wc -l)" = 19 ] ||
		complain "$(git staging status 0.2.0)"
	# S4.10, S4.17: the run of the branch's push counts
	stands staged done
	quietly git rel pr
	quietly git staging fetch
	run git staging
	says 'Preparation (4 of 4)' 'Staging (4 of 4)' '[x] @request: Pull request opened  (#1 is open;' \
		'[.] pipeline: Release pipeline runs: build, TestPyPI, verify pass  (there is no tag yet)'
	# S4.18
	approves 1
	presses_merge 1
	quietly git rel finish -y
	[ "$(git -C "$REMOTE" cat-file -t v0.2.0)" = commit ]
	contains origin/develop v0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	run git staging close 0.2.0
	exits 1
	says 'pipeline: pending' 'publish: pending' '@published: pending' 'installed: open'
	# S4.20
	run git rel watch --timeout=2
	exits 1
	says 'waits for a person: release'
	quietly git rel approve -y -m 'staging was green' 0.2.0
	quietly git rel watch
	# S4.21
	pipeline_releases 0.2.0
	# S4.24
	quietly git rel publish -y 0.2.0
	quietly git staging fetch 0.2.0
	run git staging status 0.2.0
	says '[x] pipeline: Release pipeline runs: build, TestPyPI, verify pass' \
		'[x] publish: PyPI publish approved' '[x] @published' 'Cleanup (3 of 3)'
	quietly git staging tick --of 0.2.0 installed
	quietly git staging close 0.2.0
	quietly git staging verify 0.2.0
}

@test "staging fails: the release is held, and each push is another candidate" {
	pipeline staging.yml Staging failure
	quietly git rel start --push 0.2.0
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	# S4.10
	run git staging wait
	exits 1
	says 'failed: build / build (failure)'
	stands staged failed
	quietly git rel pr
	approves 1
	pipeline staging.yml Staging success
	echo fix >packaging.txt
	git add packaging.txt
	git commit -q -m 'fix: correct packaging issue'
	quietly git rel check
	quietly git staging push -y
	stands staged 'not looked at'
	quietly git staging wait
	stands staged done
}

@test "what landed on main meanwhile was not staged: the tag waits" {
	staged
	quietly git rel pr
	approves 1
	quietly colleague main 'echo urgent >urgent.txt'
	presses_merge 1
	remember unmoved_here
	run git rel finish -y
	refused 1 'what is released is' 'what was qualified is' 'urgent.txt'
	run ! git -C "$REMOTE" rev-parse -q --verify refs/tags/v0.2.0
}

@test "the forge squashes: the files are those that were staged, and it is tagged" {
	staged
	quietly git rel pr
	approves 1
	presses_merge 1 squash
	quietly git rel finish -y
	here_and_there refs/tags/v0.2.0 refs/rel/seal/0.2.0
	quietly git staging verify 0.2.0
}

@test "the forge rebases: so it is with that" {
	staged
	quietly git rel pr
	approves 1
	presses_merge 1 rebase
	quietly git rel finish -y
	here_and_there refs/tags/v0.2.0 refs/rel/seal/0.2.0
	quietly git staging verify 0.2.0
}

@test "nobody approves: merged past the review it is not tagged" {
	staged
	quietly git rel pr
	presses_merge 1
	remember
	run git rel finish -y
	refused 1 '@approved: pending'
}

@test "the environment is refused: it is not through" {
	staged
	quietly git rel pr
	approves 1
	presses_merge 1
	quietly git rel finish -y
	run git rel watch --timeout=2
	# S4.20
	quietly git rel approve -y --reject -m 'the docs are wrong' 0.2.0
	run git rel watch
	exits 1
	run git staging close 0.2.0
	exits 1
	says 'publish: failed'
}
