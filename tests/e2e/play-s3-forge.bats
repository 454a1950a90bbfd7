#!/usr/bin/env bats
# Annotated merges (examples/annotated-merge.gitrel) on GitHub: six gates, a check
# that is started by hand, its report, and the release with its wheels.  The reviews
# and checklists of the guide are a person's here.

load lib
load ../forge
load play

setup() {
	sealed
	repo_trunk
	cp "$TOP/examples/annotated-merge.gitrel" .gitrel
	printf 'dist/\nreport*\nsummary.md\ndocs.zip\n' >.gitignore
	git add -A
	git commit -q -m 'Write our release process down'
	git push -q origin main
	for name in python pytest; do
		printf '#!/bin/sh\necho "%s $*" >>"%s"\n' "$name" "$T/asked" >"$T/bin/$name"
		chmod +x "$T/bin/$name"
	done
	export PATH="$T/bin:$PATH"
	quietly git rel trust -y
	forge_up github
	git config rel.ciPoll '0.05 0.1'
	git config rel.ciStart 2
	git config rel.ciTimeout 20
}

GATES='Educational Validation
Implementation Validation
Test Validation
Package Validation
Documentation Validation
Systems Analysis'

# gates <conclusion>: so they end, on each push
gates() {
	forge_tell workflow "$(jq -n --arg jobs "$GATES" --arg how "$1" '{repo: "acme/widget",
		file: "quality.yml", on: ["push"], branches: ["release/*"], polls: 3,
		jobs: ($jobs | split("\n")), conclusion: $how}')"
}

# release_check <conclusion>: the workflow that a person starts
release_check() {
	mkdir -p "$T/report"
	printf '# Release check of v0.2.0\n\n20 of 20 modules validated.\n' >"$T/report/summary.md"
	(cd "$T/report" && "$PYTHON" -m zipfile -c "$T/report.zip" summary.md)
	forge_tell workflow "{\"repo\": \"acme/widget\", \"file\": \"release-check.yml\",
		\"name\": \"TinyTorch Release Check\", \"on\": [\"workflow_dispatch\"], \"polls\": 3,
		\"inputs\": {\"release_type\": {\"required\": true}, \"check_level\": {\"required\": true}},
		\"conclusion\": \"$1\",
		\"artifacts\": {\"release-report\": \"$(base64 -w0 "$T/report.zip")\"}}"
}

# checked: with what the guide lets one choose; Prism takes its report for text
checked() {
	forge_unjudged
	run git rel ci run release-check.yml --input release_type=minor \
		--input check_level=comprehensive --report=release-report:report.zip
}

@test "a release: six gates, a candidate, the check and its report, the page with wheels" {
	gates success
	release_check success
	git rel start --push 0.2.0
	work module.py 'def grad(): pass'
	git push -q
	# S3.2
	local gate jobs=()
	while read -r gate; do jobs+=(--job "$gate"); done <<<"$GATES"
	run git rel ci wait "${jobs[@]}"
	exits 0
	says "commit $(git rev-parse --short=10 HEAD): 6 of 6 checks passed"
	quietly git rel check
	git rel rc
	[ "$(git -C "$REMOTE" for-each-ref --format='%(contents)' refs/tags/v0.2.0-rc1)" = \
		'Release candidate 1 for v0.2.0' ]

	# S3.11: on the branch of the release
	checked
	exits 0
	is_text "$(sent POST workflows/release-check.yml/dispatches | jq -r \
		'.ref, .inputs.release_type, .inputs.check_level')" \
		$'release/v0.2.0\nminor\ncomprehensive'
	# S3.12
	says "started 'release-check.yml' on 'release/v0.2.0'" 'passed (success)'
	cmp report.zip "$T/report.zip"
	sum=$(sha256sum <report.zip | cut -d' ' -f1)
	says "report: $PWD/report.zip, sha256 $sum"
	run git rel log --json
	says "$sum"
	"$PYTHON" -m zipfile -e report.zip .

	git rel finish -y -m 'New autograd module'
	[ "$(git -C "$REMOTE" for-each-ref --format='%(objecttype) %(contents)' refs/tags/v0.2.0)" = \
		'tag Release v0.2.0: New autograd module' ]

	# S3.15
	mkdir dist
	echo wheel >dist/tinytorch-0.2.0-py3-none-any.whl
	echo docs >docs.zip
	: >"$T/asked"
	run git rel publish -y -F summary.md --asset 'dist/*.whl' --asset docs.zip 0.2.0
	exits 0
	is_text "$(release_on_forge '.tag, .name, .draft, .prerelease, (.assets | map(.name) | sort | .[])')" \
		$'v0.2.0\nTinyTorch v0.2.0\nfalse\nfalse\ndocs.zip\ntinytorch-0.2.0-py3-none-any.whl'
	is_text "$(release_on_forge .body)" $'# Release check of v0.2.0\n\n20 of 20 modules validated.'
	# S3.16
	is_text "$(cat "$T/asked")" $'python -m build\npython -m twine upload dist/tinytorch-0.2.0-py3-none-any.whl'
	run git rel verify 0.2.0
	exits 0
	says 'forge-release'
}

@test "a gate is red: it is named, and mended before anything else" {
	gates failure
	git rel start --push 0.2.0
	# S3.2
	run git rel ci wait
	exits 1
	says 'failed: Systems Analysis (failure)' '0 of 6 checks passed'
	gates success
	work module.py 'def grad(): pass'
	git push -q
	run git rel ci wait
	exits 0
}

@test "the check fails: its report is here all the same" {
	release_check failure
	git rel start --push 0.2.0
	# S3.12
	checked
	exits 1
	says 'failed ('
	cmp report.zip "$T/report.zip"
}

@test "an input that the workflow asks for is missing: nothing is started" {
	release_check success
	git rel start --push 0.2.0
	# S3.11
	run git rel ci run release-check.yml --input release_type=minor
	exits 1
	says "Required input 'check_level' not provided" 'nothing was changed'
}
