#!/bin/bash
# linker.sh: how to link what pkg-config tells nothing of; prints flags for the
# linker, those that it takes: it leaves out what a program does not need (GNU's,
# LLVM's), libdl (a part of libc elsewhere), and iniparser, which has no .pc file
# before version 4.2, so not in Debian 12.  CC, CPPFLAGS, CFLAGS and LDFLAGS say
# where to look.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

takes() { # <flag>... <line of C>...
	local flags=()
	while [[ $1 == -* ]]; do
		flags+=("$1")
		shift
	done
	printf '%s\n' "$@" >"$dir/try.c"
	# shellcheck disable=SC2086 # lists of flags
	${CC:-cc} ${CPPFLAGS-} ${CFLAGS-} -o "$dir/try" "$dir/try.c" ${LDFLAGS-} \
		"${flags[@]}" 2>/dev/null && printf '%s ' "${flags[@]}"
}

for flag in -Wl,--as-needed -ldl; do
	takes "$flag" 'int main(void) { return 0; }' || :
done
"${PKG_CONFIG:-pkg-config}" --libs iniparser 2>/dev/null ||
	takes -liniparser '#if __has_include(<iniparser.h>)' \
		'#include <iniparser.h>' '#else' \
		'#include <iniparser/iniparser.h>' '#endif' \
		'int main(void) { return !iniparser_load(""); }'
