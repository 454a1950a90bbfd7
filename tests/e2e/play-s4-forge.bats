#!/usr/bin/env bats
# Pushes that do the work (examples/gitops.gitrel) on GitHub: protected branches, a
# staging pipeline, a pull request without CI of its own, an environment that waits
# for a person, a release that the pipeline makes.

load lib
load ../forge
load play

setup() {
	sealed
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
	for name in uv pip agentops; do
		printf '#!/bin/sh\n' >"$T/bin/$name"
		chmod +x "$T/bin/$name"
	done
	export PATH="$T/bin:$PATH"
	quietly git rel trust -y
	forge_up github
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 1
	git config rel.ciTimeout 20
	forge_tell workflow '{"repo": "acme/widget", "file": "ci.yml",
		"on": ["push", "pull_request"], "branches": ["develop", "feature/*"], "jobs": ["ci"]}'
	staging success
	forge_tell workflow '{"repo": "acme/widget", "file": "release.yml", "name": "Release",
		"branches": ["refs/tags/v*"], "environment": "release", "polls": 3,
		"jobs": ["build / build", "publish-testpypi", "verify-testpypi", "publish-pypi"]}'
}

# staging <conclusion>: so it ends, for each push of a release branch
staging() {
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"staging.yml\", \"name\": \"Staging\",
		\"branches\": [\"release/*\"], \"polls\": 3, \"conclusion\": \"$1\",
		\"jobs\": [\"build / build\", \"publish-testpypi\", \"verify-testpypi\"]}"
}

STAGED=(--job 'build / build' --job publish-testpypi --job verify-testpypi)

# the pipeline's last job makes the release, with notes of its own and two files
pipeline_releases() {
	local name id
	forge_tell token '{"token": "robot-t0ken", "login": "github-actions[bot]"}'
	forge_tell repo '{"name": "acme/widget", "members": {"github-actions[bot]": "write"}}'
	id=$(forge_ask POST "$FORGE_REPO/releases" "{\"tag_name\": \"v$1\", \"name\": \"v$1\",
		\"body\": \"What has changed, by the forge\"}" robot-t0ken | jq .id)
	answered 201
	for name in "agentops_accelerator-$1-py3-none-any.whl" "agentops_accelerator-$1.tar.gz"; do
		curl -sS -f -o "$T/forge.answer" -H 'Authorization: Bearer robot-t0ken' \
			-H 'X-GitHub-Api-Version: 2022-11-28' -H 'Content-Type: application/zip' --data-binary "$name" \
			"$(forge_ask GET "$FORGE_REPO/releases/$id" | jq -r .upload_url | sed 's/{.*//')?name=$name"
	done
}

state_of_release() {
	forge_state runs | jq -r '.[] | select(.branch == "v0.2.0") | .conclusion // .status'
}

# staged: the branch is there, and its pull request
staged() {
	quietly git rel start --push 0.2.0
	quietly git rel pr
}

# released: merged, and tagged
merged_and_tagged() {
	staged
	quietly git rel ci wait "${STAGED[@]}"
	approves 1
	presses_merge 1
	quietly git rel finish -y
}

