#!/bin/bash
# What semantic-release makes of a breaking change that is marked with "!".
#
# Guess:     `feat!: x` is a breaking change, so the next version is a major one; that
#            is how Conventional Commits 1.0.0 has it, and what its readers do.
# Behaviour: with the preset that is taken where none is named (angular) the subject
#            has no type: no release at all comes of it, neither major nor minor.
#            `feat: x` with a footer BREAKING-CHANGE, which the specification takes
#            for the same as BREAKING CHANGE, is minor.  The preset
#            conventionalcommits has all of them major.
# Packages:  @semantic-release/commit-analyzer 13.0.1, conventional-changelog-angular
#            8.1.0 and conventional-changelog-conventionalcommits 9.1.0 from npm, node
#            20.8.1 or newer.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	@semantic-release/commit-analyzer@13.0.1 \
	conventional-changelog-angular@8.1.0 \
	conventional-changelog-conventionalcommits@9.1.0 >/dev/null

cat >"$tmp/ask.mjs" <<'END'
import {analyzeCommits} from '@semantic-release/commit-analyzer';
const messages = ['feat: x', 'feat: x\n\nBREAKING CHANGE: y', 'feat!: x', 'fix(a)!: x',
  'feat: x\n\nBREAKING-CHANGE: y'];
for (const options of [{}, {preset: 'conventionalcommits'}]) {
  console.log(options.preset ?? 'no preset named');
  for (const message of messages) {
    const type = await analyzeCommits(options,
      {commits: [{hash: '1', message}], logger: {log() {}}, cwd: process.cwd()});
    console.log(`  ${JSON.stringify(message)}: ${type}`);
  }
}
END
(cd "$tmp" && node ask.mjs) >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
no preset named
  "feat: x": minor
  "feat: x\n\nBREAKING CHANGE: y": major
  "feat!: x": null
  "fix(a)!: x": null
  "feat: x\n\nBREAKING-CHANGE: y": minor
conventionalcommits
  "feat: x": minor
  "feat: x\n\nBREAKING CHANGE: y": major
  "feat!: x": major
  "fix(a)!: x": major
  "feat: x\n\nBREAKING-CHANGE: y": major
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
