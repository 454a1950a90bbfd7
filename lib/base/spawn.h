#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

/*
 * How run.c and child.c start a process; nobody else does.
 */
#include "base/run.h"

/* With -v each command is shown on stderr as it starts, quoted for a shell. */
extern bool spawn_verbose;

/* Start r->argv in r->dir with r->env.  fd[i] becomes the child's descriptor
 * i; -1 leaves it as it is here.  `fd` stays the caller's.  E_NOTFOUND if there
 * is no such program. */
int spawn(pid_t *pid, const struct run *r, const int fd[4]) MUST_CHECK;

/* Wait for `pid`: its exit status, or 128 + the signal, or E_FAIL. */
int spawn_wait(pid_t pid) MUST_CHECK;

/* Fill in fd[1] and fd[2] as r->flags say.  *null is an open /dev/null. */
void spawn_outputs(int fd[4], const struct run *r, int null);

/* Open /dev/null or a pipe; none is inherited. */
int spawn_null(int *fd) MUST_CHECK;
int spawn_pipe(int end[2]) MUST_CHECK;

void close_fd(int *fd); /* unless it is -1, which it is after */

#endif
