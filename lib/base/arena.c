#include "base/arena.h"

#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4000 }; /* with malloc's own bytes just below a page */

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t data[];
};

static struct arena_block *new_block(size_t size)
{
	struct arena_block *b = xcalloc(1, sizeof(*b) + size);

	b->size = size;
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct arena_block *b = a->head;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + align - 1) / align * align;
	if (size > BLOCK / 4 && b) {
		/* a block of its own, behind the one that still has room */
		struct arena_block *own = new_block(size);
		own->used = size;
		own->next = b->next;
		b->next = own;
		return own->data;
	}
	if (!b || b->size - b->used < size) {
		b = new_block(size > BLOCK ? size : BLOCK);
		b->next = a->head;
		a->head = b;
	}
	void *p = (char *)b->data + b->used;
	b->used += size;
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	n = strnlen(s, n);
	return memcpy(arena_alloc(a, n + 1), s, n);
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char *s;

	if (vasprintf(&s, fmt, ap) < 0)
		out_of_memory();
	char *copy = arena_strdup(a, s);
	free(s);
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void arena_release(struct arena *a)
{
	while (a->head) {
		struct arena_block *b = a->head;
		a->head = b->next;
		free(b);
	}
}

/* The room doubles at each power of two, so the room there is follows from
 * `n` and needs no place to be kept in. */
void *arena_grow(struct arena *a, void *array, size_t n, size_t size)
{
	const size_t first = 4;
	size_t bytes;

	if (n == 0 || (n >= first && (n & (n - 1)) == 0)) {
		if (__builtin_mul_overflow(n ? 2 * n : first, size, &bytes))
			out_of_memory();
		void *larger = arena_alloc(a, bytes);
		if (n)
			memcpy(larger, array, n * size);
		array = larger;
	}
	memset((char *)array + n * size, 0, size);
	return array;
}
