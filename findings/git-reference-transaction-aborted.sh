#!/bin/bash
# What the hook reference-transaction is told of a branch that is deleted.
#
# Guess:     "aborted" comes where nothing was changed, as githooks(5) has it; who
#            deletes a branch successfully is told "prepared" and "committed".
# Behaviour: where refs are files, a deletion that succeeds comes with an "aborted"
#            as well, for what was looked for among the packed refs and not found
#            there; where the ref is packed, the hook gets two pairs of lines.  With a
#            reftable there is one pair and no "aborted".  So a hook that counts or
#            reports what was aborted tells failures that were none.
# Packages:  git 1:2.47.3-0+deb13u1 in a root of Debian 13, made by debootstrap
#            (1.0.128), as root.  git 2.39.5 of Debian 12 does the same.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
debootstrap --variant=minbase --include=git trixie "$tmp/root" >"$tmp/log" 2>&1 ||
	{ tail -5 "$tmp/log" && exit 1; }

cat >"$tmp/root/play" <<'END_OF_PLAY'
export HOME=/home GIT_CONFIG_NOSYSTEM=1
git config --global user.name A
git config --global user.email a@example.com
git --version
for format in files reftable; do
	for packed in no yes; do
		rm -rf /repo
		git init -q -b main --ref-format=$format /repo
		cd /repo || exit
		git commit -q --allow-empty -m one
		git branch topic
		[ $packed = no ] || git pack-refs --all
		mkdir -p .git/hooks
		cat >.git/hooks/reference-transaction <<-'END_OF_HOOK'
			#!/bin/sh
			while read -r old new ref; do echo "$1" >>/said; done
		END_OF_HOOK
		chmod +x .git/hooks/reference-transaction
		: >/said
		git branch -q -D topic
		gone=$(git for-each-ref refs/heads/topic)
		echo "$format, packed: $packed: ${gone:-it is gone}: $(sort /said | uniq -c | xargs)"
	done
done
END_OF_PLAY
chroot "$tmp/root" bash /play >"$tmp/seen" 2>"$tmp/errors" || cat "$tmp/errors"
cat "$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
git version 2.47.3
files, packed: no: it is gone: 1 aborted 1 committed 1 prepared
files, packed: yes: it is gone: 2 committed 2 prepared
reftable, packed: no: it is gone: 1 committed 1 prepared
reftable, packed: yes: it is gone: 1 committed 1 prepared
EXPECTED
diff "$tmp/expected" "$tmp/seen"
