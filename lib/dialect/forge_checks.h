#ifndef DIALECT_FORGE_CHECKS_H
#define DIALECT_FORGE_CHECKS_H

/*
 * The checks of a commit, gathered from the listings that a forge has of them.
 */
#include "dialect/forge.h"

#include <json-c/json_object.h>

/* One listing.  `read` reads an item; of two with one name that with the higher
 * `newer` counts. */
struct check_source {
	const char *path;
	const char *list; /* member that holds the items, or NULL */
	int (*read)(struct arena *a, json_object *o, struct forge_check *out,
		    long long *newer);
};

enum { MAX_SOURCES = 2 };

/* Ask each of at most MAX_SOURCES, unless `etag`, as it came in an earlier
 * `out`, tells that none has anything new.  Errors: as dialect/forge.h says. */
int forge_checks_gather(struct forge *f, const struct check_source *source,
			size_t n, const char *etag,
			struct forge_checks *out) MUST_CHECK;

#endif
