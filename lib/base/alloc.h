#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

/*
 * Memory, or death: these never return NULL.  Out of memory ends the program
 * with status 128; the journal covers dying at any point.
 */
#include <stddef.h>

void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n, size_t size); /* room for n * size */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void out_of_memory(void) __attribute__((noreturn));

/* Make room in `array` of `n` used and `alloc` allocated items for one more. */
#define GROW(array, n, alloc)                                                  \
	do {                                                                   \
		if ((n) >= (alloc)) {                                          \
			(alloc) = (alloc) ? 2 * (alloc) : 8;                   \
			(array) = xrealloc(array, alloc, sizeof(*(array)));    \
		}                                                              \
	} while (0)

#endif
