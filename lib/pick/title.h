#ifndef PICK_TITLE_H
#define PICK_TITLE_H

/*
 * A title and what bots and forges put around it: "[Backport <target>] <title>
 * (#1) (#2)".  Pure.
 */
#include "pick/cursor.h"

struct title {
	const char *s; /* points into the line; n may be 0 */
	size_t n;
	const char *form; /* what was taken off, to show; NULL: nothing */
	bool edited;      /* "BACKPORT:": the change was edited */
};

/* Find the title in a line, c->at to c->n. */
void title_find(struct title *t, const struct cursor *line);

#endif
