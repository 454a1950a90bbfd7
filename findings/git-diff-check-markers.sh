#!/bin/bash
# What `git diff --check` takes for a conflict marker, and what it does not.
#
# Guess:     it finds the markers of a conflict that was staged, with --text in
#            any file, and nothing else.
# Behaviour: seven '=' that underline a heading are one, six or eight are not.
#            Of a text file with the attribute -diff it says nothing, although
#            git merge writes markers there; --text does not change that, while
#            `git diff --text` without --check shows the lines.
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
echo '*.lock -diff' >.gitattributes
echo base | tee plain.txt >some.lock
git add .
git commit -q -m Base
git switch -q -c topic
echo topic | tee plain.txt >some.lock
git commit -q -a -m Topic
git switch -q main
echo main | tee plain.txt >some.lock
git commit -q -a -m Main
git merge -q topic >/dev/null 2>&1 || :
printf 'Summary\n=======\n' >seven.rst
printf 'Titles\n======\n' >six.rst
printf 'Headings\n========\n' >eight.rst
git add .

# checked <options>: the exit status, and the lines
checked() {
	local rc=0
	git diff --cached --check "$@" >"$tmp/out" || rc=$?
	echo "--check $*: $rc"
	grep 'leftover' "$tmp/out" || :
}
{
	echo "some.lock: $(grep -c '^[<=>]\{7\}' some.lock) markers"
	checked
	checked --text
	echo "--text: $(git diff --cached --text some.lock | grep -c '^+[<=>]\{7\}') markers"
} | tee "$tmp/seen"

cat >"$tmp/expected" <<'END'
some.lock: 3 markers
--check : 2
plain.txt:1: leftover conflict marker
plain.txt:3: leftover conflict marker
plain.txt:5: leftover conflict marker
seven.rst:2: leftover conflict marker
--check --text: 2
plain.txt:1: leftover conflict marker
plain.txt:3: leftover conflict marker
plain.txt:5: leftover conflict marker
seven.rst:2: leftover conflict marker
--text: 3 markers
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
