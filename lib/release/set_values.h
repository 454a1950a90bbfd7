#ifndef RELEASE_SET_VALUES_H
#define RELEASE_SET_VALUES_H

/*
 * What a release takes besides its version: --set name=value, and the names
 * that a project declares for it.
 */
#include "base/strvec.h"
#include "cli/cmd.h"

/* Where names are declared each value must be for one of them.  E_USAGE. */
int set_values_check(struct ctx *c, const struct strvec *set) MUST_CHECK;
/* The names that are declared. */
void set_values_list(struct ctx *c, struct strvec *names);
/* The last value given for a name; NULL: none. */
const char *set_values_get(const struct strvec *set, const char *name);

#endif
