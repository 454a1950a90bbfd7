#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

/*
 * A growing string.  `buf` is always a NUL-terminated string, also when empty;
 * `len` does not count the NUL, and bytes may be NUL themselves.
 */
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
void strbuf_reset(struct strbuf *sb);           /* length 0, memory kept */
void strbuf_cut(struct strbuf *sb, size_t len); /* to at most that length */
void strbuf_grow(struct strbuf *sb, size_t extra);
void strbuf_add(struct strbuf *sb, const void *data, size_t n);
void strbuf_adds(struct strbuf *sb, const char *s);
void strbuf_addc(struct strbuf *sb, char c);
void strbuf_addf(struct strbuf *sb, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
void strbuf_trim_end(struct strbuf *sb); /* white space at the end */
char *strbuf_detach(struct strbuf *sb);  /* caller frees; sb is empty after */
/* Does it hold just this text?  A file may have a NUL, and more behind it. */
bool strbuf_is(const struct strbuf *sb, const char *text);

bool starts_with(const char *s, const char *prefix);
bool ends_with(const char *s, const char *suffix);

#endif
