#!/usr/bin/env bats
# Patch, minor, major and hotfix of a team with annotated merges
# (examples/annotated-merge.gitrel), each with the checklist of its type: what the
# programs see, what its people answer, and what stops it.

load lib
load ../forge
load play
load staging

# signs <name>: who we are in this clone, with a key
signs() {
	git config user.name "$1"
	git config user.email "$1@example.com"
	git config user.signingKey "$T/home/$1.pub"
	git config commit.gpgSign true
}

# A project of that name; the checks of which we only want to know that they ran.
tools() {
	printf '#!/bin/sh\necho "python $*" >>"%s"\n' "$T/asked" >"$T/bin/python"
	cat >"$T/bin/pytest" <<-END
		#!/bin/sh
		echo "pytest \$*" >>"$T/asked"
		case "\$*" in *--cov*) printf 'TOTAL   120   9   %s%%\n' "\$(cat "$T/coverage")" ;; esac
	END
	chmod +x "$T/bin/python" "$T/bin/pytest"
	export PATH="$T/bin:$PATH"
	echo 93 >"$T/coverage"
}

GATES='Educational Validation
Implementation Validation
Test Validation
Package Validation
Documentation Validation
Systems Analysis'

# six_gates <conclusion>: so they end, on each push
six_gates() {
	forge_tell workflow "$(jq -n --arg jobs "$GATES" --arg how "$1" '{repo: "acme/widget",
		file: "quality.yml", on: ["push"], branches: ["release/*", "release-qual/*", "hotfix/*"],
		polls: 3, jobs: ($jobs | split("\n")), conclusion: $how}')"
}

# release_check <conclusion>: the workflow that a person starts
release_check() {
	mkdir -p "$T/report"
	printf '# Release check\n\n20 of 20 modules validated.\n' >"$T/report/summary.md"
	(cd "$T/report" && "$PYTHON" -m zipfile -c "$T/report.zip" summary.md)
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"release-check.yml\",
		\"name\": \"TinyTorch Release Check\", \"on\": [\"workflow_dispatch\"], \"polls\": 3,
		\"inputs\": {\"check_level\": {\"required\": true}, \"release_type\": {\"required\": true}},
		\"conclusion\": \"$1\",
		\"artifacts\": {\"release-report\": \"$(base64 -w0 "$T/report.zip")\"}}"
}

setup() {
	sealed
	keys tpm education modules qa packages
	repo_trunk
	cp "$TOP/examples/annotated-merge.gitrel" .gitrel
	printf 'dist/\nreport*\n' >.gitignore
	git add -A
	git commit -q -m 'Write our release process down'
	git push -q origin main
	tools
	forge_up github
	git config --global rel.ciPoll '0.05 0.1'
	git config --global rel.ciStart 1
	git config --global rel.ciTimeout 20
	git config --global rel.forge github
	git config --global rel.forgeUrl "$FORGE_API"
	six_gates success
	quietly git rel trust -y
	signs tpm
}

# colleague_clone <name>: somebody with a clone of their own
colleague_clone() {
	git clone -q "$FORGE_URL/acme/widget.git" "$T/$1"
	(cd "$T/$1" && signs "$1")
}

# prepared <version> [<what it has>]: the branch, something in it, the candidate, CI
prepared() {
	quietly git rel start --push "$1"
	work module.py "${2:-def grad(): pass}"
	quietly git staging start -y "$1"
	quietly git staging push -y "$1"
	quietly git rel check
	quietly git staging wait "$1"
}

# published <version>: on the forge, with its wheel
published() {
	mkdir -p dist
	echo wheel >"dist/tinytorch-$1-py3-none-any.whl"
	quietly git rel publish -y --asset 'dist/*.whl' "$1"
}

# tasks <version>: how many its list has
tasks() { git staging status --json "$1" | jq -r '.task // empty' | wc -l; }

# every_release <version>: what all of them must pass, whatever the list of their type has
every_release() {
	echo 'all four approve' >"$T/reviews.md"
	quietly git staging run coverage
	quietly git staging tick --of "$1" reviews --file "$T/reviews.md"
	quietly git staging tick --of "$1" documented
}

