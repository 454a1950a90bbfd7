#!/bin/bash
# What commit-and-tag-version does with a changelog that people keep.
#
# Guess:     it puts the section of the new version above that of the last one; what
#            stands above that stays: the introduction, and what somebody has noted
#            under [Unreleased] as Keep a Changelog wants it.
# Behaviour: all above the first heading with a version goes, silently, and an
#            introduction of its own stands there; the entries of [Unreleased] are
#            not in the new section either, which is made of commits alone.  It is
#            committed and tagged so, with exit status 0.
# Packages:  commit-and-tag-version 12.6.1 from npm, node 18 or newer, git.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	commit-and-tag-version@12.6.1 >/dev/null
export HOME=$tmp GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q -b main "$tmp/sample"
cd "$tmp/sample"
echo '{"name": "sample", "version": "1.0.0"}' >package.json
cat >CHANGELOG.md <<'END'
# Changelog

Entries marked (S) are about security.

## [Unreleased]

### Removed

- The switch that nobody used

## [1.0.0] - 2024-01-02

### Added

- The first one
END
git add . && git commit -qm 'feat: the first one' && git tag v1.0.0
git commit -q --allow-empty -m 'fix: a word'

status=0
"$tmp/node_modules/.bin/commit-and-tag-version" >/dev/null 2>"$tmp/errors" || status=$?
{
	echo "exit $status, $(wc -c <"$tmp/errors") bytes of errors"
	for words in '(S) are about security' '[Unreleased]' 'nobody used' 'a word' \
		'The first one'; do
		printf '%s: %s\n' "$words" "$(git show v1.0.1:CHANGELOG.md |
			grep -cF -- "$words" || true)"
	done
} >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
exit 0, 0 bytes of errors
(S) are about security: 0
[Unreleased]: 0
nobody used: 0
a word: 1
The first one: 1
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
