#ifndef BASE_CHILD_H
#define BASE_CHILD_H

/*
 * A child process to talk to, line by line, both ways.  Its stdin ends when
 * this process dies.
 */
#include "base/run.h"

struct child {
	pid_t pid;
	int in, out;         /* this side's pipe ends, -1 if none */
	struct strbuf ahead; /* private: read from `out`, not handed out yet */
	size_t used;         /* private: bytes of `ahead` handed out */
};
#define CHILD_INIT { .in = -1, .out = -1, .ahead = STRBUF_INIT }

/* r->in, r->out and r->limit are not used; stderr as in run_command(), but not
 * collected. */
int child_start(struct child *c, const struct run *r) MUST_CHECK;
int child_write(struct child *c, const char *data, size_t n) MUST_CHECK;
/* One line without its '\n'.  E_FAIL at the end of the output. */
int child_read_line(struct child *c, struct strbuf *line) MUST_CHECK;
/* Close both pipes and wait.  Returns as run_command.  Fine if not running. */
int child_finish(struct child *c);

static inline void cleanup_child(struct child *c)
{
	child_finish(c);
}

#endif
