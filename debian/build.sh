#!/bin/bash
# build.sh <version> <tarball> <folder>: the Debian packages of that tarball, source
# and binary, in <folder>, which is made anew.  `make deb` calls it.
#
# The packaging lives and is released with the sources, so the format is native, and
# Debian's version ours: 1.2.0-rc1 is 1.2.0~rc1, and what `git describe` calls
# 1.2.0-5-g1a2b3c4 is 1.2.0+5.g1a2b3c4.  Where debian/changelog does not begin
# with it, an entry does, of the date that the tarball has: by DEBFULLNAME and
# DEBEMAIL, or by the last one who wrote there.
set -eu
version=$1 tarball=$(realpath "$2") folder=$3

for tool in dpkg-buildpackage:dpkg-dev dh:debhelper fakeroot:fakeroot; do
	command -v "${tool%:*}" >/dev/null && continue
	echo "make deb: ${tool%:*} is missing: apt-get install ${tool#*:}" >&2
	exit 128
done
if ! dpkg-checkbuilddeps debian/control; then
	echo "make deb: apt-get build-dep . installs what is missing" >&2
	exit 128
fi

theirs=$(sed -E 's/-([0-9]+)-g([0-9a-f]+)$/+\1.g\2/; s/-/~/; s/-/./g' <<<"$version")
rm -rf "$folder"
mkdir -p "$folder"
tar -xzf "$tarball" -C "$folder"
cd "$folder/git-rel-$version"

if [ "$(dpkg-parsechangelog -S Version)" != "$theirs" ]; then
	by=$(dpkg-parsechangelog -S Maintainer)
	[ -z "${DEBEMAIL-}" ] || by="${DEBFULLNAME-git-rel maintainers} <$DEBEMAIL>"
	{
		printf 'git-rel (%s) unstable; urgency=medium\n\n' "$theirs"
		printf '  * Version %s: CHANGELOG.md tells what is new.\n\n' "$version"
		printf ' -- %s  %s\n\n' "$by" "$(LC_ALL=C TZ=UTC date -R -r VERSION)"
		cat debian/changelog
	} >../changelog
	mv ../changelog debian/changelog
fi

# what was said to our make is not meant for that of the package
unset B V CC CFLAGS CPPFLAGS LDFLAGS LIBGIT2 PKG_CONFIG MAKEFLAGS MFLAGS MAKELEVEL \
	prefix SOURCE_DATE_EPOCH
# the sources packed a fifth larger than at -z6, in a third of its time
dpkg-buildpackage --source-option=-z2 -us -uc >../log 2>&1 || {
	tail -n 40 ../log >&2
	exit 1
}
cd ..
ls ./*.deb ./*.changes ./*.dsc
