#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/*
 * UTF-8, one character at a time.
 */
#include "base/strbuf.h"

#include <stddef.h>

/* Bytes of the UTF-8 character at `s` of `n` bytes, and its code point.  0 if
 * it is broken: cut short, too long for its code, a surrogate, n is 0. */
size_t utf8_char(unsigned *code, const char *s, size_t n);

/* How many characters; a broken one counts as one for each byte. */
size_t utf8_count(const char *s, size_t n);

/* How wide they are on a terminal: most of East Asia and emoji have two columns,
 * accents that are set on what stands before have none. */
size_t utf8_columns(const char *s, size_t n);

/* What is not UTF-8 for git is taken for Latin-1 and rewritten, byte by byte,
 * as git does to a commit that names no other encoding. */
void utf8_recode(struct strbuf *text);

#endif
