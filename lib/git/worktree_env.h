#ifndef GIT_WORKTREE_ENV_H
#define GIT_WORKTREE_ENV_H

/*
 * The environment of a child git that shall work in one work tree, wherever we
 * were called from: hooks export what belongs to theirs.
 */
#include "base/strvec.h"
#include "base/strvec.h"
#include "git/repo.h"

/* Add what a git in work tree `path` needs to `env`. */
void worktree_env(struct repo *r, const char *path, struct strvec *env);

#endif
