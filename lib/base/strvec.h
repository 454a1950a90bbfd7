#ifndef BASE_STRVEC_H
#define BASE_STRVEC_H

/*
 * A NULL-terminated list of strings of its own: argument lists.  What is pushed
 * is copied.
 */
#include <stddef.h>

struct strvec {
	char **v;
	size_t n, alloc;
};
#define STRVEC_INIT { 0 }
void strvec_push(struct strvec *sv, const char *s);
void strvec_pushf(struct strvec *sv, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void strvec_pushl(struct strvec *sv, ...) __attribute__((sentinel));
void strvec_clear(struct strvec *sv);

#endif
