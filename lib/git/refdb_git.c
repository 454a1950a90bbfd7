#include "git/refdb_git.h"

#include "base/cleanup.h"
#include "git/refs_listed.h"

#include <fnmatch.h>
#include <git2.h>
#include <git2/refdb.h>
#include <git2/sys/refdb_backend.h>
#include <git2/sys/refs.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
/* moved there by 1.8 */
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h>
#endif

struct refdb_git {
	git_refdb_backend parent;
	struct repo *repo;
	struct refs_listed *list; /* NULL: not read yet */
};

struct refs_walk {
	git_reference_iterator parent;
	struct refs_listed *list;
	char *glob; /* NULL: all */
	size_t next;
};

static int fresh(struct refdb_git *db)
{
	struct refs_listed *list;

	if (db->list && !refs_listed_is_old(db->list, db->repo))
		return 0;
	if (refs_list(db->repo, &list) < 0) {
		git_error_set_str(GIT_ERROR_REFERENCE, error_message());
		return GIT_ERROR;
	}
	if (db->list)
		refs_listed_release(db->list);
	db->list = list;
	return 0;
}

static int exists(int *out, git_refdb_backend *backend, const char *name)
{
	struct refdb_git *db = (struct refdb_git *)backend;
	int rc = fresh(db);

	*out = !rc && refs_listed_find(db->list, name);
	return rc;
}

static int give(git_reference **out, const struct listed_ref *ref)
{
	const git_oid *peeled = git_oid_is_zero(&ref->peeled) ? NULL :
								&ref->peeled;

	*out = ref->target ?
		       git_reference__alloc_symbolic(ref->name, ref->target) :
		       git_reference__alloc(ref->name, &ref->id, peeled);
	return *out ? 0 : GIT_ERROR;
}

static int lookup(git_reference **out, git_refdb_backend *backend,
		  const char *name)
{
	struct refdb_git *db = (struct refdb_git *)backend;
	int rc = fresh(db);

	*out = NULL;
	if (rc < 0)
		return rc;
	const struct listed_ref *ref = refs_listed_find(db->list, name);
	if (ref)
		return give(out, ref);
	CLEANUP(text) char *why = xasprintf("reference '%s' not found", name);
	git_error_set_str(GIT_ERROR_REFERENCE, why);
	return GIT_ENOTFOUND;
}

/* As libgit2 does, HEAD and its like are left out. */
static const struct listed_ref *walk(git_reference_iterator *it)
{
	struct refs_walk *w = (struct refs_walk *)it;

	while (w->next < w->list->n) {
		const struct listed_ref *ref = &w->list->item[w->next++];
		if (starts_with(ref->name, "refs/") &&
		    (!w->glob || !fnmatch(w->glob, ref->name, 0)))
			return ref;
	}
	return NULL;
}

static int walk_next(git_reference **out, git_reference_iterator *it)
{
	const struct listed_ref *ref = walk(it);

	*out = NULL;
	return ref ? give(out, ref) : GIT_ITEROVER;
}

static int walk_name(const char **out, git_reference_iterator *it)
{
	const struct listed_ref *ref = walk(it);

	*out = ref ? ref->name : NULL;
	return ref ? 0 : GIT_ITEROVER;
}

static void walk_free(git_reference_iterator *it)
{
	struct refs_walk *w = (struct refs_walk *)it;

	refs_listed_release(w->list);
	free(w->glob);
	free(w);
}

static int iterator(git_reference_iterator **out, git_refdb_backend *backend,
		    const char *glob)
{
	struct refdb_git *db = (struct refdb_git *)backend;
	int rc = fresh(db);

	*out = NULL;
	if (rc < 0)
		return rc;
	struct refs_walk *w = xcalloc(1, sizeof(*w));
	w->parent.next = walk_next;
	w->parent.next_name = walk_name;
	w->parent.free = walk_free;
	w->glob = glob ? xstrdup(glob) : NULL;
	w->list = db->list;
	w->list->users++;
	*out = &w->parent;
	return 0;
}

static int refuse(void)
{
	git_error_set_str(GIT_ERROR_REFERENCE, "refs are for git to change");
	return GIT_ERROR;
}

static int write_ref(git_refdb_backend *backend, const git_reference *ref,
		     int force, const git_signature *who, const char *message,
		     const git_oid *old, const char *old_target)
{
	(void)backend, (void)ref, (void)force, (void)who, (void)message;
	(void)old, (void)old_target;
	return refuse();
}

static int rename_ref(git_reference **out, git_refdb_backend *backend,
		      const char *from, const char *to, int force,
		      const git_signature *who, const char *message)
{
	(void)backend, (void)from, (void)to, (void)force, (void)who;
	(void)message;
	*out = NULL;
	return refuse();
}

static int delete_ref(git_refdb_backend *backend, const char *name,
		      const git_oid *old, const char *old_target)
{
	(void)backend, (void)name, (void)old, (void)old_target;
	return refuse();
}

static int has_log(git_refdb_backend *backend, const char *name)
{
	(void)backend, (void)name;
	return 0;
}

static int change_log(git_refdb_backend *backend, const char *name)
{
	(void)backend, (void)name;
	return refuse();
}

static int read_log(git_reflog **out, git_refdb_backend *backend,
		    const char *name)
{
	(void)backend, (void)name;
	*out = NULL;
	return refuse();
}

static int write_log(git_refdb_backend *backend, git_reflog *log)
{
	(void)backend, (void)log;
	return refuse();
}

static int rename_log(git_refdb_backend *backend, const char *from,
		      const char *to)
{
	(void)backend, (void)from, (void)to;
	return refuse();
}

static void free_backend(git_refdb_backend *backend)
{
	struct refdb_git *db = (struct refdb_git *)backend;

	if (db->list)
		refs_listed_release(db->list);
	free(db);
}

/* Without one of these libgit2 does not take it. */
static struct refdb_git *make(struct repo *r)
{
	struct refdb_git *db = xcalloc(1, sizeof(*db));

	db->repo = r;
	db->parent = (git_refdb_backend){
		.version = GIT_REFDB_BACKEND_VERSION,
		.exists = exists,
		.lookup = lookup,
		.iterator = iterator,
		.write = write_ref,
		.rename = rename_ref,
		.del = delete_ref,
		.has_log = has_log,
		.ensure_log = change_log,
		.free = free_backend,
		.reflog_read = read_log,
		.reflog_write = write_log,
		.reflog_rename = rename_log,
		.reflog_delete = change_log,
	};
	return db;
}

int refdb_git_use(struct repo *r)
{
	struct refdb_git *db = make(r);
	git_refdb *refdb = NULL;

	if (git_refdb_new(&refdb, r->git) < 0 ||
	    git_refdb_set_backend(refdb, &db->parent) < 0) {
		git_refdb_free(refdb);
		free_backend(&db->parent);
		return error_git("cannot read the refs of '%s'", r->git_dir);
	}
	int rc = git_repository_set_refdb(r->git, refdb);
	git_refdb_free(refdb);
	return rc < 0 ? error_git("cannot read the refs of '%s'", r->git_dir) :
			0;
}
