#ifndef CLI_PENDING_H
#define CLI_PENDING_H

/*
 * An operation that was interrupted comes first: every command says so, and
 * what to type.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"
#include "plan/plan.h"

/* E_PENDING, with the next commands, if there is one. */
int pending_refuse(struct repo *r, const char *call) MUST_CHECK;

/* Something failed with that code: where it has left a command half done, and no
 * hint says so yet, one does.  A repository that was closed between two stages
 * and cannot be opened again counts as such. */
void pending_remind(struct repo *r, const char *call, int code);

struct pending {
	const char *line;   /* about it, for status; NULL: there is none */
	const char *once;   /* what a person does before --continue, or NULL */
	bool running;       /* no interruption, another process is at it */
	bool final;         /* it is decided: it can only be completed */
	bool for_a_while;   /* --abort takes away what it has put on a forge */
	const char *unless; /* "the remote has it": then it is too late to
			     * abort; NULL: it is not */
	bool asks_forge;    /* what a forge has of it stays */
	bool lost; /* its folder is no work tree here: it can only be forgotten */
};

/* What is under way, without asking a remote.  Strings live as long as the
 * repository. */
int pending_describe(struct repo *r, struct pending *out) MUST_CHECK;
/* 1: the plan of what is half done is `out`, for the caller to release; else 0, and
 * there is nothing to release. */
int pending_plan(struct repo *r, struct plan *out) MUST_CHECK;
/* `again` gets a command line that shall be run now, from its verb on.  1 when
 * work for a person is left. */
int pending_continue(struct repo *r, struct strvec *again) MUST_CHECK;
/* The same, without what waits to be resolved: a pick that is left out. */
int pending_skip(struct repo *r, struct strvec *again) MUST_CHECK;
int pending_abort(struct repo *r) MUST_CHECK;
int pending_quit(struct repo *r) MUST_CHECK;

#endif
