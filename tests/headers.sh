#!/bin/bash
# Each header compiles alone, and is what its own .c file includes first (so
# that it does so every day).
set -u
cd "$(dirname "$0")/.." || exit 1
read -ra flags < <("${PKG_CONFIG:-pkg-config}" --cflags libgit2 json-c libcurl)

status=0
for h in lib/*/*.h git-*/*.h git-*/*/*.h tests/*/*.h; do
	[ -f "$h" ] || continue
	name=${h#lib/}
	echo "#include \"$name\"" |
		"${CC:-cc}" -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -Ilib \
			-I. "${flags[@]}" -fsyntax-only -x c - || status=1
	c=${h%.h}.c
	[ -f "$c" ] || continue
	first=$(sed -n 's/^#include ["<]\(.*\)[">].*/\1/p;T;q' "$c")
	[ "$first" = "$name" ] || [ "$first" = "$(basename "$h")" ] && continue
	echo "$c: includes $first before $name"
	status=1
done
exit $status
