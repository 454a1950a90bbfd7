#!/bin/bash
# What isomorphic-git sees of a repository whose refs are in a reftable.
#
# Guess:     a library that does not know the extension refstorage refuses the
#            repository, as git's format version 1 demands ("must not proceed"), and
#            as libgit2 and dulwich do.
# Behaviour: it opens it, and sees a branch ".invalid" and neither branches nor tags,
#            without an error: a release tool that is built on it takes the next
#            release for the first.  It looks at no other extension either.
# Packages:  git 1:2.47.3-0+deb13u1 in a root of Debian 13, made by debootstrap
#            (1.0.128), as root; isomorphic-git 1.44.19 from npm, node 18 or newer.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --silent --prefix "$tmp" --no-audit --no-fund --ignore-scripts \
	isomorphic-git@1.44.19 >/dev/null
debootstrap --variant=minbase --include=git trixie "$tmp/root" >"$tmp/log" 2>&1 ||
	{ tail -5 "$tmp/log" && exit 1; }

cat >"$tmp/root/play" <<'END_OF_PLAY'
export HOME=/home
git config --global user.name A
git config --global user.email a@example.com
git --version
for format in files reftable unheard-of; do
	case $format in reftable) how=reftable ;; *) how=files ;; esac
	git init -q -b main --ref-format=$how /$format
	git -C /$format commit -q --allow-empty -m one
	git -C /$format tag -m 1.0.0 v1.0.0
	echo "git, $format: $(git -C /$format tag -l)"
done
git -C /unheard-of config core.repositoryFormatVersion 1
git -C /unheard-of config extensions.unheardOf true
git -C /unheard-of tag -l 2>&1 | head -n 1
END_OF_PLAY
chroot "$tmp/root" bash /play >"$tmp/seen" 2>"$tmp/errors" || cat "$tmp/errors"

cat >"$tmp/ask.mjs" <<'END'
import fs from 'node:fs';
import git from 'isomorphic-git';
for (const format of ['files', 'reftable', 'unheard-of']) {
  const at = {fs, dir: `${process.argv[2]}/${format}`};
  console.log(`isomorphic-git, ${format}: on '${await git.currentBranch(at)}',`,
    `${(await git.listBranches(at)).length} branches, ${(await git.listTags(at)).length} tags`);
}
END
(cd "$tmp" && node ask.mjs "$tmp/root") >>"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
git version 2.47.3
git, files: v1.0.0
git, reftable: v1.0.0
git, unheard-of: v1.0.0
fatal: unknown repository extension found:
isomorphic-git, files: on 'main', 1 branches, 1 tags
isomorphic-git, reftable: on '.invalid', 0 branches, 0 tags
isomorphic-git, unheard-of: on 'main', 1 branches, 1 tags
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
