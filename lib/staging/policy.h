#ifndef STAGING_POLICY_H
#define STAGING_POLICY_H

/*
 * What a release has to go through: the checklist that the project has for its
 * kind, from .gitrel of main (where that has none, of the work tree), so that a
 * branch cannot relax its own.
 */
#include "checklist/release_list.h"
#include "evidence/signers.h"
#include "rules/rules.h"
#include "staging/staging.h"

struct policy {
	struct rules rules; /* holds the settings */
	const struct config *config;
	const char *name; /* "origin/main:.gitrel", for messages */
	struct staging_policy staging;
	struct release_list list;
};

/* E_CONFIG for a policy that cannot be.  The caller releases it in any case. */
int policy_look(struct ctx *c, const struct staging *s,
		struct policy *out) MUST_CHECK;
void policy_release(struct policy *p);
/* What records are signed by.  Where none is required those are signed whose git
 * signs all commits.  In the repository's arena. */
int policy_signs(struct ctx *c, const struct staging *s,
		 struct signers_rules *out) MUST_CHECK;
/* The same of a policy that was read. */
struct signers_rules policy_signers(struct ctx *c, const struct policy *p);
static inline void cleanup_policy(struct policy *p)
{
	policy_release(p);
}

/* The task of this name, or E_NOTFOUND with the nearest; `item` only: one that a
 * person answers, else E_USAGE. */
int policy_task(const struct policy *p, const char *name,
		const struct task **out) MUST_CHECK;

#endif
