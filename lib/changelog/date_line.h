#ifndef CHANGELOG_DATE_LINE_H
#define CHANGELOG_DATE_LINE_H

/*
 * A line of its own below the heading of a version that says when it was
 * released, or that it is not: "Released 2026-01-31", "Unreleased", as Flask and
 * its like have it.  It is part of the heading.  Pure.
 */
#include "changelog/changelog.h"

/* Is block `b`, the first below the heading of `s`, such a line?  Then the body
 * of `s` begins behind it. */
void date_line_read(const struct changelog *cl, const struct md_block *b,
		    struct section *s);

/* The line of `u`, which is not released, with a date: "Released 2026-01-31".
 * `out` gets what is between heading and body; nothing where there is none. */
void date_line_first(struct strbuf *out, const struct changelog *cl,
		     const struct section *u, const char *date);

#endif
