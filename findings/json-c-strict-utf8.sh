#!/bin/bash
# What json-c's strict mode makes of letters beyond ASCII.
#
# Guess:     JSON_TOKENER_STRICT refuses what is no JSON, and takes all that is:
#            a string value may hold any valid UTF-8.
# Behaviour: 0.18 refuses each string value with such a letter ("invalid string
#            sequence"); as a key of an object the same letter is taken, and so is
#            the value without STRICT, also with JSON_TOKENER_VALIDATE_UTF8.
# Packages:  libjson-c-dev 0.18+ds-1 in a root of Debian 13 made by debootstrap
#            (needs root, and some minutes).
# Output:    see `expected` below.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf --one-file-system "$tmp"' EXIT
root=$tmp/root

debootstrap --variant=minbase --include=gcc,libc6-dev,libjson-c-dev trixie \
	"$root" "${MIRROR:-http://deb.debian.org/debian}" >"$tmp/log" ||
	{ tail -n 5 "$tmp/log" && exit 1; }
chroot "$root" dpkg-query -W libjson-c-dev
# shellcheck disable=SC2016 # for dpkg-query
[ "$(chroot "$root" dpkg-query -Wf '${Version}' libjson-c-dev)" = 0.18+ds-1 ]

cat >"$root/x.c" <<'END'
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static void try(const char *what, const char *text, int flags)
{
	struct json_tokener *t = json_tokener_new();

	json_tokener_set_flags(t, flags);
	json_object_put(json_tokener_parse_ex(t, text, (int)strlen(text)));
	printf("%s: %s\n", what,
	       json_tokener_error_desc(json_tokener_get_error(t)));
	json_tokener_free(t);
}

int main(void)
{
	const char *value = "{\"a\":\"caf\xc3\xa9\"}";

	try("value, strict", value, JSON_TOKENER_STRICT);
	try("key, strict", "{\"caf\xc3\xa9\":\"a\"}", JSON_TOKENER_STRICT);
	try("value, validated", value, JSON_TOKENER_VALIDATE_UTF8);
	try("value", value, 0);
	return 0;
}
END
chroot "$root" sh -c 'gcc -o /x /x.c -ljson-c && /x' | tee "$tmp/seen"

cat >"$tmp/expected" <<'END'
value, strict: invalid string sequence
key, strict: success
value, validated: success
value: success
END
diff "$tmp/expected" "$tmp/seen" && echo "as stated"
