#ifndef CHANGELOG_MERGE_H
#define CHANGELOG_MERGE_H

/*
 * Three versions of a changelog become one, where git would see a conflict.
 * Pure.
 */
#include "changelog/changelog.h"

/* A merge by structure: section by section, inside a section entry by entry.
 * E_CONFLICT where both sides changed the same entry or text, E_POLICY for what
 * is no changelog of sections. */
int changelog_merge(struct strbuf *out, const struct changelog *base,
		    const struct changelog *ours,
		    const struct changelog *theirs) MUST_CHECK;

#endif
