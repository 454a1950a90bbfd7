#!/bin/bash
# A pick or merge onto a tree that has an empty subtree, as git mktree and
# importers from other systems can write it.
#
# Guess:     git merge-tree --write-tree gives the tree that git cherry-pick and
#            git merge would commit.
# Behaviour: merge-tree keeps the empty subtree of one side; cherry-pick and merge
#            write their tree from the index, which has no place for it, so it is
#            gone.
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

git init -q -b main "$tmp/repo"
cd "$tmp/repo"
blob=$(echo text | git hash-object -w --stdin)
none=$(git mktree </dev/null)
tree() { printf '%s\n' "$@" | git mktree; }
base=$(git commit-tree -m Base "$(tree "100644 blob $blob	a")")
ours=$(git commit-tree -p "$base" -m Ours \
	"$(tree "100644 blob $blob	a" "040000 tree $none	empty")")
theirs=$(git commit-tree -p "$base" -m Theirs \
	"$(tree "100644 blob $blob	a" "100644 blob $blob	new")")

names() { echo "$1: $(git ls-tree --name-only "$2" | paste -sd ' ')"; }
{
	names merge-tree "$(git merge-tree --write-tree "$ours" "$theirs")"
	git reset -q --hard "$ours"
	git cherry-pick "$theirs" >/dev/null
	names cherry-pick HEAD
	git reset -q --hard "$ours"
	git merge -q -m Merge "$theirs"
	names merge HEAD
} | tee "$tmp/seen"

cat >"$tmp/expected" <<'END'
merge-tree: a empty new
cherry-pick: a new
merge: a new
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
