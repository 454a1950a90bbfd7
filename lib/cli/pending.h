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

/* E_PENDING, with the next commands, if there is one. */
int pending_refuse(struct repo *r, const char *call) MUST_CHECK;
/* One line about it, for status; NULL if there is none.  `*running`: no
 * interruption, another process is at it. */
int pending_describe(struct repo *r, const char **line,
		     bool *running) MUST_CHECK;
/* `again` gets a command line that shall be run now, from its verb on.  1 when
 * work for a person is left. */
int pending_continue(struct repo *r, struct strvec *again) MUST_CHECK;
int pending_abort(struct repo *r) MUST_CHECK;
int pending_quit(struct repo *r) MUST_CHECK;

#endif
