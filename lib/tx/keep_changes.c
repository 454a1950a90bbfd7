#include "tx/keep_changes.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "base/tempdir.h"
#include "git/worktree_env.h"

#include <string.h>

struct keeper {
	struct repo *repo;
	const char *dir;
	const char *index; /* ours, aside */
};

/* A git that looks at the folder; with our index, or with the real one. */
static int git(const struct keeper *k, const char *const *argv, bool own,
	       const struct strbuf *in, struct strbuf *out)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(k->repo, k->dir, &env);
	if (own)
		strvec_pushf(&env, "GIT_INDEX_FILE=%s", k->index);
	int rc = worktree_git(k->dir, &env, argv, in, out);

	return rc > 0 ?
		       error(E_FAIL, "git %s failed in '%s'", argv[1], k->dir) :
		       rc;
}

/* Files that only the real index knows; what cannot be added stays out. */
static void add_new(const struct keeper *k)
{
	static const char *const list[] = { "git",
					    "diff",
					    "--cached",
					    "--name-only",
					    "-z",
					    "--no-renames",
					    "--diff-filter=A",
					    "HEAD",
					    "--",
					    NULL };
	static const char *const add[] = { "git",       "update-index",
					   "--add",     "--remove",
					   "--replace", "-z",
					   "--stdin",   NULL };
	CLEANUP(strbuf) struct strbuf paths = STRBUF_INIT, none = STRBUF_INIT;

	if (!git(k, list, false, NULL, &paths) && paths.len)
		(void)!git(k, add, true, &paths, &none);
}

static int write_tree(const struct keeper *k, struct strbuf *tree)
{
	static const char *const read[] = { "git", "read-tree", "HEAD", NULL };
	static const char *const add[] = { "git", "add", "--update",
					   "--",  ".",   NULL };
	static const char *const write[] = { "git", "write-tree", NULL };
	CLEANUP(strbuf) struct strbuf none = STRBUF_INIT;
	int rc;

	if ((rc = git(k, read, true, NULL, &none)) < 0 ||
	    (rc = git(k, add, true, NULL, &none)) < 0)
		return rc;
	add_new(k);
	rc = git(k, write, true, NULL, tree);
	strbuf_trim_end(tree);
	return rc;
}

int keep_changes(struct repo *r, const char *dir, const char *message,
		 struct strbuf *id)
{
	static const char *const list[] = {
		"git",  "diff",         "--name-only",
		"-z",   "--no-renames", "--ignore-submodules=dirty",
		"HEAD", "--",           NULL
	};
	CLEANUP(tempdir) char *temp = NULL;
	CLEANUP(strbuf) struct strbuf paths = STRBUF_INIT, tree = STRBUF_INIT;
	struct keeper k = { .repo = r, .dir = dir };
	int rc = tempdir_make(&temp);

	if (rc < 0)
		return rc;
	k.index = arena_printf(&r->arena, "%s/index", temp);
	rc = git(&k, list, false, NULL, &paths);
	if (rc < 0 || !paths.len || (rc = write_tree(&k, &tree)) < 0)
		return rc;
	const char *commit[] = { "git", "commit-tree", "-p",     "HEAD",
				 "-m",  message,       tree.buf, NULL };
	rc = git(&k, commit, true, NULL, id);
	strbuf_trim_end(id);
	return rc;
}
