#ifndef BACKPORT_SUMMARY_H
#define BACKPORT_SUMMARY_H

/*
 * The one comment on the pull request that is backported: which targets conflict,
 * and what a person types; edited where it is there already.
 */
#include "git-backport/pick/opening.h"

/* One is only made anew if it `makes` one, and where something conflicts. */
int summary_add(struct opening *o, const struct fanout *f,
		bool makes) MUST_CHECK;

#endif
