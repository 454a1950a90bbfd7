#!/bin/bash
# libgit2.sh FOLDER: how to link libgit2 so that it starts fast; prints flags
# for the linker.  Results are kept in FOLDER.  LIBGIT2=shared or static
# (default: static where that links).  pkg-config tells where it is; CC, CPPFLAGS,
# CFLAGS and LDFLAGS are heeded.
#
# Of libgit2 we use what reads and writes objects and refs; git does all that
# touches a network.  But as Debian builds it, libgit2 brings twenty shared
# libraries, Kerberos and two TLS libraries among them: 2 ms before main()
# begins.  And when it starts it reads every certificate of the system: 4 ms
# more; and it gathers randomness for a TLS that nobody asks for: 0.5 ms.  That
# is several times what our own work costs.
#
# static	libgit2.a, with stand-ins for ssh and Kerberos, which trap: nobody
#		calls them; and for what starts TLS.  Security updates of libgit2
#		then need a rebuild, so distributions will want LIBGIT2=shared.
# shared	the library as it is, with stand-ins for the two functions that
#		read certificates.
set -eu
dir=$1
: "${CC:=cc}" "${PKG_CONFIG:=pkg-config}" "${LIBGIT2:=static}"

lib=$("$PKG_CONFIG" --variable=libdir libgit2)
# one folder for each way to build: programs, places and flags
key=$("$PKG_CONFIG" --cflags --libs --static libgit2 | cat - <(printf '%s\n' "$CC" \
	"$lib" "${CPPFLAGS-}" "${CFLAGS-}" "${LDFLAGS-}") | cksum)
dir=$dir/$LIBGIT2-${key%% *}
known=$dir/flags
if [ -s "$known" ] && ! [ "$lib/libgit2.so" -nt "$known" ] &&
	! [ "$0" -nt "$known" ]; then
	cat "$known"
	exit 0
fi
mkdir -p "$dir"

compile() { # <name>: its .c to .o, which does not tell where it was made
	# shellcheck disable=SC2086 # lists of flags
	$CC -O2 ${CPPFLAGS-} ${CFLAGS-} -g0 -c -o "$dir/$1.o" "$dir/$1.c"
}

no_op() { # <function>...: each says that all is well
	for f; do
		echo "int $f(void);"
		echo "int $f(void) { return 0; }"
	done
}

no_network() {
	nm -u "$lib/libgit2.a" 2>/dev/null |
		awk '$1 == "U" && $2 ~ /^(libssh2_|gss_)/ { print $2 }' | sort -u |
		while read -r f; do
			case $f in
			libssh2_init | libssh2_exit) no_op "$f" ;;
			*)
				echo "void $f(void);"
				echo "void $f(void) { __builtin_trap(); }" ;;
			esac
		done
	echo 'void *GSS_C_NT_HOSTBASED_SERVICE;'
}

start=git_mbedtls_stream_global_init
try_static() {
	[ -f "$lib/libgit2.a" ] || return 1
	{ no_op __wrap_$start; no_network; } >"$dir/static.c"
	compile static || return 1
	places='' others=''
	for l in $("$PKG_CONFIG" --libs --static libgit2); do
		case $l in -lgit2 | -lssh2 | -lz | -lrt) ;;
		-L*) places="$places $l" ;;
		*) others="$others $l" ;; esac
	done
	flags="$dir/static.o$places -Wl,--wrap=$start -Wl,-Bstatic -lgit2$others -Wl,-Bdynamic -lz"
	printf '%s\n' '#include <git2.h>' \
		'int main(void) { return git_libgit2_init() < 1; }' >"$dir/try.c"
	# shellcheck disable=SC2046,SC2086 # lists of flags
	$CC ${CPPFLAGS-} ${CFLAGS-} $("$PKG_CONFIG" --cflags libgit2) \
		-o "$dir/try" "$dir/try.c" ${LDFLAGS-} $flags -lpthread && "$dir/try"
}

if [ "$LIBGIT2" = static ] && try_static >"$dir/static.log" 2>&1; then
	echo "$flags -lpthread" >"$known"
else
	no_op mbedtls_x509_crt_parse_path mbedtls_x509_crt_parse_file \
		>"$dir/shared.c"
	compile shared
	echo "$dir/shared.o $("$PKG_CONFIG" --libs libgit2)" >"$known"
fi
cat "$known"
