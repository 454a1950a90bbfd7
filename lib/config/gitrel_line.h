#ifndef CONFIG_GITREL_LINE_H
#define CONFIG_GITREL_LINE_H

/*
 * One line of a .gitrel, taken apart.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define GITREL_MAX_LINE 1000

enum gitrel_kind { GITREL_NOTHING, GITREL_SECTION, GITREL_KEY };
struct gitrel_line {
	enum gitrel_kind kind;
	const char *name; /* of the section or key, in the arena */
};

/* `s` is without its line end; `first` of the file.  E_CONFIG with what is
 * wrong, not where. */
int gitrel_line(struct gitrel_line *out, struct arena *arena, const char *s,
		size_t n, bool first) MUST_CHECK;

#endif
