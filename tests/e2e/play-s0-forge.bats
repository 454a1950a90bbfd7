#!/usr/bin/env bats
# The library with a protected main (examples/pull-request.gitrel) on GitHub, from
# the scope of a release to its backports, as its guide tells.

# shellcheck disable=SC2016 # what is in single quotes is for another shell

load lib
load ../forge
load play

setup() {
	sealed
	repo_trunk
	cp "$TOP/examples/pull-request.gitrel" .gitrel
	mkdir .github agentlightning
	cp "$TOP/examples/pull-request.md" .github/release.md
	printf '[project]\nname = "agentlightning"\nversion = "0.1.0"\n' >pyproject.toml
	echo '__version__ = "0.1.0"' >agentlightning/__init__.py
	git add -A
	git commit -q -m 'Write our release process down'
	git push -q origin main
	for name in uv; do
		printf '#!/bin/sh\n' >"$T/bin/$name"
		chmod +x "$T/bin/$name"
	done
	export PATH="$T/bin:$PATH"
	ssh_key
	on_github
	quietly git rel trust -y
}

# Upstream, which ada may push to, and her fork, which git calls origin.
on_github() {
	forge_up github
	git remote rename origin upstream
	forge_tell repo '{"name": "ada/widget", "parent": "acme/widget", "members": {"ada": "admin"}}'
	git remote add origin "$FORGE_URL/ada/widget.git"
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 5
	git config rel.ciTimeout 20
	for name in ci-all ci-gpu ci-apo ci-calc-x ci-spider ci-unsloth ci-compat; do
		forge_tell label "{\"repo\": \"acme/widget\", \"name\": \"$name\"}"
	done
	forge_tell workflow '{"repo": "acme/widget", "file": "tests.yml", "on": ["pull_request"]}'
}

# landed <number> <title>: a change, as its pull request brought it into main
landed() {
	quietly git switch -q -c "topic-$1" upstream/main
	echo "$2" >"topic-$1"
	git add -A
	git commit -q -m "$2"
	quietly git push -q upstream "topic-$1"
	forge_ask POST "$FORGE_REPO/pulls" \
		"{\"title\": \"$2\", \"head\": \"topic-$1\", \"base\": \"main\"}" >/dev/null
	answered 201
	[ -z "${3-}" ] || forge_ask POST "$FORGE_REPO/issues/$1/labels" "{\"labels\": [\"$3\"]}" >/dev/null
	presses_merge "$1" squash
	quietly git switch -q main
	quietly git pull -q upstream main
}

