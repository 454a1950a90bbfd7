#ifndef CHANGELOG_MERGE_H
#define CHANGELOG_MERGE_H

/*
 * Three versions of a changelog become one, where git would see a conflict.
 * Pure.
 */
#include "changelog/merge_text.h"

/* A merge by structure: section by section, inside a section entry by entry.
 * A section that cannot be taken apart is left: of `out`, which are the same
 * else, each then has it as it is in base, ours and theirs, for git to merge.
 * E_CONFLICT where both sides changed the same entry or text, E_POLICY for what
 * is no changelog of sections. */
int changelog_merge(struct strbuf out[3], struct left_sections *left,
		    const struct changelog *base, const struct changelog *ours,
		    const struct changelog *theirs) MUST_CHECK;

#endif
