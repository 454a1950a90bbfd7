#ifndef RULES_RULE_H
#define RULES_RULE_H

/*
 * The one table of rules: what .gitrel(5), completion, hooks, audits and the
 * judge say and do about a rule follows it.
 */
#include "base/error.h"
#include "config/rule_lines.h"

#include <stdbool.h>
#include <stddef.h>

enum rule_type {
	RULE_GLOBS,    /* globs, between blanks */
	RULE_NAMES,    /* globs and templates with {version} or {series} */
	RULE_CHOICE,   /* one of `choices` */
	RULE_AGE,      /* one of `choices`, or days: 7d */
	RULE_TAGS,     /* yes: tags that name a version; or globs */
	RULE_WORDS,    /* names of trailers */
	RULE_SUBJECTS, /* globs separated by '|' */
	RULE_SIZE,     /* bytes: 500k, 5M, 1G */
	RULE_FREEZE,   /* 2026-12-20..2027-01-03, after-rc */
	RULE_COMMIT,   /* a tag or commit */
};

/* What a rule can be judged by, apart from a push. */
enum {
	RULE_BY_COMMIT =
		1, /* one that is not made yet: branch, message, parents */
	RULE_BY_RANGE = 2,  /* commits that are on no ref yet */
	RULE_BY_STATE = 4,  /* the repository as it is: audits */
	RULE_AT_CLIENT = 8, /* only where the work is done */
	RULE_OF_ALL = 16,   /* not by one ref of a push without the others */
};

struct rule {
	enum rule_type type;
	const char *choices; /* separated by blanks; NULL */
	unsigned by;
	const char *form;   /* of the value, for people: "<glob>..." */
	const char *help;   /* one plain sentence, lower case, no full stop */
	const char *repair; /* what one types, in general: for lists of rules */
};

extern const struct rule rule_table[N_RULES];

/* May a rule have this value?  "" is off.  E_CONFIG, with a message that starts
 * after the place and the name: "'maybe' is none of merge tip main". */
int rule_check(enum rule_id id, const char *value) MUST_CHECK;

#endif
