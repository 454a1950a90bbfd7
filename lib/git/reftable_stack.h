#ifndef GIT_REFTABLE_STACK_H
#define GIT_REFTABLE_STACK_H

/*
 * The tables of a reftable in a folder, oldest first: what a newer one says of a
 * ref counts.  A table never changes; tables.list names those that there are.
 */
#include "git/reftable.h"

/* Called for each table. */
struct reftable_reader {
	void (*begin)(void *arg); /* anew: a table was gone meanwhile */
	void (*seen)(void *arg, const struct table_ref *ref);
	void (*end)(void *arg); /* of one table */
	void *arg;
};

/* <folder>/tables.list and the tables.  False: there is something in it that
 * only git can read, or tell what is wrong with it. */
bool reftable_stack_read(const char *folder, const struct reftable_reader *r);

#endif
