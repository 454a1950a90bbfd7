#ifndef EVIDENCE_DOUBLE_KEY_H
#define EVIDENCE_DOUBLE_KEY_H

/*
 * One key under two names in a file of signers: git tells the first name, whoever
 * has signed, so that roles cannot tell those two people apart.
 */
#include "git/repo.h"

/* "ada@example.com and eve@example.com", in the repository's arena; NULL: there are
 * none.  `signers`: the id of a blob; NULL: git's own file, which may not be there. */
int double_key_look(struct repo *r, const char *signers,
		    const char **out) MUST_CHECK;

#endif
