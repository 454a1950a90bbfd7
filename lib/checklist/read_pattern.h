#ifndef CHECKLIST_READ_PATTERN_H
#define CHECKLIST_READ_PATTERN_H

/*
 * What to look for in the output of a gate: "TOTAL * {coverage}%".  The whole
 * line is meant: "*" is any text or none, "{name}" one or more bytes without a
 * blank, "{{" and "}}" are braces, all else is itself.  Between two of "*" and
 * "{name}" there must be text.  Takes time in proportion to the line.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { READ_NAMES_MAX = 8 };

struct read_piece {
	const char *name; /* NULL: a "*" */
	const char *text; /* that follows, may be empty for the last piece */
	size_t n;
};

struct read_pattern {
	const char *before; /* the first piece */
	size_t n_before;
	struct read_piece *piece;
	size_t n;
	const char *name[READ_NAMES_MAX];
	size_t n_names;
};

/* Part of a line. */
struct read_value {
	const char *s;
	size_t n;
};

/* In the arena.  E_CONFIG with what is wrong, not where. */
int read_pattern_read(struct read_pattern *out, struct arena *arena,
		      const char *text) MUST_CHECK;
bool read_pattern_has(const struct read_pattern *p, const char *name);

/* Does the line fit, in which each blank is one space, with none at its ends?
 * Then the values are in `out`, in the order of names; each as short as may be,
 * from the left before the last "*", from the right behind it. */
bool read_pattern_fits(const struct read_pattern *p, const char *line, size_t n,
		       struct read_value out[READ_NAMES_MAX]);

#endif
