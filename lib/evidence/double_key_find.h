#ifndef EVIDENCE_DOUBLE_KEY_FIND_H
#define EVIDENCE_DOUBLE_KEY_FIND_H

/*
 * One key under two names, in the text of a file of allowed signers, as ssh-keygen(1)
 * has it.  Pure.
 */
#include "base/arena.h"

/* "ada@example.com and eve@example.com", in the arena; NULL: there are none. */
const char *double_key_find(struct arena *a, const char *text);

#endif
