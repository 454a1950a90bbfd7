#ifndef GIT_REL_CHECK_ANNOTATE_H
#define GIT_REL_CHECK_ANNOTATE_H

/*
 * Faults as GitHub shows them beside a pull request: lines of what its Actions call
 * workflow commands.
 */
#include "rules/fault.h"

/* Does somebody read them here? */
bool annotate_here(void);
/* A line each, for as many as are shown of a step.  The file is the one that a fault
 * is about, else .gitrel, where the rule stands. */
void annotate(const struct faults *f, FILE *out);

#endif
