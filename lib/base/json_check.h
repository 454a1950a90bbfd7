#ifndef BASE_JSON_CHECK_H
#define BASE_JSON_CHECK_H

/*
 * Is this JSON, to the letter of RFC 8259?  Looked at before json-c sees it,
 * whose strictness differs from one release to the next: none refuses single
 * quotes, NaN, comments or -01, and 0.18 with JSON_TOKENER_STRICT refuses each
 * string that has a letter beyond ASCII.  Pure.
 */
#include "base/error.h"

#include <stddef.h>

enum { JSON_MAX_LEVELS = 32 };

/* One value of `n` bytes with blanks around it, in valid UTF-8; `*members` is
 * the number of members in all of its objects, a key that comes again counted
 * again.  E_FAIL with what is wrong. */
int json_check(const char *text, size_t n, long *members) MUST_CHECK;

#endif
