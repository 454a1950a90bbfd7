#!/bin/bash
# Which branch a clone of an empty repository follows.
#
# Guess:     branch.main.merge names a branch that the remote has, or had when it
#            was set: `git branch --set-upstream-to` refuses any other.
# Behaviour: a clone of a repository without a commit sets branch.main.remote and
#            branch.main.merge for a main that is on neither side; `git branch -u`
#            to the same is refused.  So a branch whose upstream is gone can be
#            one whose upstream was never there: after the first commit
#            %(upstream:track) says [gone] of both.
# Packages:  git 1:2.39.5-0+deb12u3, unpacked over the libraries of
#            Debian 12, not installed.
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$tmp" && apt-get -qq -o APT::Sandbox::User=root download git=1:2.39.5-0+deb12u3)
dpkg-deb -x "$tmp"/git_*.deb "$tmp/root"
export PATH="$tmp/root/usr/bin:$PATH" GIT_EXEC_PATH="$tmp/root/usr/lib/git-core"
export GIT_TEMPLATE_DIR="$tmp/root/usr/share/git-core/templates" HOME="$tmp"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$tmp/config" LC_ALL=C
git config --global user.name Ada
git config --global user.email ada@example.com
git --version

git init -q --bare -b main "$tmp/remote"
git clone -q "$tmp/remote" "$tmp/clone" 2>/dev/null
cd "$tmp/clone"
{
	git config branch.main.remote
	git config branch.main.merge
	git commit -q --allow-empty -m Begin
	git for-each-ref --format='%(upstream) %(upstream:track)' refs/heads/main
	git branch side
	git branch -q -u origin/main side 2>/dev/null || echo "branch -u: $?"
	# one whose upstream was there
	git push -q -u origin HEAD:refs/heads/old
	git push -q origin :old
	git for-each-ref --format='%(upstream) %(upstream:track)' refs/heads/main
} | tee "$tmp/seen"

cat >"$tmp/expected" <<'END'
origin
refs/heads/main
refs/remotes/origin/main [gone]
branch -u: 128
refs/remotes/origin/old [gone]
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