@test "a patch: twelve items, from the branch to the last" {
	prepared 0.1.1 'a cure'
	# S3.20: twelve, and what every release must pass
	[ "$(tasks 0.1.1)" = 16 ]
	remember
	run git rel finish -y -m 'Loss of precision' 0.1.1
	refused 1 '0.1.1 is not qualified on' 'fix: open' 'tests: open' 'rc: open' 'coverage: open'
	quietly git staging tick fix
	quietly git staging tick tests
	quietly git rel rc
	[ "$(git -C "$REMOTE" for-each-ref --format='%(contents)' refs/tags/v0.1.1-rc1)" = \
		'Release candidate 1 for v0.1.1' ]
	# S3.19
	remember
	run git staging tick rc
	refused 1 "'rc' comes after what it needs" 'coverage: open' 'reviews: open' 'documented: open'
	every_release 0.1.1
	quietly git staging tick rc
	run git staging status 0.1.1
	says 'Pre-Release (4 of 4)' '[x] local: Local validation passes' '[x] ci: Automated CI/CD passes' \
		'next: git rel finish 0.1.1'
	quietly git rel finish -y -m 'Loss of precision' 0.1.1
	[ "$(git -C "$REMOTE" for-each-ref --format='%(objecttype) %(contents)' refs/tags/v0.1.1)" = \
		'tag Release v0.1.1: Loss of precision' ]
	published 0.1.1
	run git staging close 0.1.1
	exits 1
	says 'docs: open' 'changelog: open' 'issue: open'
	quietly git staging tick --of 0.1.1 docs
	quietly git staging tick --of 0.1.1 changelog
	remember
	run git staging tick --of 0.1.1 issue
	refused 1 "'issue' wants more than that" 'add --link=<url>'
	quietly git staging tick --of 0.1.1 issue --link "$FORGE_URL/acme/widget/issues/3"
	quietly git staging close 0.1.1
	quietly git staging verify 0.1.1
	here_and_there refs/rel/evidence/0.1.1 refs/rel/seal/0.1.1 refs/tags/v0.1.1
}

@test "a minor release: findings stop it, what is optional does not" {
	prepared 0.2.0
	# S3.20, S3.19
	[ "$(tasks 0.2.0)" = 19 ]
	# S3.3, S3.8
	every_release 0.2.0
	quietly git staging finding add high 'softmax loses precision'
	quietly git staging finding add medium 'a docstring is missing'
	quietly git staging tick modules
	quietly git staging tick integration
	quietly git rel rc
	remember
	run git staging tick rc
	refused 1 "'rc' comes after what it needs" 'findings: open'
	run git rel finish -y -m 'New autograd module' 0.2.0
	refused 1 'findings: open (1 open)'
	work module.py 'def grad(): mended'
	quietly git staging push -y
	remember
	run git rel finish -y -m 'New autograd module' 0.2.0
	refused 1 'not all checks have passed'
	quietly git rel check
	remember
	run git rel finish -y -m 'New autograd module' 0.2.0
	refused 1 'reviews: stale, for tpm' 'modules: stale' 'findings: open'
	quietly git staging finding fix 1
	quietly git staging wait
	every_release 0.2.0
	for item in modules integration rc; do quietly git staging tick "$item"; done
	quietly git rel finish -y -m 'New autograd module' 0.2.0
	published 0.2.0
	for item in docs changelog book announced; do quietly git staging tick --of 0.2.0 "$item"; done
	# neither the stakeholders nor the upload were asked
	run git staging status 0.2.0
	says '[ ] stakeholder: Stakeholder review (if needed)  (optional)' '[ ] package: Package uploaded'
	quietly git staging close 0.2.0
	# S3.15
	run git staging report 0.2.0
	says '## Version 0.2.0' '- [x] high: softmax loses precision' '- [ ] medium: a docstring is missing'
}

