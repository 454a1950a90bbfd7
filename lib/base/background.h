#ifndef BASE_BACKGROUND_H
#define BASE_BACKGROUND_H

/*
 * Processes that run side by side, each in a group of its own, with what they say
 * in a file.  They end with us where a person stops us; where we are killed they
 * go on.
 */
#include "base/run.h"

#include <stdbool.h>
#include <stdint.h>

struct background {
	pid_t pid;       /* and its group; 0: none */
	int64_t started; /* as clock_ms() */
	int log;         /* the file, open; -1 */
};
#define BACKGROUND_INIT { .log = -1 }

/* Start r->argv in r->dir with r->env; `log` is written anew.  E_PENDING where
 * that of an earlier one, whose parent was killed, is written still. */
int background_start(struct background *b, const struct run *r,
		     const char *log) MUST_CHECK;
/* Is it? */
bool background_is_on(const char *log);
/* 1: it has ended, and its exit status is in `*status` (128 + the signal); 0: it
 * runs. */
int background_look(struct background *b, int *status) MUST_CHECK;
/* How much it has said. */
long long background_said(const struct background *b);
/* End it, with all that it has started, and wait for it.  True: it did not listen,
 * and was killed. */
bool background_kill(struct background *b);

#endif
