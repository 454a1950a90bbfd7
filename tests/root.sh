#!/bin/bash
# root.sh <suite>: the README's two commands in a bare Debian root of that
# suite (bookworm, trixie, sid), in a fresh clone of HEAD, with warnings as
# errors.  Needs root, debootstrap, and Debian's packages as the host's apt gets
# them.  `make check-root` is the usual way to call it; from the environment:
#
#	ROOT=dir	where to make the root, or the one to use again; it stays.
#			Without it the root is in /var/tmp and thrown away.
#	CHECK=goals	`make <goals>` there instead of the README's commands,
#			as in CHECK='check-e2e E2E=tests/e2e/crash.bats'
#	COMMAND=words	this instead, for a shell
#	AS=user		by an ordinary user who may sudo
#	MIRROR=url	from there
set -u
cd "$(dirname "$0")/.." || exit

die() {
	printf 'root.sh: %s\n' "$@" >&2
	exit 128
}

case ${1-} in
bookworm | trixie | sid) suite=$1 ;;
*)
	echo "usage: make check-root SUITE=bookworm|trixie|sid [CHECK=goals] [ROOT=dir] [AS=user]" >&2
	exit 129
	;;
esac
for tool in debootstrap unshare setpriv; do
	command -v $tool >/dev/null ||
		die "$tool is missing: apt-get install ${tool/#*s[he]*/util-linux}"
done
[ "$(id -u)" -eq 0 ] || die "must be root, for chroot: sudo make check-root SUITE=$suite"

# What is mounted for them is so in a namespace of their own, which ends with its last
# process, and those with this one, however it ends: nothing to unmount, and nothing
# of the host below a folder that is removed.
inside=
apart() {
	local rc

	setpriv --pdeathsig KILL unshare --mount-proc --pid --fork --kill-child \
		"$@" </dev/null 9<&- &
	inside=$!
	wait "$inside"
	rc=$?
	inside=
	return "$rc"
}
# shellcheck disable=SC2317 # by the trap
end() {
	[ -z "$inside" ] || kill -KILL "$inside" 2>/dev/null
	wait
	[ -n "${ROOT-}" ] || rm -rf --one-file-system "$root" "$root.log"
}
if [ -n "${ROOT-}" ]; then
	mkdir -p "$ROOT" && root=$(realpath "$ROOT") || exit 128
	exec 9<"$root"
	flock -n 9 || die "'$root' is in use by another check-root"
else
	root=$(mktemp -d /var/tmp/check-root.XXXXXX) || exit 128
fi
trap end EXIT
trap 'exit 143' HUP INT TERM

# Made by this script, to its end, of which suite?
mark=$root/etc/check-root
if [ -e "$mark" ]; then
	made=$(cat "$mark")
	[ "$made" = "$suite" ] || die "'$root' is a root of $made: take another ROOT for $suite"
elif [ -n "$(ls -A "$root")" ]; then
	die "'$root' is not empty, and no root that was made here: take another ROOT"
else
	echo "# debootstrap --variant=minbase $suite"
	# as apt gets it; without that, what debootstrap is used to
	# shellcheck disable=SC2016 # for apt
	: "${MIRROR:=$(apt-get indextargets --format '$(REPO_URI)' \
		'Created-By: Packages' 'Label: Debian' 2>/dev/null | head -n 1)}"
	proxy=
	eval "$(apt-config shell proxy Acquire::http::Proxy)"
	[ -z "$proxy" ] || export http_proxy="$proxy"
	chmod 755 "$root"
	apart debootstrap --variant=minbase "$suite" "$root" ${MIRROR:+"$MIRROR"} \
		>"$root.log" 2>&1 || {
		tail -n 5 "$root.log" >&2
		die "debootstrap failed, see above"
	}
	echo "$suite" >"$mark"
fi
apt-config dump --format '%F "%v";%n' |
	grep -E '^Acquire::(https?|Check-|Retries|ForceIP)[^ ]* "..*"' |
	grep -v Detect >"$root/etc/apt/apt.conf.d/99host"
# what is thrown away need not reach the disk
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/99check-root" || exit 128
cp /etc/resolv.conf /etc/hosts "$root/etc/" || exit 128

rm -rf "$root/src"
git clone -q --no-hardlinks . "$root/src" || exit 128
command='./setup.sh && make deps-test check'
[ -z "${CHECK-}" ] || command="make deps-test $CHECK"
[ -z "${COMMAND-}" ] || command=$COMMAND
cat >"$root/run.sh" <<'IN'
set -eu
cd /src
# make came with setup.sh
command -v make >/dev/null || case $1 in make*)
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq make ;;
esac
if [ "$2" = root ]; then
	eval "$1"
	exit
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq sudo
id -u "$2" >/dev/null 2>&1 || useradd -m "$2"
echo "$2 ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/check-root
chown -R "$2:" .
# not in place of this one: who changes the user is no longer killed with its parent
# shellcheck disable=SC2016
setpriv --reuid="$2" --regid="$2" --init-groups \
	env HOME="/home/$2" USER="$2" bash -euc 'eval "$1"' - "$1"
IN

echo "# $suite${AS:+ as $AS}: $command"
# shellcheck disable=SC2016 # for the inner shell
apart bash -eu -c '
	mount -t proc proc "$1/proc"
	mount --rbind /dev "$1/dev"
	mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
	mount -t tmpfs -o mode=1777 tmp "$1/tmp"
	exec chroot "$1" env -i HOME=/root LC_ALL=C.UTF-8 WERROR=1 \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		bash /run.sh "$2" "$3"' - "$root" "$command" "${AS:-root}"
