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
	RUN_OUTLIVES = 32, /* goes on when this process is killed */
	RUN_QUIET = 16,    /* not shown by -v */
	RUN_ERR_OUT = 64,  /* stderr goes where stdout goes */
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
	/* called with its process id once it runs; NULL: nothing */
	void (*started)(void *arg, pid_t pid);
	void *started_arg;
};

/* Run to the end.  Returns the exit status, 0 to 255 (128 + n when killed by
 * signal n), or E_NOTFOUND if there is no such program, or E_FAIL. */
int run_command(const struct run *r) MUST_CHECK;

/* A child to talk to: `in` and `out` are this side's pipe ends (-1 if none).
 * r->in, r->out and r->limit are not used; stderr as in run_command, but not
 * collected.  The child's stdin ends when this process dies. */
struct child {
	pid_t pid;
	int in, out;
	struct strbuf ahead; /* private: read from `out`, not handed out yet */
	size_t used;         /* private: bytes of `ahead` handed out */
};
#define CHILD_INIT { .in = -1, .out = -1, .ahead = STRBUF_INIT }
int child_start(struct child *c, const struct run *r) MUST_CHECK;
int child_write(struct child *c, const char *data, size_t n) MUST_CHECK;
/* One line without its '\n'.  E_FAIL at the end of the output. */
int child_read_line(struct child *c, struct strbuf *line) MUST_CHECK;
/* Just `n` bytes, added to `data`.  E_FAIL if the output ends before. */
int child_read(struct child *c, struct strbuf *data, size_t n) MUST_CHECK;
/* Close both pipes and wait.  Returns as run_command.  Fine if not running. */
int child_finish(struct child *c);
static inline void cleanup_child(struct child *c)
{
	child_finish(c);
}

/* With -v each command is shown on stderr as it starts, quoted for a shell. */
extern bool run_verbose;
void run_show(const char *const *argv);

#endif
