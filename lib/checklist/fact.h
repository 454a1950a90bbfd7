#ifndef CHECKLIST_FACT_H
#define CHECKLIST_FACT_H

/*
 * What is looked at and not asked: "@branch", "@ci", "@ci:develop",
 * "@findings:high".  One table for gitrel(5), messages and whoever looks.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"

#include <stdbool.h>

enum fact_kind {
	FACT_BRANCH,
	FACT_CI,
	FACT_CHECK,
	FACT_NOTES,
	FACT_VERSION,
	FACT_RC,
	FACT_REQUEST,
	FACT_APPROVED,
	FACT_FINDINGS,
	FACT_MERGED,
	FACT_TAGGED,
	FACT_PUBLISHED,
	FACT_MERGED_BACK,
	FACT_BRANCH_DELETED,
	FACT_ENVIRONMENT,
	N_FACTS
};

struct fact {
	enum fact_kind kind;
	const char *of;   /* "develop", "tag", "high", ...; NULL */
	const char *text; /* "@ci:develop" */
};

struct fact_row {
	const char *name;
	const char
		*form; /* of what is behind the colon, for people; NULL: nothing
			      may be */
	bool needs;    /* a colon */
	const char *title; /* for people, where nobody has said it better */
};
extern const struct fact_row fact_table[N_FACTS];

/* `text` begins with "@"; strings in the arena.  E_CONFIG with what is wrong. */
int fact_read(struct fact *out, struct arena *arena,
	      const char *text) MUST_CHECK;

/* Does `git rel finish` bring it about, or what comes after it? */
bool fact_is_of_finish(const struct fact *fact, const struct config *c);

#endif
