#!/bin/bash
# package.sh <suite>: the Debian package in bare roots of that suite (bookworm,
# trixie, sid).  In the one it is built from git and, in another folder and under
# other settings, from what `make dist` packs: the same bytes must come, and lintian
# find neither errors nor warnings.  In the other it is installed, runs the demo, is
# purged, leaves nothing, and autopkgtest runs debian/tests.  What is committed is
# looked at.  ROOTS names a folder to keep the roots in; see root.sh for the rest.
set -eu
cd "$(dirname "$0")/.."

# ---- in a root ------------------------------------------------------------

get() { apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; }
told() { echo "ok - $*"; }

has_built() { # <where> <what>: says how long it took
	local TIMEFORMAT="ok - $2: built in %R s, with %U + %S s of processor"
	time make -s -C "$1" deb >/dev/null
}

lintian_is_content() {
	local but=()
	# Bookworm's lintian has not heard of a policy that is newer.
	! grep -q bookworm /etc/os-release || but=(--suppress-tags newer-standards-version)
	lintian --allow-root --fail-on error,warning "${but[@]}" "$1"/*.changes
}

in_build() {
	local said one=/one two=/two/of/them f
	apt-get update -qq
	get git make gcc libc6-dev
	rm -rf "$one" "$two"
	git clone -q /src "$one"
	if ! command -v dh >/dev/null; then
		if said=$(make -s -C "$one" deb 2>&1); then exit 1; fi
		grep -q 'is missing: apt-get install' <<<"$said"
		told 'make deb says what is missing'
	fi
	get dpkg-dev debhelper fakeroot lintian
	(cd "$one" && apt-get build-dep -y -qq --no-install-recommends . >/dev/null 2>&1)
	has_built "$one" 'from git'

	mkdir -p "$two"
	tar -xzf "$one"/git-rel-*.tar.gz -C "$two"
	(
		umask 077
		export TZ=Asia/Tokyo LC_ALL=C LANG=C USER=someone HOME=/nowhere
		export DEB_BUILD_OPTIONS="nocheck ${DEB_BUILD_OPTIONS-}"
		has_built "$two"/git-rel-* 'from its tarball, without git'
	)
	rm -rf /out
	cp -r "$one/build/deb" /out
	for f in /out/*.deb /out/*.dsc /out/*.tar.xz; do
		cmp "$f" "$two"/git-rel-*/build/deb/"${f##*/}"
	done
	told 'both packages are the same, byte for byte'
	lintian_is_content /out
	told 'lintian is content'
}

files() {
	find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o \
		-path /src -o -path /out -o -path /var/log -o -path /var/cache -o \
		-path '/var/lib/dpkg/*-old' \) -prune -o -printf '%p %y %m %u\n' | sort
}

in_clean() {
	local package wanted
	apt-get update -qq
	package=$(echo /out/git-rel_*.deb)
	wanted=$(dpkg-deb -f "$package" Depends)
	DEBIAN_FRONTEND=noninteractive apt-get satisfy -y -qq --no-install-recommends \
		"$wanted, openssh-client" >/dev/null 2>&1
	files >/tmp/before
	dpkg -i "$package" >/dev/null
	debian/tests/demo >/tmp/demo 2>&1 || { cat /tmp/demo && exit 1; }
	told "installed with its dependencies and nothing else, it runs the demo"
	dpkg -P git-rel >/dev/null
	files >/tmp/after
	diff /tmp/before /tmp/after
	told 'purged, it leaves nothing'
	get autopkgtest
	autopkgtest --no-built-binaries "$package" /src -- null >/tmp/autopkgtest 2>&1 || {
		tail -n 60 /tmp/autopkgtest
		exit 1
	}
	grep -E '(PASS|FAIL|SKIP)' /tmp/autopkgtest
	told 'autopkgtest passes'
}

case ${1-} in
in_build | in_clean)
	export DEBIAN_FRONTEND=noninteractive
	"$1"
	exit ;;
esac

# ---- outside --------------------------------------------------------------

case ${1-} in
bookworm | trixie | sid) suite=$1 ;;
*)
	echo "usage: tests/package.sh bookworm|trixie|sid" >&2
	exit 129
	;;
esac
if [ -n "${ROOTS-}" ]; then
	roots=$(realpath -m "$ROOTS")
else
	roots=$(mktemp -d)
	trap 'rm -rf --one-file-system "$roots"' EXIT
fi

inside() { # <root> <part>
	ROOT=$roots/$1/$suite COMMAND="tests/package.sh $2" tests/root.sh "$suite"
}

if [ ! -e "$roots/build/$suite" ]; then
	ROOT=$roots/clean/$suite COMMAND=true tests/root.sh "$suite"
	mkdir -p "$roots/build"
	cp -a "$roots/clean/$suite" "$roots/build/$suite"
fi
inside build in_build
rm -rf "$roots/clean/$suite/out"
cp -r "$roots/build/$suite/out" "$roots/clean/$suite/out"
inside clean in_clean
