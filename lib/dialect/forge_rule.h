#ifndef DIALECT_FORGE_RULE_H
#define DIALECT_FORGE_RULE_H

/*
 * What protects branches and tags: names that fit, and what is lacking.
 */
#include "dialect/forge.h"

#include <json-c/json_object.h>

/* A name that fits the glob: "release/0" of "release/" and a star. */
const char *rule_sample(struct forge *f, const char *pattern);
bool rule_is_glob(const char *pattern);
/* Does a glob of the forge's fit a name? */
bool rule_fits(const char *glob, const char *name);

/* Nothing holds; nothing is known. */
struct forge_rule rule_open(const char *pattern, bool tag);
struct forge_rule rule_unseen(const char *pattern, bool tag);

/* One way in which a rule is not as it shall be. */
struct rule_gap {
	const char *what; /* "may be forced" */
	const char *need; /* what there shall be: "no force" */
	int state;        /* 0: so it is; FORGE_UNSEEN, FORGE_NEVER */
};
enum { MAX_RULE_GAPS = 6 };

/* The gaps between what is wanted and what is; texts in the forge's arena. */
size_t rule_gaps(struct forge *f, const struct forge_rule *want,
		 const struct forge_rule *is, struct rule_gap *out);

/* The first item of a list whose member `key` is `value`; NULL: none. */
json_object *rule_item(json_object *list, const char *key, const char *value);

#endif
