#ifndef GIT_REFTABLE_STACK_H
#define GIT_REFTABLE_STACK_H

/*
 * The tables of a reftable in a folder, oldest first: what a newer one says of a
 * ref counts.  A table never changes; tables.list names those that there are.
 */
#include "base/error.h"
#include "git/reftable.h"

/* Called for each table. */
struct reftable_reader {
	void (*begin)(void *arg); /* anew: a table was gone meanwhile */
	void (*seen)(void *arg, const struct table_ref *ref);
	void (*end)(void *arg); /* of one table */
	void *arg;
};

/* <folder>/tables.list and the tables.  E_FAIL: one is damaged, or cannot be read,
 * or E_NOTFOUND: not there; of which git lists what it can, and does not say so. */
int reftable_stack_read(const char *folder,
			const struct reftable_reader *r) MUST_CHECK;

#endif
