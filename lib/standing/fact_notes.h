#ifndef STANDING_FACT_NOTES_H
#define STANDING_FACT_NOTES_H

/*
 * Are the notes of a release there?
 */
#include "staging/staging.h"

/* 1: the candidate has them; 0: it has not, and `why` says what is missing.
 * `how`: "dated": the section has its date; "unreleased": they wait in the section
 * of what is not released; NULL: they are there. */
int fact_notes(struct ctx *c, const struct staging *s, const char *how,
	       const char **why) MUST_CHECK;
/* What brings about what is missing. */
const char *fact_notes_command(const char *why);

#endif
