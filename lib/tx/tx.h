#ifndef TX_TX_H
#define TX_TX_H

/*
 * Carrying out a plan: completely or not at all, resumable from any point.
 *
 *	1 save objects     harmless, repeatable
 *	2 journal          the plan on disk; also says that something is under way
 *	3 lock local refs
 *	4 push, atomically	<- the moment of decision
 *	5 move local refs, bring work trees along, settings, delete branches
 *	6 log, drop the journal
 *
 * Without a push the first local step decides.  A failure before the decision
 * drops the journal: nothing was changed.  After it the journal stays.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

int tx_run(struct repo *r, const struct plan *p) MUST_CHECK;

/* Is an interrupted operation in the way?  Its title, or NULL; the text belongs
 * to the repository. */
int tx_pending(struct repo *r, const char **title) MUST_CHECK;

/* Is it known, without asking a remote, that it is decided and can only be
 * completed?  False where it cannot be told. */
bool tx_seems_final(struct repo *r);

/* Finish what was interrupted, wherever it stopped.  `plan` is what it was, for
 * the caller to release. */
int tx_continue(struct repo *r, struct plan *plan) MUST_CHECK;
/* Forget it if nothing was decided; E_POLICY with the reason if it was, unless
 * it is for a while: then what it has put on the forge is taken away.  `doubt`
 * becomes the remote whose server may still be at a push that had begun; NULL:
 * none had.  What somebody else has brought there meanwhile is then in `told` of the
 * repository: "'v1', 'main'". */
int tx_abort(struct repo *r, struct plan *plan, const char **doubt) MUST_CHECK;
/* Was the push of what was interrupted begun? */
bool tx_push_begun(struct repo *r);
/* Has it put something on a forge that is to go again? */
bool tx_is_for_a_while(struct repo *r);
/* Does it ask a forge, which alone knows how much of it there is? */
bool tx_asks_forge(struct repo *r);
/* Forget it, whatever was done.  `left` becomes lines on what a forge may have of
 * it, or NULL. */
int tx_quit(struct repo *r, const char **left) MUST_CHECK;

#endif
