#!/bin/bash
# What `git fetch --prune` leaves where a remote renamed its main branch.
#
# Guess:     after a fetch with --prune that succeeds, the repository is sound.
# Behaviour: it leaves refs/remotes/origin/HEAD naming the branch that it has
#            just removed.  From then on `git fsck` calls that an error, "invalid
#            sha1 pointer", and exits with 2, while log, gc, bundle and clone
#            succeed; `git remote set-head origin --auto` mends it.
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
git clone -q "$tmp/remote" "$tmp/first" 2>/dev/null
git -C "$tmp/first" commit -q --allow-empty -m Begin
git -C "$tmp/first" push -q origin HEAD:main
git clone -q "$tmp/remote" "$tmp/clone"
git -C "$tmp/remote" branch -m main trunk
cd "$tmp/clone"

# exits <command>...: its exit status, and what is an error
exits() {
	local rc=0
	git "$@" >"$tmp/out" 2>&1 || rc=$?
	echo "git $*: $rc"
	grep '^error' "$tmp/out" || :
}
{
	exits fetch -q --prune
	git symbolic-ref refs/remotes/origin/HEAD
	exits fsck
	exits log --all
	exits gc -q
	exits remote set-head origin --auto
	exits fsck
} | tee "$tmp/seen"

cat >"$tmp/expected" <<'END'
git fetch -q --prune: 0
refs/remotes/origin/main
git fsck: 2
error: refs/remotes/origin/HEAD: invalid sha1 pointer 0000000000000000000000000000000000000000
git log --all: 0
git gc -q: 0
git remote set-head origin --auto: 0
git fsck: 0
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
