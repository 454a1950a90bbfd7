#include "pick/shortcut.h"

#include "base/cleanup.h"
#include "git/scratch.h"
#include "git/tree_diff.h"

#include <git2.h>
#include <string.h>
#include <sys/stat.h>

struct change {
	const char *path;
	git_oid from, to;
	git_filemode_t was, is; /* 0: not there */
};

struct three {
	struct repo *r;
	git_tree *base, *theirs, *ours;
	struct change *change; /* of theirs */
	size_t n_changes;
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

static void take(struct three *t, const struct change *d)
{
	t->update[t->n++] = (git_tree_update){
		.action = d->is ? GIT_TREE_UPDATE_UPSERT :
				  GIT_TREE_UPDATE_REMOVE,
		.id = d->to,
		.filemode = d->is,
		.path = d->path,
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

static bool is_known(git_filemode_t mode)
{
	return !mode || mode == GIT_FILEMODE_TREE ||
	       mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_LINK ||
	       mode == GIT_FILEMODE_BLOB_EXECUTABLE ||
	       mode == GIT_FILEMODE_COMMIT;
}

/* Old gits have written other modes, which git puts right in each tree that it
 * writes, and libgit2 does not. */
static bool has_known_modes(const git_tree *tree)
{
	for (size_t i = 0; i < git_tree_entrycount(tree); i++)
		if (!is_known(git_tree_entry_filemode_raw(
			    git_tree_entry_byindex(tree, i))))
			return false;
	return true;
}

/* The same of all folders above a path, as far as they are there. */
static bool folders_known(const struct three *t, const char *path)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		CLEANUP(text) char *dir = xstrndup(path, (size_t)(p - path));
		git_tree_entry *e = NULL;
		git_tree *tree = NULL;
		bool known = true;
		if (git_tree_entry_bypath(&e, t->ours, dir) < 0)
			return true; /* it will be new */
		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			known = !git_tree_lookup(&tree, t->r->git,
						 git_tree_entry_id(e)) &&
				has_known_modes(tree);
		git_tree_entry_free(e);
		git_tree_free(tree);
		if (!known)
			return false;
	}
	return true;
}

/* Those of one folder come one after the other: it is looked at once. */
static bool modes_known(const struct three *t)
{
	const char *last = "";
	size_t n = 0;

	if (!has_known_modes(t->ours))
		return false;
	for (size_t i = 0; i < t->n_changes; i++) {
		const struct change *c = &t->change[i];
		const char *slash = strrchr(c->path, '/');
		size_t dir = slash ? (size_t)(slash - c->path) : 0;
		if (!is_known(c->was) || !is_known(c->is))
			return false;
		if ((dir != n || strncmp(c->path, last, n) != 0) &&
		    !folders_known(t, c->path))
			return false;
		last = c->path;
		n = dir;
	}
	return true;
}

/* 1: decided; 0: git has to be asked. */
static int decide(struct three *t, const struct change *d)
{
	git_filemode_t mode;
	git_oid ours;
	int rc = entry_at(t->ours, d->path, &ours, &mode);

	if (rc < 0)
		return rc;
	bool as_base = mode == d->was && oid_eq(&ours, &d->from);
	if (!d->was) {
		t->adds = true;
		take(t, d);
		return mode || t->deletes ? 0 : folders_stay(t, d->path);
	}
	if (!d->is) {
		t->deletes = true;
		take(t, d);
		return as_base && !t->adds;
	}
	if ((d->was & S_IFMT) != (d->is & S_IFMT))
		return 0;
	if (as_base)
		take(t, d);
	return as_base || (mode == d->is && oid_eq(&ours, &d->to));
}

static int decide_all(struct three *t, git_oid *out)
{
	int rc = 1;

	t->update = xcalloc(t->n_changes + 1, sizeof(*t->update));
	for (size_t i = 0; rc > 0 && i < t->n_changes; i++)
		rc = decide(t, &t->change[i]);
	if (rc > 0 && !t->n)
		git_oid_cpy(out, git_tree_id(t->ours));
	else if (rc > 0 && git_tree_create_updated(out, t->r->git, t->ours,
						   t->n, t->update) < 0)
		rc = error_git("cannot write a tree");
	free(t->update);
	return rc;
}

/* None of them, unless each is a file on all sides. */
static int name_paths(struct three *t, struct strvec *paths)
{
	for (size_t i = 0; i < t->n_changes; i++) {
		const struct change *d = &t->change[i];
		git_filemode_t mode;
		git_oid ours;
		int rc = entry_at(t->ours, d->path, &ours, &mode);
		if (rc < 0)
			return rc;
		if (!S_ISREG(d->was) || !S_ISREG(d->is) || !S_ISREG(mode)) {
			strvec_clear(paths);
			return 0;
		}
		strvec_push(paths, d->path);
	}
	return 0;
}

static int add_change(void *arg, const char *path, const git_tree_entry *from,
		      const git_tree_entry *to)
{
	struct three *t = arg;
	struct arena *arena = &t->r->arena;

	t->change =
		arena_grow(arena, t->change, t->n_changes, sizeof(*t->change));
	struct change *c = &t->change[t->n_changes++];
	c->path = arena_strdup(arena, path);
	if (from) {
		c->from = *git_tree_entry_id(from);
		c->was = git_tree_entry_filemode_raw(from);
	}
	if (to) {
		c->to = *git_tree_entry_id(to);
		c->is = git_tree_entry_filemode_raw(to);
	}
	return 0;
}

static int diff_and_decide(struct three *t, git_oid *out, struct strvec *paths)
{
	int rc = tree_diff(t->r, t->base, t->theirs, add_change, t);

	if (!rc && modes_known(t))
		rc = decide_all(t, out);
	return rc ? rc : name_paths(t, paths);
}

int shortcut(struct repo *r, const git_oid *base, const git_oid *theirs,
	     const git_oid *ours, git_oid *out, struct strvec *paths)
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
		rc = diff_and_decide(&t, out, paths);
	git_tree_free(t.base);
	git_tree_free(t.theirs);
	git_tree_free(t.ours);
	return rc;
}
