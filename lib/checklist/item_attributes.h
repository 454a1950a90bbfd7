#ifndef CHECKLIST_ITEM_ATTRIBUTES_H
#define CHECKLIST_ITEM_ATTRIBUTES_H

/*
 * Who may answer an item, and what an answer needs: "[by triage, wants link,
 * count 2, not-author, accept c >= 1, job of a b, needs x, max-age 7d, paths a/,
 * waive manager]", or the same one by one as keys of [item.<name>].  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "checklist/condition.h"
#include "checklist/words.h"
#include "config/check_lines.h"

#include <stdbool.h>

struct item_attributes {
	struct words by;    /* roles; none: anybody */
	int count;          /* different people that it takes */
	bool not_author;    /* nobody who made the candidate */
	struct words wants; /* "link", "file", or names of values */
	struct condition accept;
	const char *accept_text; /* NULL: none */
	struct words job_of;     /* gates, of one of which it names the job */
	struct words needs;      /* what is answered before */
	long long max_age;       /* seconds; 0: does not age */
	struct words paths; /* only changes to these make it stale; none: all */
	struct words waive; /* roles that may; none: the default */
	bool never_waive;
	const char *origin[N_ITEM_KEYS]; /* where each is set; NULL: it is not */
};

/* One of them, but ITEM_ASK; `origin` lives as long as `out`.  E_CONFIG with what
 * is wrong, not where. */
int item_attribute_read(struct item_attributes *out, struct arena *arena,
			enum item_key key, const char *value,
			const char *origin) MUST_CHECK;
/* All of a list between "[" and "]", without these.  E_CONFIG. */
int item_attributes_read(struct item_attributes *out, struct arena *arena,
			 const char *list, const char *origin) MUST_CHECK;

#endif
