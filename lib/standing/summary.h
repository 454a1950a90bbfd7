#ifndef STANDING_SUMMARY_H
#define STANDING_SUMMARY_H

/*
 * How a release was qualified, in few lines of Markdown: for the text of the
 * forge's release.
 */
#include "standing/standing.h"

void summary_add(struct strbuf *out, const struct staging *s,
		 const struct standings *all);

/* "SPS 41200, min 39010 (sps >= 38000)": what a record has found, and what was
 * asked of it. */
void summary_add_values(struct strbuf *out, const struct record *rec);

#endif
