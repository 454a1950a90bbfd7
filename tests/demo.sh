#!/bin/sh
# demo.sh [--color | --svg]: one release from start to finish, in a throw-away
# repository with a bare remote, told as a short story.  Needs the programs in PATH;
# leaves nothing behind.  Dates and key are fixed, and so are all ids.
#
#	--color   in colour, also where this is no terminal
#	--svg     its terminal as a picture, for README.md and the pages
set -eu

case ${1-} in
'' | --color) ;;
--svg)
	said=$("$0" --color 2>&1) || {
		printf '%s\n' "$said" >&2
		exit 1
	}
	printf '%s\n' "$said" | LC_ALL=C awk -v title="One release with git-rel" \
		-f "$(dirname "$0")/../pages/terminal.awk"
	exit
	;;
*)
	echo "usage: demo.sh [--color | --svg]" >&2
	exit 129
	;;
esac

dir=$(mktemp -d "${TMPDIR:-/tmp}/git-rel-demo.XXXXXX")
trap 'rm -rf "$dir"' EXIT
# shellcheck disable=SC2046 # a list
unset $(git rev-parse --local-env-vars) GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL \
	GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
export HOME="$dir" XDG_CONFIG_HOME="$dir/.config" GIT_CONFIG_NOSYSTEM=1
export GIT_CONFIG_GLOBAL="$dir/gitconfig" GIT_PAGER=cat LC_ALL=C TZ=UTC

bold='' dim='' off=''
if [ "${1-}" ] || { [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; }; then
	bold=$(printf '\033[1m') dim=$(printf '\033[2m') off=$(printf '\033[m')
fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$off"; }
quoted() {
	for word; do
		case $word in
		*[!A-Za-z0-9_./:=-]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
}
show() {
	printf '%s$%s%s\n' "$dim" "$(quoted "$@")" "$off"
	"$@" 2>&1
}
at() {
	export GIT_AUTHOR_DATE="2026-01-12T$1:00+0000"
	export GIT_COMMITTER_DATE="$GIT_AUTHOR_DATE"
}

bytes() { for hex; do printf '%b' "\\0$(printf %o "0x$hex")"; done; }
# string <bytes>...: as ssh has it, its length before it
string() { bytes 0 0 0 "$(printf %x $#)" "$@"; }

# The key of 32 bytes that are all zero: everybody has it, and it signs nothing but
# this.  What ssh-keygen makes would be another one each time.
key() {
	kind="73 73 68 2d 65 64 32 35 35 31 39" # ssh-ed25519
	zero="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"
	public="3b 6a 27 bc ce b6 a4 2d 62 a3 a8 d0 2a 6f 0d 73
		65 32 15 77 1d e2 43 a6 3a c0 48 a1 8b 59 da 29"
	# shellcheck disable=SC2086 # lists of bytes
	{
		printf 'openssh-key-v1\0'
		string 6e 6f 6e 65
		string 6e 6f 6e 65
		string
		bytes 0 0 0 1 0 0 0 33
		string $kind
		string $public
		bytes 0 0 0 88
		bytes 0 0 0 0 0 0 0 0
		string $kind
		string $public
		string $zero $public
		string
		bytes 1 2 3 4 5
	} >"$dir/bytes"
	what='OPENSSH PRIVATE KEY'
	{
		echo "-----BEGIN $what-----"
		base64 "$dir/bytes"
		echo "-----END $what-----"
	} >"$dir/key"
	chmod 600 "$dir/key"
	ssh-keygen -y -f "$dir/key" >"$dir/key.pub"
}

prepare() {
	git config --global user.name "Ada Maintainer"
	git config --global user.email ada@example.org
	git config --global init.defaultBranch main
	git config --global advice.detachedHead false
	[ -z "$bold" ] || git config --global color.ui always
	key
	git config --global gpg.format ssh
	git config --global user.signingKey "$dir/key.pub"
	printf 'ada@example.org %s\n' "$(cat "$dir/key.pub")" >"$dir/signers"
	git config --global gpg.ssh.allowedSignersFile "$dir/signers"
	git init -q --bare "$dir/hub.git"
	git init -q "$dir/work"
	cd "$dir/work"
	git remote add origin "$dir/hub.git"
	at 10:00
	echo 'print("hello")' >hello.py
	git add hello.py
	git commit -q -m "Say hello"
	git tag -a v0.1.0 -m "Release v0.1.0"
	git switch -q -c develop
	at 10:10
	echo 'print("hello, world")' >hello.py
	git commit -q -am "Greet the world"
	git push -q -u origin main develop v0.1.0
}

prepare
say "A repository with main, develop and a remote. Set it up: nothing to answer."
show git rel init
say "Begin the next version. The branch grows from the remote's newest develop."
at 10:20
show git rel start minor
echo '# version 0.2.0' >>hello.py
show git commit -q -am "Name the version"
say "Finish it: first only the plan, each step with the command you would type."
at 10:30
show git rel finish --dry-run
say "Then for real: merge, sign, tag, merge back, push. All of it, or nothing."
show git rel finish
say "What the remote has now, and whether the signature holds:"
show git ls-remote origin
show git verify-tag v0.2.0
say "The work tree never left your branch in between; the graph:"
show git log --graph --oneline --decorate --all
say "That was it. 'git rel --help' has the rest."
