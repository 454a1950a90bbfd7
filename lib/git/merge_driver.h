#ifndef GIT_MERGE_DRIVER_H
#define GIT_MERGE_DRIVER_H

/*
 * The merge drivers of the configuration.  They have the stdout of the git that
 * runs them, so what they print stands anywhere in its answer.
 */
#include "base/strvec.h"
#include "git/repo.h"

/* Options behind "git", and what they need in the environment, with which
 * drivers print to stderr.  Nothing is added where there are none. */
void merge_driver_hush(struct repo *r, struct strvec *argv, struct strvec *env);

#endif
