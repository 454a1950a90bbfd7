#!/bin/bash
# root.sh <suite>: the README's two commands in a bare Debian root of that
# suite (bookworm, trixie, sid), in a fresh clone of HEAD.  Needs root,
# debootstrap and a Debian mirror (MIRROR).  The root is thrown away, unless
# ROOTS names a folder to keep it in; COMMAND runs instead of the two.
set -eu
cd "$(dirname "$0")/.."

case ${1-} in
bookworm | trixie | sid) suite=$1 ;;
*)
	echo "usage: tests/root.sh bookworm|trixie|sid" >&2
	exit 129
	;;
esac
for tool in debootstrap unshare; do
	command -v $tool >/dev/null && continue
	echo "root.sh: $tool is missing: apt-get install $tool" >&2
	exit 128
done
if [ "$(id -u)" -ne 0 ]; then
	echo "root.sh: must be root, for chroot" >&2
	exit 128
fi

mirror=${MIRROR:-http://deb.debian.org/debian}
if [ -n "${ROOTS-}" ]; then
	mkdir -p "$ROOTS"
	root=$(realpath "$ROOTS")/$suite
else
	root=$(mktemp -d)/$suite
	trap 'rm -rf --one-file-system "${root%/*}"' EXIT
fi

if [ ! -e "$root/etc/debian_version" ]; then
	echo "# debootstrap --variant=minbase $suite"
	debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" ||
		{ tail -n 5 "$root.log" && exit 128; }
fi
# A mirror that lags behind is good enough to test with.
echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/99test"
cp /etc/resolv.conf /etc/hosts "$root/etc/"

rm -rf "$root/src"
git clone -q --no-hardlinks . "$root/src"
cat >"$root/run.sh" <<'IN'
set -eu
export HOME=/root LC_ALL=C.UTF-8 CI=${CI-} PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd /src
eval "$1"
IN

command=${COMMAND:-'./setup.sh && make deps-test check'}
echo "# $suite: $command"
# shellcheck disable=SC2016 # for the inner shell
unshare --mount --pid --fork bash -eu -c '
	mount -t proc proc "$1/proc"
	mount --rbind /dev "$1/dev"
	mount -t tmpfs tmp "$1/tmp"
	exec chroot "$1" bash /run.sh "$2"' - "$root" "$command"
