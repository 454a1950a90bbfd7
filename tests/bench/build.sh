#!/usr/bin/env bash
# build.sh WORKDIR NAME: make a repository and its bare remote, once.
WORK=$1 n=$2
# shellcheck source=tests/bench/env.bash
. "$(dirname "$0")/env.bash"
here=$(cd "$(dirname "$0")" && pwd)
set -e
mkdir -p "$WORK/home" "$WORK/out"
case $n in # commits, files, releases, unreleased
small) size=(200 125 4 60) ;;
medium) size=(20000 5000 40 1000) ;;
large) size=(100000 50000 100 1000) ;;
*) echo "unknown repository $n" >&2 && exit 2 ;;
esac
cat >"$WORK/home/gitconfig" <<'END'
[user]
	name = Bench
	email = bench@example.com
[init]
	defaultBranch = main
[advice]
	detachedHead = false
END
# What git rel needs beside: one signature, made with an SSH key.
if [ ! -e "$WORK/home/key" ]; then
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$WORK/home/key"
	echo "bench@example.com $(cat "$WORK/home/key.pub")" >"$WORK/home/signers"
fi
cat "$WORK/home/gitconfig" - >"$WORK/home/gitconfig.ours" <<END
[gpg]
	format = ssh
[gpg "ssh"]
	allowedSignersFile = $WORK/home/signers
[rel]
	model = gitflow
	sign = required
END
git config --file "$WORK/home/gitconfig.ours" user.signingkey "$WORK/home/key.pub"
[ ! -e "$WORK/$n.done" ] || exit 0

r=$WORK/$n
rm -rf "$r" "$r.git"
git init -q "$r"
"${PYTHON:-python3}" "$here/gen.py" "${size[@]}" | git -C "$r" fast-import --quiet --done
cd "$r"
git symbolic-ref HEAD refs/heads/develop
git reset -q --hard
git gc -q 2>/dev/null # as a maintained clone is
git clone -q --bare --no-hardlinks "$r" "$r.git" 2>/dev/null
git for-each-ref --format='%(objectname) %(refname)' >"$r.there"
git config gitflow.branch.master main
git config gitflow.branch.develop develop
for p in feature bugfix release hotfix support; do git config gitflow.prefix.$p $p/; done
git config gitflow.prefix.versiontag v
cp .git/config "$r.local"
git remote add origin "$r.git"
git fetch -q origin
git branch -q -u origin/main main
git branch -q -u origin/develop develop
cp .git/config "$r.push"
git for-each-ref --format='%(objectname) %(refname)' >"$r.here"
touch "$WORK/$n.done"
echo "# $n: $(git rev-list --count --all) commits, $(git ls-files | wc -l) files," \
	"$(du -sm .git | cut -f1) MiB" >&2
