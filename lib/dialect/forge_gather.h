#ifndef DIALECT_FORGE_GATHER_H
#define DIALECT_FORGE_GATHER_H

/*
 * Listings that become arrays, in the arena.
 */
#include "dialect/forge_call.h"

/* Reads one item into `out`, which is zeroed: 1 it is kept, 0 left out. */
typedef int forge_reader(struct forge *f, json_object *item, const void *arg,
			 void *out);

struct forge_array {
	void *item;
	size_t n, size; /* of an item */
};

/* Add all items of a listing, as forge_each() reads it. */
int forge_gather(struct forge *f, const char *path, const char *list,
		 forge_reader *read, const void *arg,
		 struct forge_array *out) MUST_CHECK;

/* Whether an item is within the scope: forge_reader's 1 or 0. */
int forge_in_scope(const struct forge_item *item, const struct forge_scope *by);

/* A listing that has the newest first, the other way round. */
void forge_reverse(struct forge_commit *commit, size_t n);

/* "&key=value", encoded; "" without a value. */
const char *forge_query(struct forge *f, const char *key, const char *value);

#endif
