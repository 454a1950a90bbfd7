#ifndef CHANGELOG_HEADING_H
#define CHANGELOG_HEADING_H

/*
 * The heading of a new section.  Pure.
 */
#include "changelog/changelog.h"

/* Formed as those that are there; `date` is YYYY-MM-DD.  Added to `out`, with
 * the end of the line. */
void changelog_heading(struct strbuf *out, const struct changelog *cl,
		       const struct version *v, const char *date);

#endif