# The four reviewers, each with a report.
reviewed() {
	local item role
	for item in education:education developer:modules quality:qa packaging:packages; do
		role=${item#*:}
		[ -d "$T/$role" ] || colleague_clone "$role"
		cd "$T/$role" || return
		quietly git staging fetch 1.0.0
		echo "$role approves" >"$T/$role.md"
		quietly git staging tick --of 1.0.0 "${item%:*}" --file "$T/$role.md"
	done
	cd "$R" || return
	quietly git staging fetch 1.0.0
}

@test "a major release: four reviews in parallel, the comprehensive check, all of its list" {
	release_check success
	prepared 1.0.0
	# S3.20: 27, four that are parts of one, and what is needed for one
	[ "$(tasks 1.0.0)" = 32 ]
	# S3.3
	remember
	run git staging tick review
	refused 1 "'review' comes after what it needs" 'education: open' 'packaging: open'
	run git staging tick education --file "$T/bin/python"
	refused 1 "'education' is not for tpm@example.com to answer"
	reviewed
	quietly git staging tick review
	for item in modules integration benchmarks documented; do quietly git staging tick "$item"; done
	# S3.8, S3.19: for a major one a medium finding is enough
	quietly git staging finding add medium 'a docstring is missing'
	stands_of 1.0.0 findings open
	quietly git staging finding fix 1
	stands_of 1.0.0 findings done
	# S3.9, S3.10
	quietly git rel rc
	for item in rc stakeholder adjusted; do quietly git staging tick "$item"; done
	# S3.11, S3.12, S3.19
	echo 79.96 >"$T/coverage"
	run git staging run coverage
	exits 1
	says 'coverage is 79.96, not >= 80'
	echo 93 >"$T/coverage"
	quietly git staging run coverage
	remember
	run git staging tick green
	refused 1 "'green' comes after what it needs" 'comprehensive: open'
	forge_unjudged # Prism takes its report for text
	quietly git staging run --wait comprehensive
	is_text "$(sent POST workflows/release-check.yml/dispatches | jq -r '.inputs.check_level, .inputs.release_type')" \
		$'comprehensive\nmajor'
	stands_of 1.0.0 comprehensive done
	quietly git staging tick green
	run git staging status 1.0.0
	says 'Pre-Release (12 of 12)' 'Release Candidate (3 of 4)' 'next: git rel finish 1.0.0'
	quietly git rel finish -y -m 'All 20 modules' 1.0.0
	published 1.0.0
	quietly git staging tick --of 1.0.0 package
	# S3.26
	git bundle create -q "$T/backup.bundle" --all
	quietly git staging tick --of 1.0.0 backup --file "$T/backup.bundle"
	for item in docs changelog book everyone social course monitor; do
		quietly git staging tick --of 1.0.0 "$item"
	done
	quietly git staging close 1.0.0
	run git staging verify 1.0.0
	exits 0
	says 'pass education  by education@example.com' 'pass quality  by qa@example.com'
}

# stands_of <version> <task> <state>
stands_of() {
	local now
	now=$(git staging status --json "$1" | jq -r --arg t "$2" 'select(.task == $t) | .state')
	[ "$now" = "$3" ] || complain "$2 is '$now', not '$3': $(git staging status "$1")"
}

@test "a hotfix takes the fast track, with a list of its own" {
	# a hotfix begins at the last release, which has the policy
	git tag -a -m 'Release v0.2.0: New autograd module' v0.2.0
	git push -q origin v0.2.0
	quietly git rel hotfix
	on_branch hotfix/v0.2.1
	work module.py 'a cure'
	quietly git staging start -y 0.2.1
	quietly git staging push -y
	: >"$T/asked"
	# S3.22
	quietly git rel check
	[ "$(tasks 0.2.1)" = 8 ]
	is_text "$(cat "$T/asked")" $'python .github/scripts/validate_time_estimates.py\npytest tests/ -v -k test_affected_module'
	quietly git staging wait
	quietly git staging tick fix
	quietly git staging tick tests
	# S3.23
	quietly git rel finish -y -m 'Loss of precision in softmax' 0.2.1
	[ "$(git -C "$REMOTE" for-each-ref --format='%(objecttype) %(contents)' refs/tags/v0.2.1)" = \
		'tag Hotfix: Loss of precision in softmax' ]
	here_and_there refs/rel/evidence/0.2.1 refs/rel/seal/0.2.1 refs/tags/v0.2.1
	published 0.2.1
	quietly git staging close 0.2.1
}

@test "a gate of CI is red: the release stays where it is" {
	six_gates failure
	quietly git rel start --push 0.1.1
	work module.py 'a mistake'
	quietly git staging start -y 0.1.1
	quietly git staging push -y
	# S3.2
	run git staging wait
	exits 1
	says 'failed: Systems Analysis (failure)' '0 of 6 checks passed'
	quietly git rel check
	for item in fix tests; do quietly git staging tick "$item"; done
	quietly git rel rc
	remember
	run git rel finish -y -m 'Loss of precision' 0.1.1
	refused 1 'ci: failed'
}
