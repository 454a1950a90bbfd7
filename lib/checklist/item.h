#ifndef CHECKLIST_ITEM_H
#define CHECKLIST_ITEM_H

/*
 * What a person is asked, or what is looked at with words of one's own: [items],
 * [items.<type>], [item.<name>].  Pure.
 */
#include "base/arena.h"
#include "checklist/complaints.h"
#include "checklist/fact.h"
#include "checklist/item_attributes.h"
#include "config/config.h"

#include <stdbool.h>

struct item {
	const char *name;
	const char *type;   /* of releases that it is for; NULL: all others */
	const char *origin; /* its first line */
	const char *ask;    /* what is said of it; never empty */
	struct fact fact;   /* its text is NULL: a person answers */
	struct item_attributes is;
};

struct items {
	struct item *v;
	size_t n;
};

/* Each with what can be used of it; what is wrong is told to `all`. */
void items_read(struct items *out, struct arena *arena, const struct config *c,
		struct complaints *all);
/* That for a release of these types (from general to special, NULL-terminated):
 * one for a type takes the place of another as a whole.  NULL: none. */
const struct item *item_find(const struct items *items, const char *name,
			     const char *const *types);

#endif
