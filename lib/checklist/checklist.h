#ifndef CHECKLIST_CHECKLIST_H
#define CHECKLIST_CHECKLIST_H

/*
 * Lists as they are written: [checklist], [checklist.<type>], and the titles of
 * [phases].  What the names mean for a release: release_list.h.  Pure.
 */
#include "base/arena.h"
#include "checklist/complaints.h"
#include "checklist/fact.h"
#include "config/config.h"

#include <stdbool.h>
#include <stddef.h>

enum { ENTRY_DEPTH_MAX = 4, ENTRIES_MAX = 500 /* of a list */ };

/* "name", "name?", "name ( parts )", "@fact", in this order: what stands in
 * brackets follows, one deeper. */
struct entry {
	const char *name; /* NULL: a fact */
	struct fact fact;
	bool optional;
	int depth; /* 0: no part of another */
};

struct entries {
	struct entry *v;
	size_t n;
};

struct phase {
	const char *key, *origin;
	const char *title; /* "Pre-Release" */
	struct entries entries;
};

struct checklist {
	const char *type;    /* NULL: any */
	const char *section; /* "checklist.major" */
	struct phase *phase; /* in the order of the file */
	size_t n;
};

struct checklists {
	struct checklist *v;
	size_t n;
	bool broken; /* there is more in them than could be read */
};

/* The value of a phase.  E_CONFIG with what is wrong, not where. */
int entries_read(struct entries *out, struct arena *arena,
		 const char *text) MUST_CHECK;

/* What is wrong is told to `all`. */
void checklists_read(struct checklists *out, struct arena *arena,
		     const struct config *c, struct complaints *all);
/* That of a release of these types (from general to special, NULL-terminated):
 * the most special one, as it is.  NULL: it has none. */
const struct checklist *checklist_find(const struct checklists *lists,
				       const char *const *types);

#endif
