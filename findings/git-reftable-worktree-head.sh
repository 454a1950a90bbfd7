#!/bin/bash
# What one `git update-ref --stdin` knows of HEAD in a linked work tree, where refs
# are in a reftable.
#
# Guess:     each transaction of one process looks at refs as they are then, so that
#            a branch can be deleted that HEAD was on before, and is no more.
# Behaviour: in a linked work tree of a repository with a reftable, once a
#            transaction has moved the branch that HEAD is on, and another command
#            has switched to another one, HEAD is for the next transaction where it
#            was: the branch cannot be deleted ("cannot lock ref 'HEAD'").  A new
#            process can; so can the same one in the main work tree, or where refs
#            are files.
# Packages:  git 1:2.47.3-0+deb13u1 in a root of Debian 13, made by debootstrap
#            (1.0.128), as root.
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
	for place in main linked; do
		rm -rf /repo /linked
		git init -q -b main --ref-format=$format /repo
		cd /repo || exit
		git commit -q --allow-empty -m one
		git branch topic
		git branch other
		if [ $place = linked ]; then
			git worktree add -q /linked topic
			cd /linked || exit
		else
			git switch -q topic
		fi
		id=$(git rev-parse HEAD)
		{
			new=$(git commit-tree -p HEAD -m two 'HEAD^{tree}')
			printf 'start\nupdate refs/heads/topic %s %s\nprepare\ncommit\n' "$new" "$id"
			until [ "$(git rev-parse refs/heads/topic)" = "$new" ]; do sleep 0.1; done
			git switch -q other
			printf 'start\ndelete refs/heads/topic %s\nprepare\ncommit\n' "$new"
		} | git update-ref --stdin >/dev/null 2>/said && rc=0 || rc=$?
		echo "$format, $place: exit $rc, $(grep -o 'cannot lock ref' /said || echo 'topic is gone')"
	done
done
git update-ref -d refs/heads/topic "$new" && echo "another process: topic is gone"
END_OF_PLAY
chroot "$tmp/root" bash /play >"$tmp/seen" 2>"$tmp/errors" || cat "$tmp/errors"
cat >"$tmp/expected" <<'EXPECTED'
git version 2.47.3
files, main: exit 0, topic is gone
files, linked: exit 0, topic is gone
reftable, main: exit 0, topic is gone
reftable, linked: exit 128, cannot lock ref
another process: topic is gone
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
