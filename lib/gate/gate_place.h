#ifndef GATE_GATE_PLACE_H
#define GATE_GATE_PLACE_H

/*
 * Where gates run: a gate judges the candidate, so its files are what it must see,
 * and what it must leave.
 */
#include "staging/staging.h"

struct gate_place {
	git_oid head;
	const char *changed; /* a tracked file that is not as in HEAD; NULL */
};

int gate_place_look(struct ctx *c, struct gate_place *out) MUST_CHECK;
/* Are these the files of the candidate, but for `changed`? */
bool gate_place_is(struct ctx *c, const struct gate_place *place,
		   const struct staging *s);
/* E_POLICY, with what to do about it, unless all is as in the candidate. */
int gate_place_check(struct ctx *c, const struct staging *s) MUST_CHECK;

#endif
