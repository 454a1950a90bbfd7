#ifndef GIT_RESTORE_H
#define GIT_RESTORE_H

/*
 * `git restore` as a part of something greater: the hook post-checkout, which it
 * runs too, has its turn when all is in place; and paths within a folder that a
 * sparse index has as one entry are found, which git 2.55 does not.
 */
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"

/* In the work tree `dir`, with `args` behind "restore" and `in` on its stdin, or
 * NULL.  E_FAIL when git could not. */
int restore_files(struct repo *r, const char *dir, const struct strvec *env,
		  const char *const *args, const struct strbuf *in) MUST_CHECK;

#endif
