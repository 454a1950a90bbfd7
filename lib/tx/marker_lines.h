#ifndef TX_MARKER_LINES_H
#define TX_MARKER_LINES_H

/*
 * The lines of a file that could be conflict markers.  Knows no repository.
 */
#include <stdbool.h>
#include <stddef.h>

struct marker_lines {
	int size; /* of a marker */
	struct marker_line {
		char *text; /* without blanks at its end */
		size_t number;
	} * line;
	size_t n, alloc;
};

/* What was merged, and the id, in hex, that git puts into the last marker. */
struct marker_sides {
	const struct marker_lines *ours, *base, *theirs;
	const char *id;
};

/* Of a marker, by the attribute conflict-marker-size. */
int marker_lines_size(const char *value);
/* Add those of a file; the texts are copied. */
void marker_lines_add(struct marker_lines *m, const char *text, size_t len);
void marker_lines_release(struct marker_lines *m);
/* Is line `i` one that git left: there more often than the two sides have it,
 * or with the name of what is merged? */
bool marker_lines_is_left(const struct marker_lines *m, size_t i,
			  const struct marker_sides *sides);

static inline void cleanup_marker_lines(struct marker_lines *m)
{
	marker_lines_release(m);
}

#endif
