#ifndef STANDING_FINDINGS_H
#define STANDING_FINDINGS_H

/*
 * What reviews have found, and whether it is mended.
 */
#include "evidence/evidence.h"

/* Does this record begin a finding? */
bool finding_is(const struct record *rec);
/* The record that says that one of `e` is fixed; NULL: it is open.  Two that were
 * added without knowing of each other may have one number: it is the text, too, that
 * tells which one is meant. */
const struct record *finding_fix(const struct evidence *e,
				 const struct record *finding);

/* The first that is open and at least as severe ("low", "medium", "high"), and how many are; NULL: none. */
const struct record *findings_open(struct arena *a, const struct evidence *e,
				   const char *least, size_t *n);

/* The same of all: where record `i` is a finding, at `i`; in the arena. */
const struct record **findings_fixes(struct arena *a, const struct evidence *e);

#endif
