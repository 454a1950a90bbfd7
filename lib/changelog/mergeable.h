#ifndef CHANGELOG_MERGEABLE_H
#define CHANGELOG_MERGEABLE_H

/*
 * Can three versions of a changelog be merged by structure?  Pure.
 */
#include "changelog/merge_text.h"

/* Text between sections, below "## Older releases" or a category of the wrong
 * level, goes with the section it stands behind. */
void changelog_join_strays(struct changelog *cl);
/* E_POLICY where they cannot be. */
int changelog_mergeable(const struct changelog *const cl[3]) MUST_CHECK;
/* Why a section that both sides changed cannot be taken apart, and the line;
 * NULL: it can. */
const char *section_unfit(struct arena *arena,
			  const struct changelog *const cl[3],
			  const struct section *const s[3], int *line);

#endif
