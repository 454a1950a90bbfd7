#!/bin/bash
# Where changesets puts the section of a new version.
#
# Guess:     in a changelog with a title and a few words about it, above the newest
#            version there, and below these words.
# Behaviour: below the first line, whatever follows: the introduction of the file
#            stands beneath the newest version then, as if it were part of it, and
#            sinks with each release.  [Unreleased] does the same.  What reads the
#            section of that version takes the introduction along.
# Packages:  @changesets/cli 2.29.7 from npm, node 18 or newer, git.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	@changesets/cli@2.29.7 >/dev/null
export HOME=$tmp GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q -b main "$tmp/sample"
cd "$tmp/sample"
mkdir .changeset
echo '{"changelog": "@changesets/cli/changelog", "baseBranch": "main"}' \
	>.changeset/config.json
echo '{"name": "sample", "version": "1.0.0"}' >package.json
cat >CHANGELOG.md <<'END'
# sample

Entries marked (S) are about security.

## [Unreleased]

## 1.0.0

- The first one
END
for n in 1 2; do
	printf -- '---\n"sample": patch\n---\n\nMended for the %s. time\n' $n \
		>.changeset/mended.md
	git add . && git commit -qm "mended $n"
	"$tmp/node_modules/.bin/changeset" version >/dev/null 2>&1
done
# which commit it was is of no interest
sed -E 's/^- [0-9a-f]{7}: /- /; /^$/d' CHANGELOG.md >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
# sample
## 1.0.2
### Patch Changes
- Mended for the 2. time
## 1.0.1
### Patch Changes
- Mended for the 1. time
Entries marked (S) are about security.
## [Unreleased]
## 1.0.0
- The first one
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
