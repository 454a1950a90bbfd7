#ifndef CHANGELOG_MERGE_PARTS_H
#define CHANGELOG_MERGE_PARTS_H

/*
 * The headings inside one section, of three versions of it.  For
 * merge.c.  Pure.
 */
#include "base/error.h"
#include "changelog/outline.h"

/* Each part of `o` gets the heading of the side that changed it, and is to be
 * kept, also empty, where neither side removed it.  E_CONFLICT where both
 * changed one, E_POLICY where a section has two of one name. */
int parts_merge(struct outline *o) MUST_CHECK;

#endif
