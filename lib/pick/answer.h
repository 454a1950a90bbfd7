#ifndef PICK_ANSWER_H
#define PICK_ANSWER_H

/*
 * What git merge-tree --stdin answers.
 */
#include "pick/apply.h"

/* To several merges, one after the other: fields that NUL ends. */
struct answer {
	const char *at, *end;
};

/* The next one, into what pick_apply() gives out; false: it is none. */
bool answer_read(struct repo *r, struct pick *p, struct answer *a) MUST_CHECK;
/* Paths as people know them, each once: where git has put a file aside, its name
 * ends with the id of what was picked, or of what stood in for the target. */
void answer_plain_names(struct repo *r, struct pick *p,
			const git_oid *stand_in);

#endif
