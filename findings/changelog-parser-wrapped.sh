#!/bin/bash
# What changelog-parser reads of an entry that is longer than a line.
#
# Guess:     an entry of a list ends where the next begins, as Markdown has it; the
#            field with the entries of a version has them whole.
# Behaviour: that field ("parsed") has the first line of each; where an entry is
#            wrapped, by a space or by two, the rest is not there, nor are the
#            entries of a list in it.  The field with the text ("body") has all.
# Packages:  changelog-parser 4.1.0 from npm, node 20 or newer.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	changelog-parser@4.1.0 >/dev/null
cat >"$tmp/CHANGELOG.md" <<'END'
# Changelog

## [1.0.0] - 2024-01-02

### Removed

- The old way to log in, which nobody
  has used since 0.9
- The server, but not
  - its client
- A word
END
cat >"$tmp/ask.mjs" <<'END'
import parse from 'changelog-parser';
const {versions: [version]} = await parse({filePath: 'CHANGELOG.md'});
for (const entry of version.parsed.Removed)
  console.log(entry);
console.log('in body:', /since 0.9/.test(version.body), /its client/.test(version.body));
END
(cd "$tmp" && node ask.mjs) >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
The old way to log in, which nobody
The server, but not
A word
in body: true true
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
