#ifndef GIT_REL_INIT_NAMES_H
#define GIT_REL_INIT_NAMES_H

/*
 * With a "v" before the version, or without: names and messages go with the
 * branches and tags that there are.
 */
#include "release/release.h"

/* Sets those of `value`, by key, that are NULL and are otherwise spelled than
 * the defaults of model `m`; `tag` is the template of tags. */
int init_names(struct ctx *c, enum model m, const char *remote, const char *tag,
	       const char *value[N_KEYS]) MUST_CHECK;

#endif
