# What `make dist` packs, what `make deb` calls it, and what `make check-root` runs.
# The packages themselves are built by tests/package.sh; here dpkg's programs are
# stand-ins.
load lib
setup() {
	sealed
	unset B MAKEFLAGS MAKELEVEL MFLAGS DEBEMAIL DEBFULLNAME
	mkdir -p project/lib
	cp -r "$TOP/Makefile" "$TOP/debian" project
	cp "$TOP"/lib/*.sh project/lib
	printf 'build/\n/git-rel-*.tar.gz\n' >project/.gitignore
	git init -q project
	git -C project add .
	git -C project commit -q -m Begin
	git -C project tag -a v1.2.0-rc1 -m 'Release v1.2.0-rc1'
}

dist() { quietly make -s -C "$1" dist; }

@test "the same commit is packed to the same bytes, whatever is set" {
	dist project
	mv project/git-rel-1.2.0-rc1.tar.gz once.tar.gz
	git -C project config tar.tar.gz.command 'gzip -1'
	git -C project config tar.umask user
	touch project/Makefile
	(umask 077 && TZ=Asia/Tokyo dist project)
	cmp once.tar.gz project/git-rel-1.2.0-rc1.tar.gz
}

@test "what is packed knows its version and packs itself, without git" {
	dist project
	tar -xzf project/git-rel-1.2.0-rc1.tar.gz
	cd git-rel-1.2.0-rc1
	[ ! -e .git ]
	[ "$(cat VERSION)" = 1.2.0-rc1 ]
	mkdir build
	touch build/left
	dist .
	mv git-rel-1.2.0-rc1.tar.gz ../again.tar.gz
	touch lib
	dist .
	cmp git-rel-1.2.0-rc1.tar.gz ../again.tar.gz
	diff <(tar -tzf ../project/git-rel-1.2.0-rc1.tar.gz | grep -v '/$' | sort) \
		<(tar -tzf ../again.tar.gz | grep -v '/$' | sort)
}

# Stand-ins for what Debian's packages bring.
no_dpkg() {
	local f
	for f in dh fakeroot dpkg-checkbuilddeps; do
		printf '#!/bin/sh\n' >"$T/bin/$f"
	done
	into "$T/bin/dpkg-parsechangelog" <<-'END'
		#!/bin/sh
		case $2 in
		Version) sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog ;;
		*) sed -n 's/^ -- \(.*>\) .*/\1/p;T;q' debian/changelog ;;
		esac
	END
	into "$T/bin/dpkg-buildpackage" <<-'END'
		#!/bin/sh
		cp debian/changelog ../a.deb
		touch ../a.changes ../a.dsc
	END
	chmod +x "$T"/bin/*
	PATH=$T/bin:$PATH
}

@test "a package has our version, in the order that Debian sorts by, and the commit's date" {
	local at
	no_dpkg
	git -C project commit -q --allow-empty -m 'Go on'
	at=$(git -C project rev-parse --short HEAD)
	run -0 make -s -C project deb DEBEMAIL=eve@example.com DEBFULLNAME=Eve
	sed -n '1p;5q' project/build/deb/a.deb >line
	echo "git-rel (1.2.0~rc1+1.g$at) unstable; urgency=medium" | diff - line
	grep -m 1 '^ --' project/build/deb/a.deb >line
	echo ' -- Eve <eve@example.com>  Tue, 14 Nov 2023 22:13:20 +0000' | diff - line
	[ "$(cat project/build/deb/git-rel-*/VERSION)" = "1.2.0-rc1-1-g$at" ]
}

@test "make deb says what is missing" {
	no_dpkg
	printf '#!/bin/sh\necho "unmet: libgit2-dev" >&2\nexit 1\n' >"$T/bin/dpkg-checkbuilddeps"
	run make -s -C project deb
	[ "$status" -ne 0 ]
	[[ $output == *'unmet: libgit2-dev'*'make deb: apt-get build-dep . installs what is missing'* ]]
	[ ! -e project/build/deb ]
}

@test "in a bare Debian it is root who builds, where no user is named" {
	mkdir project/tests
	into project/tests/root.sh <<-'END'
		#!/bin/sh
		echo "$1 by ${AS:-root}"
	END
	chmod +x project/tests/root.sh
	[ "$(make -s -C project check-root SUITE=sid)" = 'sid by root' ]
	[ "$(make -s -C project check-root SUITE=sid AS=ada)" = 'sid by ada' ]
	[ "$(AS=ada make -s -C project check-root SUITE=sid)" = 'sid by ada' ]
}
