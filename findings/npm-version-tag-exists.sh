#!/bin/bash
# What `npm version` leaves behind where the tag exists already.
#
# Guess:     it fails before it changes anything: the tag is named by the new version,
#            and whether it is there can be asked.
# Behaviour: it has written package.json and put it into the index; the tag is refused
#            last, and nothing is taken back: the file has the version that failed,
#            and is committed.  The same command again then makes the version after
#            it, so one is skipped.
# Packages:  npm 11.6.2 from npm, node 20.17 or newer; git 2.39.5.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	npm@11.6.2 >/dev/null
export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1 npm_config_update_notifier=false
git config --global user.name A
git config --global user.email a@example.com

git init -q -b main "$tmp/repo"
cd "$tmp/repo"
echo '{"name": "x", "version": "1.0.0"}' >package.json
git add package.json
git commit -q -m one
git tag v1.0.1
{
	for again in 1 2; do
		"$tmp/node_modules/.bin/npm" version patch >/dev/null 2>"$tmp/said" && rc=0 || rc=$?
		echo "$again: exit $rc, $(grep -o "tag 'v1.0.1' already exists" "$tmp/said" || echo 'nothing said')"
		echo "   commits: $(git log --reverse --format=%s | xargs), file: $(grep -o '[0-9.]*[0-9]' package.json), tags: $(git tag | xargs)"
	done
} >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
1: exit 128, tag 'v1.0.1' already exists
   commits: one 1.0.1, file: 1.0.1, tags: v1.0.1
2: exit 0, nothing said
   commits: one 1.0.1 1.0.2, file: 1.0.2, tags: v1.0.1 v1.0.2
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
