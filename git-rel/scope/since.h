#ifndef GIT_REL_SCOPE_SINCE_H
#define GIT_REL_SCOPE_SINCE_H

/*
 * From where to where: the release before, and what is released.
 */
#include "git-rel/scope/scope.h"

/* Fill in `tip` and `base` of a release, whose tag may be there; E_NOTFOUND. */
int scope_of_release(struct scope *s, struct release *rel) MUST_CHECK;
/* The same of what comes next: of develop, or main. */
int scope_of_next(struct scope *s) MUST_CHECK;
/* `base` from what a person typed: a version, else a day or a time, which go to
 * `by.since`.  E_USAGE; E_NOTFOUND. */
int scope_since(struct scope *s, const char *typed) MUST_CHECK;
#endif
