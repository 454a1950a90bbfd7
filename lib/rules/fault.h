#ifndef RULES_FAULT_H
#define RULES_FAULT_H

/*
 * What is wrong with a change: all of it, sorted by rule, ref and commit.
 */
#include "base/strbuf.h"
#include "rules/rules.h"

#include <stdio.h>

enum fault_state {
	FAULT_ERROR,
	FAULT_WARNING,
	FAULT_UNKNOWN,  /* cannot judge: a warning here, an error on a server */
	FAULT_BYPASSED, /* asked for and granted: for the log */
};

struct fault {
	enum rule_id id; /* N_RULES: the policy itself */
	enum fault_state state;
	const char *ref;    /* full name */
	git_oid commit;     /* zero: of no commit */
	const char *text;   /* "'v1.2.0' is on 4f5e6d7, which ..." */
	const char *hint;   /* commands, may be several lines; NULL */
	const char *origin; /* of the rule */
	const char *path;   /* of a file that it is about; NULL: of none */
};

struct faults {
	struct arena *arena; /* set by the caller */
	struct fault *v;
	size_t n, alloc; /* `v` is freed by faults_release() */
	enum side side;
	const char *policy; /* "origin/main:.gitrel"; NULL */
};

void faults_release(struct faults *f);
static inline void cleanup_faults(struct faults *f)
{
	faults_release(f);
}

/* "tag-place"; "policy" for the policy itself. */
const char *fault_rule(const struct fault *f);

/* "error", "warning" or "bypassed": what it counts as on that side. */
const char *fault_level(const struct fault *f, enum side side);

/* How many count as errors, as warnings. */
size_t faults_count(const struct faults *f, const char *level);

/* "error: <rule>: <text>" and "hint: ..." each, and the last line with the
 * count and where the rules are from.  Nothing where there is no fault; of many
 * against one rule the rest is counted. */
void faults_print(const struct faults *f, FILE *out);
/* A line each: version, rule, level, subject, ref, commit, message, hint,
 * origin. */
void faults_print_json(const struct faults *f, FILE *out);

#endif
