#ifndef CHANGELOG_MERGE_PREVIOUS_H
#define CHANGELOG_MERGE_PREVIOUS_H

/*
 * The links of new versions after a merge: where one side brings 1.2.1 and the
 * other 1.3.0, which compared with 1.2.0, it compares with 1.2.1 now.  For
 * merge.c.  Pure.
 */
#include "changelog/merge_text.h"

/* Put right in `text`, a result of the three.  Links of versions that the base
 * has stay, those of sections that are `tagged`, and those that compare with
 * another than the one before. */
void previous_merge(struct strbuf *text, const struct changelog *const cl[3]);

#endif
