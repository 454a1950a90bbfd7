#!/bin/bash
# Whether the next pre-release that npm's semver counts is a later version.
#
# Guess:     inc() gives a version that is higher than the one it was given.
# Behaviour: with an identifier it begins that identifier anew, wherever it stands in
#            the order: 1.0.0-rc1 with "rc" gives 1.0.0-rc.0, and 1.0.0-rc.1 with
#            "beta" gives 1.0.0-beta.0, both lower by its own lt().  Without an
#            identifier 1.0.0-rc1 becomes 1.0.0-rc1.0.
# Packages:  semver 7.7.3 from npm, node 18 or newer.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	semver@7.7.3 >/dev/null
cat >"$tmp/ask.js" <<'END'
const semver = require('semver');
for (const [from, name] of [['1.0.0-rc.1', 'rc'], ['1.0.0-rc.1'], ['1.0.0-rc1', 'rc'],
  ['1.0.0-rc1'], ['1.0.0-rc.1', 'beta']]) {
  const to = semver.inc(from, 'prerelease', name);
  console.log(`${from}${name ? `, "${name}"` : ''}: ${to}, ${semver.lt(to, from) ? 'lower' : 'higher'}`);
}
END
(cd "$tmp" && node ask.js) >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
1.0.0-rc.1, "rc": 1.0.0-rc.2, higher
1.0.0-rc.1: 1.0.0-rc.2, higher
1.0.0-rc1, "rc": 1.0.0-rc.0, lower
1.0.0-rc1: 1.0.0-rc1.0, higher
1.0.0-rc.1, "beta": 1.0.0-beta.0, lower
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
