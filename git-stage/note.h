#ifndef STAGE_NOTE_H
#define STAGE_NOTE_H

/*
 * Verbs that add one record: kept here first, then shared.
 */
#include "standing/listed.h"

struct note_options {
	const char *of, *link;
	int push;
};
#define NOTE_OPTIONS(o)                                                        \
	OPT_LISTED(0, "of", &(o).of, "version", listed_releases,               \
		   "of this release"),                                         \
		OPT_STRING(0, "link", &(o).link, "url", "where more is told"), \
		OPT_BOOL(0, "push", &(o).push, "share it at once (default)")

/* `fill` makes the record of the arguments, and may say what came of it. */
int note_plan(struct ctx *c, struct plan *p, const struct note_options *o,
	      int (*fill)(struct ctx *c, struct plan *p,
			  const struct staging *s,
			  struct record *rec)) MUST_CHECK;

#endif
