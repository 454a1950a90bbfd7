#!/bin/bash
# What iniparser makes of a backslash inside double quotes.
#
# Guess:     a value in double quotes comes back as it was written, apart from
#            the quotes, in every version of the library.
# Behaviour: 4.1 keeps each backslash; 4.2.6 drops one that stands alone and
#            makes one of two, so that one file means two things.  Without
#            quotes both keep them.
# Packages:  libiniparser1 4.1-6 (Debian 12), libiniparser4 4.2.6-1 (Debian 13),
#            unpacked, not installed.
# Output:    one line a version and value; see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mirror=${MIRROR:-http://deb.debian.org/debian}
keys=/usr/share/keyrings/debian-archive-keyring.gpg

# unpack <suite> <package>=<version>
unpack() {
	local d=$tmp/$1 o
	mkdir -p "$d/lists/partial" "$d/cache/archives/partial" "$d/root"
	echo "deb [signed-by=$keys] $mirror $1 main" >"$d/sources.list"
	o=(-qq -o Dir::Etc::sourcelist="$d/sources.list"
		-o Dir::Etc::sourceparts=- -o Dir::State::lists="$d/lists"
		-o Dir::Cache="$d/cache" -o Acquire::Check-Valid-Until=false
		-o APT::Sandbox::User=root)
	apt-get "${o[@]}" update
	(cd "$d" && apt-get "${o[@]}" download "$2")
	dpkg-deb -x "$d"/*.deb "$d/root"
}

unpack bookworm libiniparser1=4.1-6
unpack trixie libiniparser4=4.2.6-1

cat >"$tmp/read.c" <<'END'
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	void *lib = dlopen(argv[1], RTLD_NOW);
	void *(*load)(const char *) = dlsym(lib, "iniparser_load");
	const char *(*get)(void *, const char *, const char *) =
		dlsym(lib, "iniparser_getstring");
	void *dict = load(argv[2]);

	printf("%s %s %s\n", get(dict, "s:one", "?"), get(dict, "s:two", "?"),
	       get(dict, "s:bare", "?"));
	return argc != 3;
}
END
cc -o "$tmp/read" "$tmp/read.c" -ldl
printf '[s]\none = "a\\b"\ntwo = "a\\\\b"\nbare = a\\b\n' >"$tmp/x.ini"
cat "$tmp/x.ini"
for suite in bookworm trixie; do
	lib=$(find "$tmp/$suite/root" -name 'libiniparser.so.[0-9]*' | sort | tail -n 1)
	echo "$suite $("$tmp/read" "$lib" "$tmp/x.ini")"
done | tee "$tmp/seen"

cat >"$tmp/expected" <<'END'
bookworm a\b a\\b a\b
trixie ab a\b a\b
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
