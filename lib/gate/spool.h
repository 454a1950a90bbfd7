#ifndef GATE_SPOOL_H
#define GATE_SPOOL_H

/*
 * Results of gates that are running: kept as each ends, made one record when all
 * have, or at the next command where that was killed.
 *
 * File "spool-<release>" in the state folder: lines as of record.h.
 */
#include "staging/staging.h"

int spool_add(struct ctx *c, const struct staging *s,
	      const struct record *rec) MUST_CHECK;
/* Those that wait, about the candidate or another commit; in the arena. */
int spool_read(struct ctx *c, const struct staging *s, struct record **rec,
	       size_t *n) MUST_CHECK;
/* They are in the evidence now, or will be: the note that a plan removes the file
 * by. */
void spool_drop(struct plan *p, const struct staging *s);

#endif
