#include "git/worktree_env.h"

#include "base/run.h"
#include "base/strvec.h"

#include <string.h>

/* What `git rev-parse --local-env-vars` lists and a hook may have exported,
 * but for the configuration that -c gives; and what would change the meaning of
 * ":(top,literal)". */
void worktree_env(struct repo *r, const char *path, struct strvec *env)
{
	static const char *const local[] = { "GIT_ALTERNATE_OBJECT_DIRECTORIES",
					     "GIT_OBJECT_DIRECTORY",
					     "GIT_DIR",
					     "GIT_WORK_TREE",
					     "GIT_IMPLICIT_WORK_TREE",
					     "GIT_GRAFT_FILE",
					     "GIT_INDEX_FILE",
					     "GIT_NO_REPLACE_OBJECTS",
					     "GIT_REPLACE_REF_BASE",
					     "GIT_PREFIX",
					     "GIT_SHALLOW_FILE",
					     "GIT_COMMON_DIR" };
	static const char *const pathspecs[] = { "GIT_LITERAL_PATHSPECS",
						 "GIT_GLOB_PATHSPECS",
						 "GIT_NOGLOB_PATHSPECS",
						 "GIT_ICASE_PATHSPECS" };

	for (size_t i = 0; i < sizeof(pathspecs) / sizeof(*pathspecs); i++)
		strvec_push(env, pathspecs[i]);
	if (r->work_tree && !strcmp(path, r->work_tree)) {
		strvec_pushf(env, "GIT_DIR=%s", r->git_dir);
		strvec_pushf(env, "GIT_WORK_TREE=%s", r->work_tree);
		return;
	}
	for (size_t i = 0; i < sizeof(local) / sizeof(*local); i++)
		strvec_push(env, local[i]);
}

int worktree_git(const char *dir, const struct strvec *env,
		 const char *const *argv, const struct strbuf *in,
		 struct strbuf *out)
{
	struct run run = { .argv = argv,
			   .env = (const char *const *)env->v,
			   .dir = dir,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0,
			   .out = out };

	return run_command(&run);
}
