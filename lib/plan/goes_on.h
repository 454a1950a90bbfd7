#ifndef PLAN_GOES_ON_H
#define PLAN_GOES_ON_H

/*
 * A command whose first stage keeps something here and whose second shares it:
 * noted from before the first until after the second, so that a kill in between
 * is made up for.  The second finds out by itself what is left to share.
 *
 * File "goes-on": one JSON line, {"version":1,"argv":["git-staging","tick",..],
 * "log":<size of the operation log when it began>}.
 */
#include "base/strvec.h"
#include "git/repo.h"

int goes_on_note(struct repo *r, const char *program,
		 const struct strvec *argv) MUST_CHECK;
/* 1: there is such a command, in `argv`; 0: none. */
int goes_on_read(struct repo *r, struct strvec *argv) MUST_CHECK;
/* Was nothing kept yet, for it was cut short before its first stage was through?  Then
 * it is run from its beginning. */
bool goes_on_is_fresh(struct repo *r);
int goes_on_end(struct repo *r) MUST_CHECK;

#endif
