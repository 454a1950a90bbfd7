#ifndef GIT_REL_STATUS_PUBLISH_H
#define GIT_REL_STATUS_PUBLISH_H

/*
 * Which commands of [publish] have failed for the last release, as noted here.
 */
#include "git-rel/status.h"

/* Sets s->unpublished. */
int status_publish(struct ctx *c, struct status *s) MUST_CHECK;

#endif
