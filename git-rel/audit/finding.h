#ifndef GIT_REL_AUDIT_FINDING_H
#define GIT_REL_AUDIT_FINDING_H

/*
 * What an audit has found: lines that pass, or say what is wrong and what to
 * type.  `git rel verify` and `git rel doctor` share it.
 */
#include "cli/cmd.h"
#include "rules/fault.h"

enum audit_level { AUDIT_ERROR, AUDIT_WARNING, AUDIT_OK, N_AUDIT_LEVELS };
extern const char *const audit_level_names[N_AUDIT_LEVELS];

struct finding {
	enum audit_level level;
	const char *rule;    /* "tag-place" */
	const char *subject; /* what it is about: "v1.2.0", "main" */
	const char *text;    /* "'v1.2.0' is on 4f5e6d7, which ..." */
	const char *hint;    /* commands, one a line; NULL */
	const char *origin;  /* of the rule or setting that says so; NULL */
	size_t order;        /* private */
};

struct audit {
	struct ctx *c;
	const char *what; /* "Release 1.2.0 of", as a title has it */
	struct finding *v;
	size_t n, alloc;
	size_t count[N_AUDIT_LEVELS];
};

void audit_release(struct audit *a);
static inline void cleanup_audit(struct audit *a)
{
	audit_release(a);
}

/* Strings are kept as they are, but for the text; `hint` may be NULL. */
struct finding *audit_add(struct audit *a, enum audit_level level,
			  const char *rule, const char *subject,
			  const char *hint, const char *fmt, ...) PRINTF(6, 7);
/* What the judge has found. */
void audit_add_faults(struct audit *a, const struct faults *faults);
/* Has a rule been found broken? */
bool audit_is_broken(const struct audit *a, const char *rule);
/* Worst first; else as they came. */
void audit_sort(struct audit *a);
/* "2 errors, 1 warning" */
const char *audit_counted(const struct audit *a);

/* Why one cares, in plain words; NULL: it says so itself. */
const char *audit_why(const char *rule);

#endif
