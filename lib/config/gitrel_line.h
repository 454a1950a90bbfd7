#ifndef CONFIG_GITREL_LINE_H
#define CONFIG_GITREL_LINE_H

/*
 * One line of a .gitrel, taken apart.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define POLICY_MAX_LINE 1000

enum policy_kind { POLICY_NOTHING, POLICY_SECTION, POLICY_KEY };
struct policy_line {
	enum policy_kind kind;
	const char *name; /* of the section or key, in the arena */
};

/* `s` is without its line end; `first` of the file.  E_CONFIG with what is
 * wrong, not where. */
int policy_line(struct policy_line *out, struct arena *arena, const char *s,
		size_t n, bool first) MUST_CHECK;

#endif
