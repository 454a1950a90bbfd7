#ifndef TX_FOR_A_WHILE_H
#define TX_FOR_A_WHILE_H

/*
 * What a plan leaves on a forge when it is given up: labels that were to be there
 * for a while are taken away, all else stays.
 */
#include "tx/attempts.h"

/* Does a step take away what an earlier one has put there? */
bool for_a_while(const struct plan *p);
/* Do only that.  What is told of it is the repository's. */
int for_a_while_end(struct attempts *t) MUST_CHECK;
/* Lines, for a person, of what may be left there; NULL: nothing can.  Lives as
 * long as the repository. */
const char *for_a_while_left(struct repo *r, const struct plan *p);

#endif
