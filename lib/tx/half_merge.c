#include "tx/half_merge.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "tx/crash.h"

#include <string.h>

static int git_in(struct repo *r, const char *dir, const char *const *argv,
		  struct strbuf *out)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(r, dir, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = dir,
			   .out = out };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git %s failed in '%s'", argv[1], dir) :
			rc;
}

/* Is there, under this path, just this? */
static bool has(git_tree *tree, const char *path, const git_oid *id)
{
	git_tree_entry *entry = NULL;

	if (git_tree_entry_bypath(&entry, tree, path) < 0)
		return false;
	bool same = oid_eq(git_tree_entry_id(entry), id);
	git_tree_entry_free(entry);
	return same;
}

/* "<mode> <id> <stage>\t<path>" of sides 2 and 3; another one's conflict, of a
 * stash say, has other contents. */
static bool is_of(const char *line, git_tree *ours, git_tree *theirs)
{
	const char *id = strchr(line, ' '), *path = strchr(line, '\t');
	git_oid blob;

	if (!id || !path || path - id != GIT_OID_HEXSZ + 3 ||
	    git_oid_fromstrn(&blob, id + 1, GIT_OID_HEXSZ) < 0)
		return false;
	return path[-1] == '1' ||
	       has(path[-1] == '2' ? ours : theirs, path + 1, &blob);
}

static bool all_of(const struct strbuf *list, git_tree *ours, git_tree *theirs)
{
	for (const char *p = list->buf; p < list->buf + list->len;
	     p += strlen(p) + 1)
		if (!is_of(p, ours, theirs))
			return false;
	return true;
}

static int tree_of(struct repo *r, const git_oid *commit, git_tree **out)
{
	git_oid id;
	int rc = history_tree(r, commit, &id);

	if (!rc && git_tree_lookup(out, r->git, &id) < 0)
		rc = error_git("cannot read the tree of %s", oid_short(commit));
	return rc;
}

/* 1, or 0. */
static int is_that_merge(struct repo *r, const struct strbuf *list,
			 const git_oid *ours, const git_oid *theirs)
{
	git_tree *a = NULL, *b = NULL;
	int rc = tree_of(r, ours, &a);

	if (!rc)
		rc = tree_of(r, theirs, &b);
	if (!rc)
		rc = all_of(list, a, b);
	git_tree_free(a);
	git_tree_free(b);
	return rc;
}

/* Nothing that a person has begun is going on, which would leave the same. */
static int is_idle(struct repo *r, const char *work_tree, const git_oid *ours)
{
	struct worktrees all;
	int rc = worktrees_list(r, &all);

	if (rc < 0)
		return rc;
	const struct worktree *w = worktrees_at(&all, work_tree);
	return w && !w->busy && oid_eq(&w->head, ours) &&
	       !file_exists(
		       arena_printf(&r->arena, "%s/SQUASH_MSG", w->git_dir));
}

int half_merge_undo(struct repo *r, const char *work_tree, const git_oid *ours,
		    const git_oid *theirs)
{
	static const char *const unmerged[] = { "git",         "ls-files",
						"--unmerged",  "-z",
						"--full-name", NULL };
	static const char *const reset[] = { "git",     "reset", "--quiet",
					     "--merge", "HEAD",  NULL };
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT;
	int rc = git_in(r, work_tree, unmerged, &list);

	if (rc < 0 || !list.len)
		return rc;
	rc = is_idle(r, work_tree, ours);
	if (rc > 0)
		rc = is_that_merge(r, &list, ours, theirs);
	if (rc <= 0)
		return rc;
	rc = git_in(r, work_tree, reset, NULL);
	crash_point();
	return rc;
}
