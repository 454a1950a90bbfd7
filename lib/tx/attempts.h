#ifndef TX_ATTEMPTS_H
#define TX_ATTEMPTS_H

/*
 * How far a plan has come: one attempt for each step that does something, and
 * whether it is decided.
 */
#include "tx/step.h"

struct attempts {
	struct repo *repo;
	const struct plan *plan;
	struct attempt *item;
	size_t n;
	struct child refs; /* one git update-ref for all of them */
	bool begun;        /* something was carried out, or may have been */
};

/* Nothing is looked at yet.  They live in the arena of the repository. */
void attempts_init(struct attempts *t, struct repo *r, const struct plan *p);
const struct step_ops *attempt_ops(const struct attempt *a);
/* How many changes a step has: so many states it is in. */
size_t attempt_states(const struct step *s);
/* Is nothing of it left to do? */
bool attempt_is_done(const struct attempt *a);
/*
 * Did this step bring something about?  A push is all or nothing: part of it
 * was somebody else's doing.  Local refs and settings are not, when git itself
 * is killed.  Deletions count only where there is nothing else, for anybody may
 * have cleaned up.
 */
bool attempt_has_effect(const struct attempt *a);
/* The steps that are not done, as a plan in the same arena. */
struct plan attempts_open(struct attempts *t);
/* The one that pushes; NULL: none does. */
struct attempt *attempts_push(struct attempts *t);
/* Has the one that decides an effect?  It is the push; else the first that moves
 * refs or settings, or HEAD if that comes before all else. */
bool attempts_decided(struct attempts *t);

/* Look where all of them stand. */
int attempts_probe(struct attempts *t) MUST_CHECK;
/* A merge set up for a person is no operation yet; notes are ours alone. */
bool attempts_only_set_up(const struct attempts *t);

#endif