# What the workflow of /ci does, in its own words: it says so, starts the tests of the
# labels by other events, which no commit of the pull request knows of, and changes its
# comment until they have ended.
answers_ci() { # answers_ci <conclusion>
	local as='"as": "github-actions[bot]"' n
	local watch='🚀 CI Watcher for correlation id-{asked}-m1 triggered by comment {asked}\n🏃‍♀️ Tracking 2 workflow run(s):\n\n'
	run_is() { echo "- $1 [GPU Test - {asked}](https://github.com/acme/widget/actions/runs/7) — \`$2\`\\n"; }
	for n in "$(run_is 🟣 in_progress)$(run_is ⚪️ queued)\\n_Still running…_" \
		"$(run_is 🟢 completed/success)$(run_is 🟣 in_progress)\\n_Still running…_" \
		"$(run_is 🟢 completed/success)$(run_is 🟡 "completed/$1")\\n✅ All runs completed."; do
		as+="}, {\"after\": $((n_ci += 3)), \"as\": \"github-actions[bot]\", \"edit\": \"$watch$n\""
	done
	forge_tell bot "{\"on\": \"comment\", \"match\": \"^/ci\", \"times\": 1, \"do\": [
		{\"after\": 1, \"comment\": \"✅ CI trigger requested by @ada.\\nFired \`repository_dispatch:ci-all\`.\", $as}]}"
	n_ci=0
}

@test "a release: its scope, its pull request, CI on request, a signed tag, its pages" {
	landed 1 'feat: trace every step'
	forge_tell issue '{"repo": "acme/widget", "title": "Steps cannot be traced"}'
	forge_ask PATCH "$FORGE_REPO/issues/2" '{"state": "closed"}' >/dev/null

	# S0.1
	run git rel scope
	exits 0
	is_text "$output" $'#1 feat: trace every step\n#2 Steps cannot be traced'

	# S0.3, S0.5, S0.8
	git rel start 0.2.2
	on_branch release/v0.2.2
	[ "$(git log --format=%s main..)" = $'Add the release notes of 0.2.2\nBump version to 0.2.2' ]
	printf '# 0.2.2\n\nEvery step can be traced (#1).\n' >docs/releases/0.2.2.md
	git commit -q -a --amend --no-edit
	git rel check

	# S0.10: upstream takes it from her
	run git rel pr
	exits 0
	says "opened pull request #3: $FORGE_URL/acme/widget/pull/3"
	[ "$(forge_state issues 3 pull head_repo)" = acme/widget ]
	[ "$(git -C "$REMOTE" rev-parse refs/heads/release/v0.2.2)" = "$(git rev-parse HEAD)" ]
	[ -z "$(git ls-remote origin)" ]
	# S0.11
	[ "$(forge_state issues 3 title)" = 'Release v0.2.2' ]
	[ "$(forge_state issues 3 pull base)" = main ]
	is_text "$(forge_state issues 3 body)" '## Release v0.2.2

# 0.2.2

Every step can be traced (#1).

### Pull requests and issues

- #1 feat: trace every step
- #2 Steps cannot be traced

### Validation

- [ ] `uv run pre-commit run --all-files --show-diff-on-failure`
- [ ] `uv run mkdocs build --strict`
- [ ] `examples/README.md` has the maintenance status and CI badges of each example
- [ ] `docs/reference/` has the signatures and docstrings of this version
- [ ] `/ci` has passed'

	# S0.12 to S0.14
	answers_ci success
	forge_forget
	run git rel ci -l ci-all -l ci-gpu -l ci-apo -l ci-calc-x -l ci-spider -l ci-unsloth \
		-l ci-compat
	exits 0
	is_text "$(forge_asked '^(POST|DELETE)' | sed 's, 20.$,,')" "POST $FORGE_REPO/issues/3/labels
POST $FORGE_REPO/issues/3/comments
$(printf "DELETE $FORGE_REPO/issues/3/labels/%s\n" \
	ci-all ci-gpu ci-apo ci-calc-x ci-spider ci-unsloth ci-compat)"
	is_text "$(sent POST issues/3/labels | jq -r '.labels[]')" \
		$'ci-all\nci-gpu\nci-apo\nci-calc-x\nci-spider\nci-unsloth\nci-compat'
	[[ $(said_on 3) == 'ada: /ci'*'github-actions[bot]: '*'All runs completed.' ]] ||
		complain "$(said_on 3)"
	says 'passed: http' 'completed/success' 'All runs completed.'
	[ -z "$(labels_of 3)" ]

	approves 3
	presses_merge 3
	# S0.15 to S0.17
	workflows_of_tags
	git tag private
	git rel finish -y
	[ "$(git for-each-ref --format='%(objecttype) %(contents:subject)' refs/tags/v0.2.2)" = \
		'tag Release v0.2.2' ]
	quietly git verify-tag v0.2.2
	[ "$(git rev-parse 'v0.2.2^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.2' ]

	# S0.18
	run git rel watch
	exits 0
	says 'passed   pypi-release' 'passed   docs'

	# S0.19
	mkdir dist
	echo wheel >dist/agentlightning-0.2.2-py3-none-any.whl
	git config rel.publish.docs "'$T/bin/site-shows' \"\$GIT_REL_VERSION\""
	git config rel.publishRetries 'docs 5 0'
	site_shows_after 3
	run git rel publish -y --asset='dist/*.whl' 0.2.2
	exits 0
	[ "$(release_on_forge '"\(.tag) \(.name) \(.draft) \(.prerelease) \(.assets | map(.name))"')" = \
		'v0.2.2 v0.2.2 false false ["agentlightning-0.2.2-py3-none-any.whl"]' ]
	is_text "$(release_on_forge .body)" "$(cat docs/releases/0.2.2.md)"
	# S0.20
	[ "$(cat "$T/looks")" = $'0.2.2\n0.2.2\n0.2.2' ]

	run git rel verify 0.2.2
	exits 0
}

# What the push of a tag starts.
workflows_of_tags() {
	for name in pypi-release docs; do
		forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"$name.yml\",
			\"branches\": [\"refs/tags/v*\"], \"polls\": 3}"
	done
}

# site_shows_after <n>: the n-th who looks at the site of the documentation sees it
site_shows_after() {
	cat >"$T/bin/site-shows" <<-END
		#!/bin/sh
		echo "\$1" >>'$T/looks'
		[ "\$(wc -l <'$T/looks')" -ge $1 ]
	END
	chmod +x "$T/bin/site-shows"
}

# prepared: the branch of 0.2.2, with its notes, is ready here
prepared() {
	quietly git rel start 0.2.2
	printf '# 0.2.2\n\nEvery step can be traced (#1).\n' >docs/releases/0.2.2.md
	git commit -q -a --amend --no-edit
	quietly git rel check
}

@test "who may not push to upstream opens the pull request from the fork" {
	landed 1 'feat: trace every step'
	# eve's clone
	forge_credentials "$FORGE_EVE"
	forge_tell repo '{"name": "eve/widget", "parent": "acme/widget", "members": {"eve": "admin"}}'
	git remote set-url origin "$FORGE_URL/eve/widget.git"
	prepared
	# S0.10
	run git rel pr
	exits 0
	says "opened pull request #2: $FORGE_URL/acme/widget/pull/2"
	is_text "$(forge_state issues 2 pull | jq -r '.head_repo, .head, .base')" \
		$'eve/widget\nrelease/v0.2.2\nmain'
	[ "$(forge_state issues 2 title)" = 'Release v0.2.2' ]
	[ -z "$(git -C "$REMOTE" for-each-ref refs/heads/release)" ]

	# a maintainer sees it through
	forge_credentials "$FORGE_TOKEN"
	answers_ci success
	run git rel ci -l ci-all pr/2
	exits 0
	says 'passed: http'
	[ "$(said_on 2 | head -1)" = 'ada: /ci' ]
	[ -z "$(labels_of 2)" ]
	presses_merge 2
	git switch -q main
	git branch -q -D release/v0.2.2
	git rel tag 0.2.2
	quietly git verify-tag v0.2.2
	[ "$(git -C "$REMOTE" rev-parse 'v0.2.2^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
}

@test "CI fails: the labels go, the branch is mended, and CI is asked again" {
	landed 1 'feat: trace every step'
	prepared
	quietly git rel pr
	answers_ci failure
	# S0.14
	run git rel ci -l ci-gpu -l ci-apo
	exits 1
	says 'failed: http' 'completed/failure'
	[ -z "$(labels_of 2)" ]
	echo mended >mended.txt
	git add mended.txt
	git commit -q -m 'Mend the tests on GPUs'
	git rel check
	run git rel pr
	exits 0
	[ "$(git -C "$REMOTE" rev-parse release/v0.2.2)" = "$(git rev-parse HEAD)" ]
	answers_ci success
	run git rel ci -l ci-gpu -l ci-apo
	exits 0
	[ -z "$(labels_of 2)" ]
	[ "$(said_on 2 | grep -c 'ada: /ci')" = 2 ]
}

# ---- backports ---------------------------------------------------------------

# stable_line: 0.2.2 is released, and its line has a branch
stable_line() {
	git tag -s -m 'Release v0.2.2' v0.2.2
	quietly git push -q upstream v0.2.2 main:refs/heads/stable/v0.2
	quietly git fetch -q upstream
}

# the job of the backports, which has a token of its own, hears of a merge
job_hears_of() {
	jq -n --argjson n "$1" '{action: "closed", pull_request: {number: $n, merged: true},
		repository: {full_name: "acme/widget"}, sender: {login: "bob"}}' >"$T/event.json"
	forge_tell token '{"token": "lightning-t0ken", "login": "agent-lightning-bot"}'
	forge_tell repo '{"name": "acme/widget", "members": {"agent-lightning-bot": "write"}}'
	forge_credentials lightning-t0ken
	GITHUB_EVENT_PATH=$T/event.json run git backport ci --yes
	forge_credentials "$FORGE_TOKEN"
}

@test "a label asks for a backport, a bot opens its pull request, people merge it" {
	stable_line
	# S0.21, S0.22: before the merge
	landed 1 'fix: close the trace' stable/v0.2
	git config rel.forge github
	job_hears_of 1
	exits 0
	# S0.23
	is_text "$(forge_state issues 2 | jq -r '.author, .title, .pull.head, .pull.base, .labels[]')" \
		'agent-lightning-bot
[Backport stable/v0.2] fix: close the trace
backport/1/stable/v0.2
stable/v0.2
backport'
	[ "$(git -C "$REMOTE" log -1 --format=%s backport/1/stable/v0.2)" = 'fix: close the trace (#1)' ]
	# S0.24
	quietly git fetch -q upstream
	run git rel ci wait upstream/backport/1/stable/v0.2
	exits 0
	says '1 of 1 check passed'
	run git backport status --forge
	says 'backport/1/stable/v0.2: open, 1 commit for' "$FORGE_URL/acme/widget/pull/2"
	approves 2
	presses_merge 2
	[ "$(git -C "$REMOTE" show stable/v0.2:topic-1)" = 'fix: close the trace' ]
}

@test "a backport that conflicts is told on the pull request, resolved, and tested again" {
	stable_line
	colleague stable/v0.2 'echo "the old way" >topic-1'
	landed 1 'fix: close the trace' stable/v0.2
	job_hears_of 1
	exits 1
	[[ $(said_on 1) == "agent-lightning-bot: "*'git backport --submit --on-conflict=stop stable/v0.2 -- pr/1'* ]]
	# S0.25
	run git backport --submit --on-conflict=stop stable/v0.2 -- pr/1
	exits 1
	echo 'close the trace, the old way' >topic-1
	git add topic-1
	run git backport --continue
	exits 0
	[ "$(forge_state issues 2 title)" = '[Backport stable/v0.2] fix: close the trace' ]
	answers_ci success
	run git rel ci -l ci-compat pr/2
	exits 0
	says 'passed: http'
	[ "$(labels_of 2)" = backport ]
	[ "$(said_on 2 | head -1)" = 'ada: /ci' ]
	presses_merge 2
	[ "$(git -C "$REMOTE" show stable/v0.2:topic-1)" = 'close the trace, the old way' ]
}
