#ifndef GIT_WORKTREE_ENV_H
#define GIT_WORKTREE_ENV_H

/*
 * The environment of a child git that shall work in one work tree, wherever we
 * were called from: hooks export what belongs to theirs.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"

/* Add what a git in work tree `path` needs to `env`. */
void worktree_env(struct repo *r, const char *path, struct strvec *env);

/* Run git in the folder, with an environment as above; `in` and `out` may be
 * NULL.  As run_command(): the exit status, or an error. */
int worktree_git(const char *dir, const struct strvec *env,
		 const char *const *argv, const struct strbuf *in,
		 struct strbuf *out) MUST_CHECK;

#endif
