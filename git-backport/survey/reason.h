#ifndef BACKPORT_REASON_H
#define BACKPORT_REASON_H

/*
 * Whether a commit can be picked onto a target, and why not.
 */
#include "git-backport/survey/survey.h"
#include "pick/apply.h"
#include "pick/chain.h"

enum reason_state { REASON_THERE, REASON_CLEAN, REASON_EMPTY, REASON_CONFLICT };

struct reason {
	unsigned mainline; /* in: of a merge, the parent that counts; or 0 */

	struct survey survey;
	size_t tip; /* the target, by its number there */
	const char *target;
	git_oid commit;
	size_t node; /* of the commit, in the graph */
	enum reason_state state;
	struct present there; /* REASON_THERE */
	struct pick pick;

	/* REASON_CONFLICT: per path; and each cause that is one's own, put on the
	 * target alone */
	struct cause **cause;
	size_t n;
	struct pick *alone;
	size_t n_alone;
	struct chain chain;
	struct strvec command; /* that picks the chain; n == 0: there is none */
};

/* Both as typed.  To be released, also on failure. */
int reason_find(struct ctx *c, struct reason *why, char *target,
		const char *commit) MUST_CHECK;
/* How that commit, alone, goes onto the target. */
enum pick_result reason_alone(const struct reason *why, const git_oid *id);
void reason_release(struct reason *why);
static inline void cleanup_reason(struct reason *why)
{
	reason_release(why);
}

#endif
