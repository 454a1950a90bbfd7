#ifndef GIT_BYPASS_TOLD_H
#define GIT_BYPASS_TOLD_H

/*
 * A forge that lets a push pass although its own rules are against it says so in
 * its answer, between what people do not read:
 *
 *	remote: Bypassed rule violations for refs/heads/main:
 *	remote:
 *	remote: - Changes must be made through a pull request.
 */
#include "base/strvec.h"

/* Add "main: Changes must be made through a pull request." to `out` for each ref,
 * from what git push has written.  The words are the forge's, made fit for a terminal. */
void bypass_told(struct strvec *out, const char *text);

#endif
