#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

/*
 * Scope-bound ownership instead of goto:
 *
 *	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;	released at the end
 *	CLEANUP(text) char *name = xstrdup(x);		freed
 *	*out = MOVE(name);				not freed: moved out
 */
#include <stdlib.h>

#define CLEANUP(type) __attribute__((cleanup(cleanup_##type)))

#define MOVE(p)                                                                \
	__extension__({                                                        \
		__typeof__(p) moved_ = (p);                                    \
		(p) = 0;                                                       \
		moved_;                                                        \
	})

/* CLEANUP(name) for a variable of `type`, released by `release(&variable)`. */
#define DEFINE_CLEANUP(name, type, release)                                    \
	static inline void cleanup_##name(type *p)                             \
	{                                                                      \
		release(p);                                                    \
	}

/* The same for a pointer, released by `release(pointer)` unless it is NULL. */
#define DEFINE_CLEANUP_PTR(name, type, release)                                \
	static inline void cleanup_##name(type **p)                            \
	{                                                                      \
		if (*p)                                                        \
			release(*p);                                           \
	}

DEFINE_CLEANUP_PTR(text, char, free)

#include "base/alloc.h"
#include "base/arena.h"
#include "base/strbuf.h"
#include "base/strvec.h"
DEFINE_CLEANUP(strbuf, struct strbuf, strbuf_release)
DEFINE_CLEANUP(strvec, struct strvec, strvec_clear)
DEFINE_CLEANUP(arena, struct arena, arena_release)

#endif
