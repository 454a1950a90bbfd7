#ifndef CHANGELOG_MERGEABLE_H
#define CHANGELOG_MERGEABLE_H

/*
 * Can three versions of a changelog be merged by structure?  Pure.
 */
#include "changelog/merge_text.h"

/* E_POLICY where not. */
int changelog_mergeable(const struct changelog *const cl[3]) MUST_CHECK;
/* Has it text between sections?  Two sections of one version, E_POLICY? */
bool changelog_has_strays(const struct changelog *cl);
int changelog_check_twice(const struct changelog *cl) MUST_CHECK;

#endif
