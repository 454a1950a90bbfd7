#ifndef CHANGELOG_GROUPS_H
#define CHANGELOG_GROUPS_H

/*
 * Groups of related changes, from the groups file:
 *
 *	## Fair Share Scheduler
 *	Implemented a Fair Share scheduling system.
 *
 *	- #8008 #8030
 *	- src/scheduler/
 *
 * A number puts its change into the group; a path (a folder ending in "/", or a
 * glob) those that touch it, if they are two or more.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

struct group {
	const char *name, *text; /* `text`: what to say about it, or NULL */
	unsigned long *id;
	size_t n_ids;
	const char **path;
	size_t n_paths;
};

struct groups {
	struct group *item;
	size_t n;
	/* Does change `id` touch `path`?  NULL: nobody knows. */
	bool (*touches)(void *data, unsigned long id, const char *path);
	void *data;
};

/* E_CONFIG with "<name>:<line>: ..." for what is neither number nor path. */
int groups_read(struct groups *out, struct arena *arena, const char *text,
		size_t n, const char *name) MUST_CHECK;

#endif
