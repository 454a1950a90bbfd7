#ifndef CHANGELOG_MERGE_FRESH_H
#define CHANGELOG_MERGE_FRESH_H

/*
 * The sections that one side alone has, and the base has not: a release took
 * entries into them.  For merge.c.  Pure.
 */
#include "changelog/merge_text.h"
#include "changelog/outline.h"

/* All that they hold is read into `o`. */
void fresh_read(struct outline *o, const struct changelog *const cl[3]);

/* Is entry `p` of `o`, new under Unreleased, told by such a section of the other
 * side, in the same category: a change that was picked for a hotfix?  By a text
 * that is no accident. */
bool fresh_tells(const struct outline *fresh, const struct outline *o,
		 const struct piece *p);

#endif
