#include "pick/shortcut.h"

#include "base/cleanup.h"
#include "git/scratch.h"

#include <string.h>

struct three {
	struct repo *r;
	git_tree *base, *theirs, *ours;
	git_tree_update *update;
	size_t n;
	bool adds, deletes;
};

static int read_tree(struct repo *r, const git_oid *id, git_tree **out)
{
	if (git_oid_is_zero(id)) /* of a root commit: nothing */
		return 0;
	return git_tree_lookup(out, r->git, id) < 0 ?
		       error_git("cannot read tree %s", oid_short(id)) :
		       0;
}

/* What a tree has at a path; zero and 0 for nothing. */
static int entry_at(git_tree *tree, const char *path, git_oid *id,
		    git_filemode_t *mode)
{
	git_tree_entry *e = NULL;
	int rc = tree ? git_tree_entry_bypath(&e, tree, path) : GIT_ENOTFOUND;

	memset(id, 0, sizeof(*id));
	*mode = 0;
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return error_git("cannot look for '%s'", path);
	git_oid_cpy(id, git_tree_entry_id(e));
	*mode = git_tree_entry_filemode_raw(e);
	git_tree_entry_free(e);
	return 0;
}

static bool same(const git_diff_file *f, const git_oid *id, git_filemode_t mode)
{
	return oid_eq(&f->id, id) && f->mode == mode;
}

static void take(struct three *t, const git_diff_delta *d)
{
	bool deleted = d->status == GIT_DELTA_DELETED;

	t->update[t->n++] = (git_tree_update){
		.action = deleted ? GIT_TREE_UPDATE_REMOVE :
				    GIT_TREE_UPDATE_UPSERT,
		.id = d->new_file.id,
		.filemode = deleted ? 0 : d->new_file.mode,
		.path = d->new_file.path,
	};
}

/* Is each folder above a new path where it was, so that no rename of it takes
 * the path along? */
static int folders_stay(struct three *t, const char *path)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		CLEANUP(text) char *dir = xstrndup(path, (size_t)(p - path));
		git_filemode_t was, is;
		git_oid id;
		int rc = entry_at(t->base, dir, &id, &was);
		if (rc < 0 || (rc = entry_at(t->ours, dir, &id, &is)) < 0)
			return rc;
		if (is != was && (was == GIT_FILEMODE_TREE ||
				  (is && is != GIT_FILEMODE_TREE)))
			return 0;
	}
	return 1;
}

/* 1: decided; 0: git has to be asked. */
static int decide(struct three *t, const git_diff_delta *d)
{
	git_filemode_t mode;
	git_oid ours;
	int rc = entry_at(t->ours, d->old_file.path, &ours, &mode);

	if (rc < 0)
		return rc;
	switch (d->status) {
	case GIT_DELTA_MODIFIED:
		if (same(&d->old_file, &ours, mode))
			take(t, d);
		return same(&d->old_file, &ours, mode) ||
		       same(&d->new_file, &ours, mode);
	case GIT_DELTA_DELETED:
		t->deletes = true;
		take(t, d);
		return same(&d->old_file, &ours, mode) && !t->adds;
	case GIT_DELTA_ADDED:
		t->adds = true;
		take(t, d);
		return mode || t->deletes ? 0 :
					    folders_stay(t, d->new_file.path);
	default:
		return 0;
	}
}

static int decide_all(struct three *t, git_diff *diff, git_oid *out)
{
	size_t n = git_diff_num_deltas(diff);
	int rc = 1;

	t->update = xcalloc(n ? n : 1, sizeof(*t->update));
	for (size_t i = 0; rc > 0 && i < n; i++)
		rc = decide(t, git_diff_get_delta(diff, i));
	if (rc > 0 && !t->n)
		git_oid_cpy(out, git_tree_id(t->ours));
	else if (rc > 0 && git_tree_create_updated(out, t->r->git, t->ours,
						   t->n, t->update) < 0)
		rc = error_git("cannot write a tree");
	free(t->update);
	return rc;
}

static int diff_and_decide(struct three *t, git_oid *out)
{
	git_diff_options opts;
	git_diff *diff = NULL;

	git_diff_options_init(&opts, GIT_DIFF_OPTIONS_VERSION);
	opts.flags = GIT_DIFF_SKIP_BINARY_CHECK;
	if (git_diff_tree_to_tree(&diff, t->r->git, t->base, t->theirs, &opts) <
	    0)
		return error_git("cannot compare trees");
	int rc = decide_all(t, diff, out);
	git_diff_free(diff);
	return rc;
}

int shortcut(struct repo *r, const git_oid *base, const git_oid *theirs,
	     const git_oid *ours, git_oid *out)
{
	struct three t = { .r = r };
	int rc = scratch_open(r);

	if (rc < 0)
		return rc;
	rc = read_tree(r, base, &t.base);
	if (!rc)
		rc = read_tree(r, theirs, &t.theirs);
	if (!rc)
		rc = read_tree(r, ours, &t.ours);
	if (!rc)
		rc = diff_and_decide(&t, out);
	git_tree_free(t.base);
	git_tree_free(t.theirs);
	git_tree_free(t.ours);
	return rc;
}
