#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

/*
 * A growing string.  `buf` is always a NUL-terminated string, also when empty;
 * `len` does not count the NUL, and bytes may be NUL themselves.
 */
#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct strbuf {
	char *buf;
	size_t len, alloc;
};
extern char strbuf_empty[];
#define STRBUF_INIT { .buf = strbuf_empty }

void strbuf_release(struct strbuf *sb);
void strbuf_reset(struct strbuf *sb); /* length 0, memory kept */
void strbuf_grow(struct strbuf *sb, size_t extra);
void strbuf_add(struct strbuf *sb, const void *data, size_t n);
void strbuf_adds(struct strbuf *sb, const char *s);
void strbuf_addc(struct strbuf *sb, char c);
void strbuf_addf(struct strbuf *sb, const char *fmt, ...) PRINTF(2, 3);
void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
void strbuf_trim_end(struct strbuf *sb); /* white space at the end */
char *strbuf_detach(struct strbuf *sb);  /* caller frees; sb is empty after */

/* Quoted for a POSIX shell, only where needed: what a person may paste. */
void strbuf_add_shell(struct strbuf *sb, const char *arg);
/* Control characters and broken UTF-8 as \xNN, for showing foreign text. */
void strbuf_add_visible(struct strbuf *sb, const char *s, size_t n);

/* Bytes of the UTF-8 character at `s` of `n` bytes, and its code point.  0 if
 * it is broken: cut short, too long for its code, a surrogate, n is 0. */
size_t utf8_char(unsigned *code, const char *s, size_t n);

/* A NULL-terminated list of strings of its own: argument lists. */
struct strvec {
	char **v;
	size_t n, alloc;
};
#define STRVEC_INIT { 0 }
void strvec_push(struct strvec *sv, const char *s);
void strvec_pushf(struct strvec *sv, const char *fmt, ...) PRINTF(2, 3);
void strvec_pushl(struct strvec *sv, ...) __attribute__((sentinel));
void strvec_clear(struct strvec *sv);

bool starts_with(const char *s, const char *prefix);
bool ends_with(const char *s, const char *suffix);

#endif
