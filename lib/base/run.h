#ifndef BASE_RUN_H
#define BASE_RUN_H

/*
 * Child processes: explicit arguments and environment, no shell, every pipe
 * closed on exec so that no child holds another's stdin open.  SIGPIPE is
 * ignored in this process (a child gets the default back).
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum {
	RUN_IN_TTY = 1,     /* stdin is ours, for programs that ask */
	RUN_OUT_STDERR = 2, /* stdout goes to our stderr */
	RUN_OUT_NULL = 4,
	RUN_ERR_NULL = 8,
	RUN_OUTLIVES = 32,   /* goes on when this process is killed */
	RUN_QUIET = 16,      /* not shown by -v */
	RUN_ERR_OUT = 64,    /* stderr goes where stdout goes */
	RUN_OWN_GROUP = 128, /* it leads a group of processes */
};

struct run {
	const char *const *argv; /* NULL-terminated; [0] is looked up in PATH */
	const char *const *env;  /* "K=V" set, "K" removed; NULL: as ours */
	const char *dir;         /* to run in; NULL: ours */
	const char *in;          /* bytes for stdin; NULL: /dev/null */
	size_t in_len;
	struct strbuf *out; /* gets stdout, else it is ours */
	struct strbuf *err; /* gets stderr, else it is ours */
	struct strbuf *fd3; /* gets what the child writes to descriptor 3 */
	size_t limit;       /* for each of these, 0: 64 MiB; beyond: E_FAIL */
	unsigned flags;
	/* called with what comes for `out`, as it comes: `out` then only holds
	 * it until the next call, and there is no limit */
	void (*seen)(void *arg, const char *data, size_t n);
	void *seen_arg;
	/* called with all of `err` so far each time there is more */
	void (*heard)(void *arg, const struct strbuf *err);
	void *heard_arg;
	/* called with its process id once it runs; NULL: nothing */
	void (*started)(void *arg, pid_t pid);
	void *started_arg;
};

/* Run to the end.  Returns the exit status, 0 to 255 (128 + n when killed by
 * signal n), or E_NOTFOUND if there is no such program, or E_FAIL. */
int run_command(const struct run *r) MUST_CHECK;

#endif