@test "protection is that of the guide, and holds" {
	# S4.3
	run git rel protect
	exits 1
	says 'main: may be forced, may be deleted, may be pushed to' 'release/*: may be forced'
	git rel protect apply -y
	run git rel protect
	exits 0
	is_text "$(forge_state rulesets | jq -r '.[] | .name + ": " + ([.rules[].type] | sort | join(" "))' | sort)" \
		'git-rel refs/heads/develop: non_fast_forward
git-rel refs/heads/main: deletion non_fast_forward pull_request required_status_checks
git-rel refs/heads/release/*: non_fast_forward
git-rel refs/tags/v*: deletion update'
	is_text "$(forge_state rulesets | jq -r '.[] | .rules[] | .parameters // empty |
		(.required_status_checks // empty | .[].context), (.required_approving_review_count // empty)')" \
		'1
build / build
publish-testpypi
verify-testpypi'
	forge_credentials "$FORGE_BOB"
	quietly git switch -q -c feature/x develop
	git commit -q --allow-empty -m 'feat: add x'
	run ! git push -q origin feature/x:main
	run ! git push -q --force origin 'feature/x~2:develop'
}

@test "a release: staged by its branch, merged, tagged, approved, and installed" {
	quietly git rel protect apply -y
	# S4.14, S4.15
	git rel start --push 0.2.0
	[ "$(git log -1 --format=%s)" = 'chore: prepare release 0.2.0' ]
	here_and_there refs/heads/release/v0.2.0
	# S4.16
	run git rel pr
	exits 0
	says "opened pull request #1: $FORGE_URL/acme/widget/pull/1"
	is_text "$(forge_state issues 1 | jq -r '.title, .pull.head, .pull.base, .author')" \
		$'Release v0.2.0\nrelease/v0.2.0\nmain\nada'
	is_text "$(forge_state issues 1 body)" '## Release v0.2.0

### What happened

- `release/v0.2.0` was made from `develop`
- `CHANGELOG.md` has the section `[0.2.0]`
- the staging pipeline runs for it: build, TestPyPI, verify

### Next steps

1. Wait until staging is green: `git rel ci wait 0.2.0`
2. Review and approve
3. Merge into `main`
4. Tag, and sync `develop`: `git rel finish 0.2.0`
5. Approve what waits to be published: `git rel approve 0.2.0`

### Checklist

- [ ] Staging is green
- [ ] The changelog was read
- [ ] Merged into `main`
- [ ] `v0.2.0` is pushed
- [ ] The package is published
- [ ] `develop` has it'
	# S4.17: the pull request has started nothing, and it is not enough
	[ -z "$(forge_state runs | jq -r '.[] | select(.event == "pull_request") | .id')" ]
	may_not_merge 1 'review is required'
	approves 1
	may_not_merge 1 'status check'
	# S4.10, by the name of the version, as the body says
	run git rel ci wait "${STAGED[@]}" 0.2.0
	exits 0
	says "commit $(git rev-parse --short=10 HEAD): 3 of 3 checks passed"
	# S4.18
	presses_merge 1

	# S4.19
	git tag private
	git rel finish -y
	[ "$(git -C "$REMOTE" cat-file -t v0.2.0)" = commit ]
	[ "$(git -C "$REMOTE" rev-parse v0.2.0)" = "$(git -C "$REMOTE" rev-parse main)" ]
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0' ]
	# S4.22, S4.23
	contains origin/develop v0.2.0
	[ "$(git -C "$REMOTE" branch --format='%(refname:short)')" = $'develop\nmain' ]

	# S4.20
	run git rel watch --timeout=2
	exits 1
	says 'waits for a person: release' 'git rel approve 0.2.0'
	[ "$(state_of_release)" = waiting ]
	git rel approve -y -m 'staging was green' 0.2.0
	is_text "$(sent POST pending_deployments | jq -r '.state, .comment')" $'approved\nstaging was green'
	run git rel watch
	exits 0

	# S4.21
	pipeline_releases 0.2.0
	forge_forget
	installable_after 3
	run git rel publish -y 0.2.0
	exits 0
	says 'it is published with a text of its own, which stays'
	[ -z "$(forge_asked '^(POST|PATCH|PUT|DELETE) ' | grep -v '^POST api/graphql ')" ]
	is_text "$(release_on_forge '.name, .body, (.assets | map(.name) | .[])')" 'v0.2.0
What has changed, by the forge
agentops_accelerator-0.2.0-py3-none-any.whl
agentops_accelerator-0.2.0.tar.gz'
	# S4.24
	is_text "$(cat "$T/installs")" "$(printf 'install agentops-accelerator==0.2.0\n%.0s' 1 2 3)"
	run git rel verify 0.2.0
	exits 0
}

# installable_after <n>: the index has the package for the n-th who asks
installable_after() {
	cat >"$T/bin/pip" <<-END
		#!/bin/sh
		echo "\$*" >>'$T/installs'
		[ "\$(wc -l <'$T/installs')" -ge $1 ]
	END
	printf '#!/bin/sh\necho "agentops 0.2.0"\n' >"$T/bin/agentops"
	git config rel.publishRetries 'verify 5 0'
}

@test "develop takes pull requests only: main comes back by one" {
	git config rel.backMerge pr
	git config rel.rule.protect 'main develop'
	# S4.3
	quietly git rel protect apply -y
	forge_credentials "$FORGE_BOB"
	run ! git push -q origin "$(git commit-tree -p develop -m x 'develop^{tree}'):refs/heads/develop"
	forge_credentials "$FORGE_TOKEN"
	merged_and_tagged
	# S4.22
	is_text "$(forge_state issues 2 | jq -r '.title, .pull.head, .pull.base')" \
		$'Merge v0.2.0 into develop\nback-merge/v0.2.0\ndevelop'
	run contains origin/develop v0.2.0
	exits 1
	approves 2
	presses_merge 2
	quietly git rel finish -y 0.2.0
	contains origin/develop v0.2.0
	[ "$(git -C "$REMOTE" branch --format='%(refname:short)')" = $'develop\nmain' ]
}

@test "staging fails: mended on the branch, each push runs it again" {
	staging failure
	staged
	# S4.10
	run git rel ci wait "${STAGED[@]}"
	exits 1
	says 'failed: build / build (failure)' '0 of 3 checks passed'
	staging success
	echo fix >packaging.txt
	git add packaging.txt
	git commit -q -m 'fix: correct packaging issue'
	quietly git rel check
	run git rel pr
	exits 0
	run git rel ci wait "${STAGED[@]}"
	exits 0
	says "commit $(git rev-parse --short=10 HEAD): 3 of 3 checks passed"
}

@test "no is no: nothing is published, and the tag stays for what it is" {
	merged_and_tagged
	run git rel watch --timeout=2
	exits 1
	# S4.20
	git rel approve -y --reject -m 'the docs are wrong' 0.2.0
	is_text "$(sent POST pending_deployments | jq -r '.state, .comment')" \
		$'rejected\nthe docs are wrong'
	run git rel watch
	exits 1
	says 'failed   Release'
}

@test "the package never comes: told after five tries, and asked again later" {
	merged_and_tagged
	pipeline_releases 0.2.0
	installable_after 8
	# S4.24
	run git rel publish -y 0.2.0
	exits 1
	says 'failed at: publish.verify'
	[ "$(wc -l <"$T/installs")" -eq 5 ]
	run git rel publish -y 0.2.0
	exits 0
	[ "$(wc -l <"$T/installs")" -eq 8 ]
}
