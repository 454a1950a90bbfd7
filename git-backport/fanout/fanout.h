#ifndef BACKPORT_FANOUT_H
#define BACKPORT_FANOUT_H

/*
 * What becomes of each commit on each target, in memory: the plan of `git
 * backport` before it is one.
 */
#include "git-backport/source/sources.h"
#include "git-backport/source/targets.h"
#include "pick/apply.h"
#include "pick/message.h"
#include "plan/resolve.h"

enum cell_state {
	CELL_NEW,      /* it applies, or a person has resolved it */
	CELL_ANCESTOR, /* the target has the commit itself */
	CELL_THERE,    /* the target has a pick of it: `found` */
	CELL_EMPTY,    /* what it changes is there */
	CELL_CONFLICT,
	CELL_SKIPPED, /* a person has left it out */
	CELL_NONE,    /* it is for another target alone */
	CELL_BEHIND,  /* another commit or lane before it conflicts */
};

struct cell {
	enum cell_state state;
	git_oid from, parent; /* what is picked: the commit, or one that stands
				 for it, and the parent its change is against */
	const struct lane *near; /* that has `from`; NULL: it is the commit */
	struct pick pick;
	git_oid found;        /* CELL_THERE: the pick */
	const char *evidence; /* and how it says so */
	git_oid reverted;     /* a pick that was taken back by `by`; or zero */
	git_oid by;
	git_oid made;           /* CELL_NEW: the commit */
	const char *message;    /* of it */
	const char *resolution; /* where a person resolved it; or NULL */
};

struct lane { /* one target */
	struct target *target;
	struct cell *cell; /* one per source */
	git_oid tip;       /* what comes of it */
	size_t n_new;
	bool conflicts;
	struct branch branch; /* that gets it */
	bool kept;            /* ... and has it already, just so */
};

struct fanout {
	struct targets *targets;
	struct sources *sources;
	struct pick_style style;
	bool keeps_empty; /* a pick that changes nothing is a commit, too */
	bool cascade;     /* a lane picks what came of it in the one before */
	git_oid common;   /* private: behind all sources; zero: nothing */
	struct resolve resolved; /* by a person, for this very command */
	struct lane *lane;       /* with cascade the nearest first */
	size_t n;
};

/* How the commit that comes of a cell names its origin. */
struct pick_style fanout_style(const struct fanout *f, const struct cell *cell);

/* Fill in the lanes; commits go to the scratch store. */
int fanout_make(struct ctx *c, struct fanout *f) MUST_CHECK;

#endif
