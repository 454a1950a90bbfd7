#!/bin/bash
# What becomes of lines that begin with "#" in a message given with -m.
#
# Guess:     a message on the command line is taken as it is: nobody edits it, so
#            nothing in it is a comment.
# Behaviour: `git commit -m`, `git merge -m` and `git notes add -m` keep such
#            lines; `git tag -m` drops them, unless --cleanup=whitespace is given.
#            A message of nothing else becomes an annotated tag without one, and
#            the exit status is 0.
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
message=$'Title\n\n# a heading\nthe end'
git commit -q --allow-empty -m "$message"
git branch side
git commit -q --allow-empty -m Main
git switch -q side
git commit -q --allow-empty -m Side
git switch -q main
git merge -q --no-ff -m "$message" side
git tag -a -m "$message" one
git tag -a --cleanup=whitespace -m "$message" two
git notes add -m "$message"

# has <what> <text>: does it have the line?
has() { printf '%s: %s\n' "$1" "$(grep -c '^# a heading$' <<<"$2" || :)"; }
{
	has commit "$(git log -1 --format=%B HEAD^1^1)"
	has merge "$(git log -1 --format=%B HEAD)"
	has tag "$(git for-each-ref --format='%(contents)' refs/tags/one)"
	has 'tag --cleanup=whitespace' "$(git for-each-ref --format='%(contents)' refs/tags/two)"
	has notes "$(git notes show)"
	git tag -a -m '# all' three
	printf "three: exit %d, '%s'\n" $? "$(git for-each-ref --format='%(contents)' refs/tags/three)"
} | tee "$tmp/seen"
cat >"$tmp/expected" <<'END'
commit: 1
merge: 1
tag: 0
tag --cleanup=whitespace: 1
notes: 1
three: exit 0, ''
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
