#ifndef RELEASE_CI_PACE_H
#define RELEASE_CI_PACE_H

/*
 * How long CI is waited for, by forge.ci-poll, ci-start and ci-timeout.
 */
#include "cli/cmd.h"
#include "forge/pace.h"

/* `timeout`: seconds in place of the setting, or NULL.  E_CONFIG, E_USAGE. */
int ci_pace(struct ctx *c, const char *timeout, struct pace *out) MUST_CHECK;

#endif
