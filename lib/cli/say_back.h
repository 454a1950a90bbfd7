#ifndef CLI_SAY_BACK_H
#define CLI_SAY_BACK_H

/*
 * What became of a merge or a pick that a person had begun to resolve.
 */
#include "base/strvec.h"
#include "plan/resolve.h"

/* What was made of it, by its short names, is kept for a while. */
void say_back_kept(const struct resolve *v, const struct strvec *made);
/* It is given up: where HEAD is now, which stays where a person has gone. */
void say_back(struct repo *r, const struct resolve *v);

#endif
