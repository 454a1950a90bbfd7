#!/bin/bash
# Where `git cherry-pick --continue` goes on after an untracked file was in the way.
#
# Guess:     a pick of several commits that stops because an untracked file would be
#            overwritten picks that commit once the file is gone, and then the rest.
# Behaviour: --continue begins with the commit behind it, and ends with 0: the change
#            is lost, though todo still named it and nothing was said.  (--skip says
#            that it skips; --abort and the whole command again is what helps.)
# Packages:  git 1:2.39.5-0+deb12u3 of Debian 12, unpacked, not installed.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download "git=1:2.39.5-0+deb12u3")
dpkg-deb -x "$tmp"/*.deb "$tmp/root"
export PATH="$tmp/root/usr/bin:$PATH" GIT_EXEC_PATH="$tmp/root/usr/lib/git-core"
export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
git config --global user.name A
git config --global user.email a@example.com
git config --global advice.statusHints false

git init -q -b main "$tmp/repo"
cd "$tmp/repo"
git commit -q --allow-empty -m base
git switch -q -c topic
for name in one two three; do
	echo "$name" >"$name"
	git add "$name"
	git commit -q -m "add $name"
done
git switch -q main
echo mine >two
{
	git --version
	git cherry-pick main..topic >/dev/null 2>&1 && rc=0 || rc=$?
	echo "cherry-pick: $rc, left to do: $(cut -d' ' -f3- .git/sequencer/todo | xargs -d'\n')"
	rm two
	git cherry-pick --continue >/dev/null 2>"$tmp/said" && rc=0 || rc=$?
	echo "--continue: $rc, said: $(grep -c two "$tmp/said" || :) lines about it"
	echo "picked: $(git log --reverse --format=%s | xargs -d"\n")"
	git status --short --branch
} >"$tmp/seen"
cat >"$tmp/expected" <<'EXPECTED'
git version 2.39.5
cherry-pick: 128, left to do: add two add three
--continue: 0, said: 0 lines about it
picked: base add one add three
## main
EXPECTED
cat "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
