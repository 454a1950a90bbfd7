#ifndef CHANGELOG_FOLD_GROUP_H
#define CHANGELOG_FOLD_GROUP_H

/*
 * Entries into their groups.  For fold.c.  Pure.
 */
#include "changelog/fold.h"

/* Those that f->groups names go into them, the rest of their categories into
 * "#### Other ...". */
void fold_group(struct fold *f);

#endif
