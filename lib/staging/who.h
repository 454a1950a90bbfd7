#ifndef STAGING_WHO_H
#define STAGING_WHO_H

/*
 * Who may answer what.  A good signature says who somebody is; without one it is
 * what the record says, and where evidence-sign is "required" that does not count.
 */
#include "evidence/signatures.h"
#include "staging/policy.h"

/* The signatures of all records, judged by the signers that the release has
 * (evidence/signers.h).  Records that count for nobody are marked: findings, facts and the
 * release ask for no role, but for somebody known. */
int who_look(struct ctx *c, const struct staging *s, const struct policy *p,
	     struct signed_by **out) MUST_CHECK;

/* Is the record of this commit, which we have just made, signed by who git says we
 * are?  E_POLICY: it would not count, and be a fault for ever.  Where a signature is
 * `required` and this clone cannot judge it, a warning. */
int who_check_own(struct ctx *c, const struct staging *s, const git_oid *id,
		  const struct signers_rules *rules) MUST_CHECK;
/* Whose keys main has taken out of its file since the release took that; NULL:
 * nobody's.  `gone`: main has no such file any more. */
int who_has_left(struct ctx *c, const struct staging *s, const struct policy *p,
		 const char **out, bool *gone) MUST_CHECK;

/* Who has made a record; NULL: nobody can tell. */
const char *who_has(const struct record *rec, const struct signed_by *by);
/* Whom records from here name; NULL: git does not know. */
const char *who_am_i(struct ctx *c);
bool who_is_same(const char *a, const char *b); /* NULL is nobody's */
/* Is it a pattern of the signers' file, under which anybody may sign? */
bool who_is_anybody(const char *who);

/* What is wrong with a signature; NULL: it is good, or there is none. */
const char *who_bad_signature(const struct signed_by *by);
/* The same where one is required, of one that git finds none of ('N'). */
const char *who_no_signature(const struct signed_by *by);
/* Why this record does not answer that task; NULL: it does.  In the arena. */
const char *who_may_not(struct ctx *c, const struct policy *p,
			const struct staging *s, const struct task *task,
			const struct record *rec, const struct signed_by *by);
/* Why `who` may not give that result to the task; NULL: it may. */
const char *who_may_not_give(struct ctx *c, const struct policy *p,
			     const struct staging *s, const struct task *task,
			     enum record_result result, const char *who);

#endif
