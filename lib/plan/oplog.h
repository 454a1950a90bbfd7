#ifndef PLAN_OPLOG_H
#define PLAN_OPLOG_H

/*
 * What the suite did in this repository: the operation log, newest last.  Its
 * format is told in tx/journal.h, where it is written.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

struct operation {
	const char *id, *title, *verb;
	const char *undoes;   /* id, or NULL */
	const char *part_of;  /* id of the first plan of its command, or NULL */
	bool undone;          /* a later one took it back */
	const char *told;     /* what came of it, lines; or NULL */
	long long time;       /* seconds since 1970 */
	const char *lines;    /* the plan, as plan_read() takes it */
	const char *bypassed; /* lines, rules of the remote that its push, or
				 one of the same command, went against; NULL */
};

struct oplog {
	struct operation *item;
	size_t n;
};

/* Lines that cannot be read (cut by a crash) are left out. */
int oplog_read(struct repo *r, struct oplog *out) MUST_CHECK;

/* Is it the first, or only, plan of its command? */
bool operation_is_first(const struct operation *op);
/* All that the command of `op` did, as one plan, to be read by plan_read(). */
const char *oplog_whole(struct repo *r, const struct oplog *log,
			const struct operation *op);

/* The operation log, <state>/log: JSON lines {"version":1,"id":..,"time":..,
 * "plan":..,"verb":..,"undoes":..,"part_of":..,"told":..,"bypassed":[..],
 * "lines":[the journal's]}, newest last.  `bypassed`: lines, or NULL. */
int oplog_add(struct repo *r, const struct plan *p,
	      const char *bypassed) MUST_CHECK;

#endif
