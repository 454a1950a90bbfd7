#ifndef GIT_REL_AUDIT_GUESS_H
#define GIT_REL_AUDIT_GUESS_H

/*
 * How releases are named where nobody has said it, so that a repository can be
 * looked at before anything is configured.
 */
#include "cli/cmd.h"

/* Sets tag, scheme, main and develop by what there is, where neither .gitrel nor
 * git config says something; for this process only. */
int audit_guess(struct ctx *c) MUST_CHECK;

#endif
