#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

/*
 * The one judge: hooks, servers, `start`, `finish`, `check --rules` and audits
 * ask here, so that they cannot disagree.
 *
 *	struct faults faults = { .arena = &repo.arena };
 *	judge(&repo, &rules, &changes, &faults);
 *	faults_print(&faults, stderr);
 *
 * Only commits that no ref of the judge has are looked at, by one `git log` for
 * all rules; rules about several refs look at all of them as they will be after
 * the change.  Objects may be in a quarantine (GIT_OBJECT_DIRECTORY).
 */
#include "rules/change.h"
#include "rules/fault.h"

/* All faults of these changes.  Negative only where nothing can be said at all:
 * git cannot be run, the repository cannot be read. */
int judge(struct repo *r, const struct rules *rules, const struct changes *c,
	  struct faults *out) MUST_CHECK;

/* The same of a push: nothing is refused for what the remote has got since the last
 * fetch, so where there is an error the remote itself is asked. */
int judge_push(struct repo *r, const struct rules *rules,
	       const struct changes *c, struct faults *out) MUST_CHECK;

/* The same for a commit before it is made: what can be known then.  Reads no
 * object unless a rule needs it. */
int judge_draft(struct repo *r, const struct rules *rules,
		const struct draft *d, struct faults *out) MUST_CHECK;

#endif
