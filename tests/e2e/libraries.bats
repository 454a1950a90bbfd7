# The libraries are found by pkg-config under any prefix, and CC, CPPFLAGS, CFLAGS
# and LDFLAGS are heeded.  A program of one file is built by our Makefile, against
# a prefix whose headers tell that they were read.
load lib
setup() {
	sealed
	unset B MAKEFLAGS MAKELEVEL MFLAGS PKG_CONFIG_PATH
	a_project
	a_prefix
}

a_project() {
	mkdir -p project/lib project/git-rel/{ci,graph}
	cp "$TOP/Makefile" project
	cp "$TOP"/lib/*.sh project/lib
	cp "$TOP/git-rel/ci/files.h" project/git-rel/ci
	cp "$TOP"/git-rel/graph/graph{.css,_css.h} project/git-rel/graph
	into project/git-rel/main.c <<-'END'
		#include <curl/curl.h>
		#include <git2.h>
		#if __has_include(<iniparser.h>)
		#include <iniparser.h>
		#else
		#include <iniparser/iniparser.h>
		#endif
		#include <json-c/json.h>
		#if !GIT2_OF_PREFIX || !JSON_OF_PREFIX || !CURL_OF_PREFIX || !INI_OF_PREFIX
		#error "headers of another place"
		#endif
		int main(void)
		{
			json_object_put(json_object_new_object());
			iniparser_freedict(dictionary_new(0));
			return git_libgit2_init() < 1;
		}
	END
}

# <module> <header> <what it defines> [<where the system has it>]
part_of_prefix() {
	mkdir -p "opt/include/$1/${2%/*}" opt/lib/pkgconfig
	printf '#define %s 1\n#include_next <%s>\n' "$3" "${4:-$2}" >"opt/include/$1/$2"
	{
		pkg-config --exists "$1" && sed -n '/^Requires\.private\|^Libs\.private/p' \
			"$(pkg-config --variable=pcfiledir "$1")/$1.pc"
		printf 'libdir=%s\nName: %s\nDescription: of ours\nVersion: 1.1\n' \
			"$T/opt/lib" "$1"
		printf 'Cflags: -I%s\nLibs: -L${libdir} -l%s\n' "$T/opt/include/$1" "${1#lib}"
	} >"opt/lib/pkgconfig/$1.pc"
}

a_prefix() {
	local from f
	part_of_prefix libgit2 ./git2.h GIT2_OF_PREFIX
	part_of_prefix json-c json-c/json.h JSON_OF_PREFIX
	part_of_prefix libcurl curl/curl.h CURL_OF_PREFIX
	part_of_prefix iniparser ./iniparser.h INI_OF_PREFIX iniparser/iniparser.h
	from=$(pkg-config --variable=libdir libgit2)
	for f in "$from"/lib{git2,json-c,iniparser}.{a,so}; do
		[ ! -e "$f" ] || ln -s "$f" opt/lib
	done
}

build() {
	PKG_CONFIG_PATH=$T/opt/lib/pkgconfig run make -C project V=1 "$@"
	echo "$output"
}

@test "the libraries of another prefix are taken, where pkg-config tells of them" {
	build
	[ "$status" -eq 0 ]
	[[ $output == *" -L$T/opt/lib "* ]]
	# as an archive too, where that is how it is linked here
	[[ $output != *-Bstatic* || $output == *"-L$T/opt/lib -Wl,--wrap"* ]]
	project/build/bin/git-rel
}

@test "libgit2 is linked as a shared library of that prefix, too" {
	build LIBGIT2=shared
	[ "$status" -eq 0 ]
	ldd project/build/bin/git-rel >libs
	grep libgit2 libs
	project/build/bin/git-rel
}

@test "iniparser without a .pc file is found by CPPFLAGS and LDFLAGS" {
	rm opt/lib/pkgconfig/iniparser.pc
	into "$T/bin/cc" <<-'END'
		#!/bin/sh
		# No iniparser but that of a prefix.
		case "$*" in *-L*/opt/elsewhere*) ;; *-liniparser*) exit 1 ;; esac
		exec /usr/bin/cc "$@"
	END
	into "$T/bin/pkg-config" <<-'END'
		#!/bin/sh
		case "$*" in *iniparser*) exit 1 ;; esac
		exec /usr/bin/pkg-config "$@"
	END
	chmod +x "$T/bin/cc" "$T/bin/pkg-config"
	ln -s lib opt/elsewhere
	build CC="$T/bin/cc" PKG_CONFIG="$T/bin/pkg-config"
	[ "$status" -ne 0 ]
	[[ $output == *'libraries are missing, iniparser among them'* ]]
	[[ $output == *PKG_CONFIG_PATH,\ CPPFLAGS\ and\ LDFLAGS* ]]
	[ ! -e project/build/bin/git-rel ]
	build CC="$T/bin/cc" PKG_CONFIG="$T/bin/pkg-config" \
		CPPFLAGS="-I$T/opt/include/iniparser" LDFLAGS="-L$T/opt/elsewhere"
	[ "$status" -eq 0 ]
	project/build/bin/git-rel
}

@test "a linker that does not know --as-needed is not asked for it" {
	into "$T/bin/cc" <<-'END'
		#!/bin/sh
		case "$*" in *--as-needed*) echo "unknown option" >&2 && exit 1 ;; esac
		exec /usr/bin/cc "$@"
	END
	chmod +x "$T/bin/cc"
	build CC="$T/bin/cc"
	[ "$status" -eq 0 ]
	project/build/bin/git-rel
}

@test "what was found with other flags, or in another place, is not taken again" {
	build
	[ "$status" -eq 0 ]
	mv opt moved
	sed -i "s,$T/opt,$T/moved,g" moved/lib/pkgconfig/*.pc
	PKG_CONFIG_PATH=$T/moved/lib/pkgconfig run -0 make -C project V=1
	[[ $output == *" -L$T/moved/lib "* ]]
	run ! grep -F "$T/opt" <<<"$output"
}
