#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/*
 * UTF-8, one character at a time.  Pure.
 */
#include <stddef.h>

/* Bytes of the UTF-8 character at `s` of `n` bytes, and its code point.  0 if
 * it is broken: cut short, too long for its code, a surrogate, n is 0. */
size_t utf8_char(unsigned *code, const char *s, size_t n);

#endif
