#!/bin/bash
# A branch that begins at an annotated tag, here and on a remote.
#
# Guess:     `git push origin v1:refs/heads/line` makes the branch at the commit
#            that the tag is on, as `git branch line v1` does.
# Behaviour: `git branch` peels the tag.  `git push` sends the tag object itself,
#            and the receiving side refuses it: "trying to write non-commit
#            object".  `v1^{}:refs/heads/line` is taken.  For a lightweight tag
#            both are the same.
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

git init -q --bare -b main "$tmp/remote.git"
git init -q -b main "$tmp/repo"
cd "$tmp/repo"
git remote add origin "$tmp/remote.git"
git commit -q --allow-empty -m One
git tag -a -m 'Release 1' annotated
git tag light
git push -q origin main

# made <what> <repository> <branch>: what the branch is on, if it is there
made() {
	printf '%s: %s\n' "$1" \
		"$(git -C "$2" cat-file -t "refs/heads/$3" 2>/dev/null || echo none)"
}
{
	git branch here annotated
	made 'git branch' . here
	git push -q origin annotated:refs/heads/there >"$tmp/said" 2>&1 ||
		printf 'git push: exit %d, %s\n' $? \
			"$(grep -o 'trying to write non-commit object' "$tmp/said")"
	made 'git push' "$tmp/remote.git" there
	git push -q origin 'annotated^{}:refs/heads/peeled'
	made 'git push ^{}' "$tmp/remote.git" peeled
	git push -q origin light:refs/heads/light
	made 'git push, lightweight' "$tmp/remote.git" light
} | tee "$tmp/seen"
cat >"$tmp/expected" <<'END'
git branch: commit
git push: exit 1, trying to write non-commit object
git push: none
git push ^{}: commit
git push, lightweight: commit
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
