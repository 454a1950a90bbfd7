#ifndef GIT_REFTABLE_NAME_H
#define GIT_REFTABLE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* May a ref be called so?  As check_refname_format() in git's refs.c has it, where
 * one level is enough.  Of the first `known` bytes it is known that a name may
 * begin with them. */
bool reftable_name_ok(const char *name, size_t len, size_t known);

#endif
