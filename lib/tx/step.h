#ifndef TX_STEP_H
#define TX_STEP_H

/*
 * How one kind of step meets the world.  There is no undo: before the decision
 * nothing has happened, after it the only way is forward.
 */
#include "base/child.h"
#include "git/repo.h"
#include "plan/plan.h"

/* Where a change stands. */
enum state {
	TODO, /* at `from` */
	DONE, /* at `to`, or further along the same way */
	LOST, /* somewhere else: somebody moved it */
};

struct attempt {
	struct repo *repo;
	const struct plan *plan;
	const struct step *step;
	enum state *state;  /* per change; of the step as a whole in [0] */
	struct child *refs; /* one git update-ref for all steps of a plan */
	bool prepared;      /* our locks are held */
	bool begun;         /* checkout: HEAD is where it goes; forge: a
			       part of it is there */
	const char *passed; /* push: lines, rules of the remote that it went
			       against; NULL */
	bool unsent;        /* push: it ended before anything was sent */
	const char *found;  /* forge: a line about what probe() has found */
};

struct step_ops {
	/* Look: fill in `state`.  Needed only after a crash or a failure. */
	int (*probe)(struct attempt *a);
	/* Lock and check what is TODO; optional. */
	int (*prepare)(struct attempt *a);
	/* Carry out what is TODO: all of it or none, or repeatable. */
	int (*apply)(struct attempt *a);
	/* It came before the decision, and that did not come; optional. */
	void (*forget)(struct attempt *a);
};

/* Where a ref change stands when the ref is at `at` (readable here). */
int step_look_ref(struct attempt *a, const struct change *c, const git_oid *at,
		  enum state *out);
/* A tracking ref is a hint: it decides nothing, and nothing fails for it. */
bool step_is_hint(const struct change *c);

extern const struct step_ops step_push, step_refs, step_checkout, step_config,
	step_resolve, step_resolved, step_note, step_hook, step_file,
	step_forge;

#endif
