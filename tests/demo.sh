#!/bin/sh
# demo.sh: one release from start to finish, in a throw-away repository with a
# bare remote, told as a short story.  Needs the programs in PATH; leaves
# nothing behind.
set -eu

dir=$(mktemp -d "${TMPDIR:-/tmp}/git-rel-demo.XXXXXX")
trap 'rm -rf "$dir"' EXIT
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export HOME="$dir" XDG_CONFIG_HOME="$dir/.config" GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL="$dir/gitconfig" GIT_PAGER=cat

bold='' dim='' off=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	bold=$(printf '\033[1m') dim=$(printf '\033[2m') off=$(printf '\033[m')
fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$off"; }
show() {
	printf '%s$ %s%s\n' "$dim" "$*" "$off"
	"$@"
}

prepare() {
	git config --global user.name "Ada Maintainer"
	git config --global user.email ada@example.org
	git config --global init.defaultBranch main
	git config --global advice.detachedHead false
	ssh-keygen -q -t ed25519 -N '' -C demo -f "$dir/key"
	git config --global gpg.format ssh
	git config --global user.signingKey "$dir/key.pub"
	printf 'ada@example.org %s\n' "$(cat "$dir/key.pub")" >"$dir/signers"
	git config --global gpg.ssh.allowedSignersFile "$dir/signers"
	git init -q --bare "$dir/hub.git"
	git init -q "$dir/work"
	cd "$dir/work"
	git remote add origin "$dir/hub.git"
	echo 'print("hello")' >hello.py
	git add hello.py
	git commit -q -m "Say hello"
	git tag -a v0.1.0 -m "Release v0.1.0"
	git switch -q -c develop
	echo 'print("hello, world")' >hello.py
	git commit -q -am "Greet the world"
	git push -q -u origin main develop v0.1.0
}

prepare
say "A repository with main, develop and a remote. Set it up: nothing to answer."
show git rel init
say "Begin the next version. The branch grows from the remote's newest develop."
show git rel start minor
echo '# version 0.2.0' >>hello.py
show git commit -q -am "Name the version"
say "Finish it: first only the plan, each step with the command you would type."
show git rel finish --dry-run
say "Then for real: merge, sign, tag, merge back, push. All of it, or nothing."
show git rel finish
say "What the remote has now, and whether the signature holds:"
show git ls-remote origin
show git verify-tag v0.2.0 2>&1
say "The work tree never left your branch in between; the graph:"
show git log --graph --oneline --decorate --all
say "That was it. 'git rel --help' has the rest."
