#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * Memory that is freed all at once: the strings of a plan, of a configuration.
 * What is handed out is zeroed, aligned for any type, and lives as long as the
 * arena.  Never fails (see alloc.h).
 */
#include <stdarg.h>
#include <stddef.h>

struct arena {
	struct arena_block *head;
};
#define ARENA_INIT { 0 }

void *arena_alloc(struct arena *a, size_t size);
char *arena_strdup(struct arena *a, const char *s); /* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
void arena_release(struct arena *a);

/* Add one zeroed item to an array kept in the arena.  Old copies stay until
 * release: for arrays that are built once. */
void *arena_grow(struct arena *a, void *array, size_t n, size_t size);

#endif
