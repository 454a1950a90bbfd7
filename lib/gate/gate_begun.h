#ifndef GATE_GATE_BEGUN_H
#define GATE_GATE_BEGUN_H

/*
 * A gate whose `git staging run` was killed goes on, and ends while nobody waits:
 * what it came to is taken by the next run, and it is not begun once more.
 *
 * Beside its log (gate_work.h): ".begun", "<what> <seconds since 1970>", from its
 * start until its result is kept; ".ended", its exit status, written by the shell
 * around it.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

struct gate_begun {
	const char *begun, *ended; /* the two files */
	const char *what; /* "<candidate> <way> <SHA-256 of the command>"; NULL:
			     it only asks, and may be begun twice */
	long long max_age; /* seconds that a result counts; 0: does not age */
};

/* What to start for a command: a shell that notes how it has ended.  NULL-terminated,
 * in the arena. */
const char *const *gate_begun_argv(const struct gate_begun *b,
				   struct arena *arena, const char *line);
/* It is about to be started. */
int gate_begun_note(const struct gate_begun *b) MUST_CHECK;
/* Has the same been, and ended by itself?  Then its exit status, and how many seconds
 * it took.  False where it was killed, or that is too long ago to count. */
bool gate_begun_ended(const struct gate_begun *b, int *status,
		      long long *seconds);
/* Its result is kept, or nobody wants it. */
int gate_begun_forget(const struct gate_begun *b) MUST_CHECK;

#endif
