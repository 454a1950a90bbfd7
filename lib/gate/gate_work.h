#ifndef GATE_GATE_WORK_H
#define GATE_GATE_WORK_H

/*
 * One gate at work: its command, what it says, what comes of it.
 *
 * Its log is <state>/logs/<release>/gate.<name>.log.  Beside it is, while it runs,
 * a file ".pid" with its process.  The log is locked as long: one that outlives us is
 * not begun twice.
 */
#include "base/background.h"
#include "evidence/record.h"
#include "standing/standing.h"

enum gate_way_now { GATE_NOW_RUN, GATE_NOW_LAUNCH, GATE_NOW_CHECK };

struct gate_work {
	struct ctx *c;
	const struct staging *s;
	const struct task *task;
	enum gate_way_now way;
	bool workflow; /* of the forge: no process of ours (gate_workflow.h) */
	const char *line; /* the command, for sh */
	const char *asks; /* of a launch: the command that asks, for later */
	const char *job;  /* of a check: the id that its launch told */
	const char *other[ANSWER_JOBS_MAX]; /* launched at the same time */
	size_t n_others;
	long long launched; /* of a check: when, seconds since 1970 */
	int tries;          /* begun so far */
	long pause;         /* of a workflow: ms until it is asked again */
	int64_t not_before; /* as clock_ms(): the next one */
	struct background process;
	bool done;
	struct record result; /* kind is RECORD_GATE or RECORD_LAUNCH */
	bool pending;         /* of a check: it is not decided; no result */
	bool failed;          /* one of its jobs */
	bool found;    /* it had ended before: begun by a run that was killed */
	bool outlived; /* that of an earlier run goes on: no result */
};

/* What is to be done now: run it, launch it, or ask what became of it.  E_POLICY
 * where its commands are not trusted, or it cannot be done here. */
int gate_work_look(struct gate_work *w, struct ctx *c, const struct staging *s,
		   const struct policy *p,
		   const struct standing *standing) MUST_CHECK;
/* Where one of an earlier run goes on still, that is told, and it is done; where it
 * has ended (`found`), its result is taken as by gate_work_poll(). */
int gate_work_start(struct gate_work *w) MUST_CHECK;
/* Has it ended, or taken too long?  `done` is set, or it is to be started again
 * at `not_before`. */
int gate_work_poll(struct gate_work *w) MUST_CHECK;
/* Of one that was launched just now: ask from here on, first at `not_before`. */
void gate_work_ask(struct gate_work *w, int64_t not_before);
/* Of a check whose job is looked at: ask about another one.  False: there is
 * none left. */
bool gate_work_other(struct gate_work *w);
/* Its result is kept: it is not looked for again. */
int gate_work_kept(const struct gate_work *w) MUST_CHECK;
void gate_work_stop(struct gate_work *w);

const char *gate_work_log(const struct gate_work *w);

#endif
