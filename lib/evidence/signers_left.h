#ifndef EVIDENCE_SIGNERS_LEFT_H
#define EVIDENCE_SIGNERS_LEFT_H

/*
 * Who is in one file of allowed signers and not in another, by names and keys: how a
 * line is written, its comment and the order of its options say nothing.  Pure.
 */
#include "base/arena.h"

#include <stdbool.h>

/* "ada@example.com, eve@example.com", in the arena: whose key `now` has no more, or with
 * an option that `old` did not have; NULL: nobody's. */
const char *signers_left_find(struct arena *a, const char *old,
			      const char *now);
/* Is there a line of `who` in it, by whatever key? */
bool signers_have(const char *text, const char *who);

#endif
