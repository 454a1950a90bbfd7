#include "git/reftable_name.h"

#include <string.h>

static bool ends_in(const char *name, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && !memcmp(name + len - n, end, n);
}

static bool byte_ok(unsigned char c, unsigned char before)
{
	switch (c) {
	case '.':
		return before != '.' && before != '/';
	case '/':
		return before != '/';
	case '{':
		return before != '@';
	case ' ':
	case '~':
	case '^':
	case ':':
	case '?':
	case '[':
	case '\\':
	case '*':
	case 0x7f:
		return false;
	default:
		return c >= ' ';
	}
}

bool reftable_name_ok(const char *name, size_t len, size_t known)
{
	if (!len || (len == 1 && *name == '@'))
		return false;
	for (size_t i = known; i < len; i++) {
		unsigned char before = i ? (unsigned char)name[i - 1] : '/';
		if (!byte_ok((unsigned char)name[i], before) ||
		    (name[i] == '/' && ends_in(name, i, ".lock")))
			return false;
	}
	return name[len - 1] != '/' && name[len - 1] != '.' &&
	       !ends_in(name, len, ".lock");
}
