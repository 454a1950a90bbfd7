#include "git/overwrite.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/strvec.h"
#include "git/tree_change.h"
#include "git/worktree_look.h"

static int refuse_dirty(const struct worktree *w, const struct strvec *dirty)
{
	int rc = error(E_POLICY,
		       "uncommitted changes in '%s' would be overwritten",
		       w->path);

	for (size_t i = 0; i < dirty->n && i < 5; i++)
		error_detail("%s", dirty->v[i]);
	if (dirty->n > 5)
		error_detail("and %zu more", dirty->n - 5);
	error_hint("commit them, or move them out of the way");
	return rc;
}

/* A git that is at work there, or was killed: only a person can tell. */
static int check_lock(struct repo *r, const struct worktree *w)
{
	const char *lock = arena_printf(&r->arena, "%s/index.lock", w->git_dir);

	if (!file_exists(lock))
		return 0;
	int rc = error(E_POLICY, "the index of '%s' is locked", w->path);
	error_hint("if no git is running: rm '%s'", lock);
	return rc;
}

static int check_there(const struct worktree *w)
{
	if (!w->absent)
		return 0;
	int rc = error(E_POLICY, "the work tree '%s' is locked, and not there",
		       w->path);
	error_hint("bring it back, or: git worktree unlock '%s'", w->path);
	return rc;
}

int overwrite_check(struct repo *r, const struct worktree *w,
		    const git_oid *from, const git_oid *to)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	struct tree_change *change;
	enum place *place;
	size_t n;
	int rc;

	if (w->busy) {
		rc = error(E_POLICY, "%s is going on in '%s'", w->busy,
			   w->path);
		error_hint("finish or abort it there first");
		return rc;
	}
	if ((rc = tree_changes(r, from, to, &change, &n)) < 0 || !n)
		return rc;
	rc = check_there(w);
	if (!rc)
		rc = check_lock(r, w);
	if (!rc)
		rc = worktree_look(r, w->path, change, n, &place);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (place[i] != PLACE_FROM && place[i] != PLACE_TO)
			strvec_push(&dirty, change[i].path);
	return dirty.n ? refuse_dirty(w, &dirty) : 0;
}
