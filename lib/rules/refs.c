#include "rules/refs.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "git/history.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct ref *)a)->name,
		      ((const struct ref *)b)->name);
}

static void add(struct refs *refs, const char *name, const git_oid *id)
{
	GROW(refs->v, refs->n, refs->alloc);
	refs->v[refs->n++] = (struct ref){ .name = name, .id = *id };
}

/* The name that a ref here has there; NULL: it is none of theirs. */
static const char *name_there(struct repo *r, const char *name,
			      const char *tracking)
{
	size_t n = tracking ? strlen(tracking) : 0;

	if (!n)
		return arena_strdup(&r->arena, name);
	if (!strncmp(name, tracking, n))
		return strcmp(name + n, "HEAD") ?
			       arena_printf(&r->arena, "refs/heads/%s",
					    name + n) :
			       NULL;
	return starts_with(name, "refs/tags/") ? arena_strdup(&r->arena, name) :
						 NULL;
}

static int read_all(struct refs *out, struct repo *r, const char *tracking)
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;
	int rc = repo_read(r);

	if (rc < 0)
		return rc;
	if (git_reference_iterator_new(&it, r->git) < 0)
		return error_git("cannot list refs");
	while (!git_reference_next(&ref, it)) {
		const char *name =
			git_reference_type(ref) == GIT_REFERENCE_DIRECT ?
				name_there(r, git_reference_name(ref),
					   tracking) :
				NULL;
		if (name)
			add(out, name, git_reference_target(ref));
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	return 0;
}

/* What the remote itself has said is newer, if it is here. */
static void hear(struct refs *refs, struct repo *r, const struct remote *there)
{
	size_t n = refs->n;

	for (size_t i = 0; there && i < there->n; i++) {
		const struct remote_ref *said = &there->ref[i];
		struct refs old = { refs->v, n, 0 };
		if (!starts_with(said->name, "refs/heads/") ||
		    !repo_has_object(r, &said->id))
			continue;
		struct ref *known = refs_find(&old, said->name);
		if (known)
			known->id = said->id;
		else
			add(refs, said->name, &said->id);
	}
	if (refs->n > n)
		qsort(refs->v, refs->n, sizeof(*refs->v), by_name);
}

/* A plan that pushes nothing is about what comes after it, too: branches that are
 * further here than there go there as they are. */
static int go_on_here(struct refs *refs, struct repo *r)
{
	struct refs here = { 0 };
	size_t n = refs->n;
	int rc = read_all(&here, r, NULL);

	for (size_t i = 0; rc >= 0 && i < here.n; i++) {
		const struct ref *ref = &here.v[i];
		struct refs there = { refs->v, n, 0 };
		struct ref *known = refs_find(&there, ref->name);
		if (!starts_with(ref->name, "refs/heads/"))
			continue;
		if (!known)
			add(refs, ref->name, &ref->id);
		else
			rc = history_contains(r, &known->id, &ref->id);
		if (known && rc > 0)
			known->id = ref->id;
	}
	refs_release(&here);
	qsort(refs->v, refs->n, sizeof(*refs->v), by_name);
	return rc < 0 ? rc : 0;
}

static void drop_gone(struct refs *refs)
{
	size_t n = 0;

	for (size_t i = 0; i < refs->n; i++)
		if (!git_oid_is_zero(&refs->v[i].id))
			refs->v[n++] = refs->v[i];
	refs->n = n;
}

/* All at once: many changes of many refs are no square. */
static void apply(struct refs *refs, struct repo *r, const struct changes *c,
		  bool after)
{
	size_t n = refs->n;

	for (size_t i = 0; i < c->n; i++) {
		const git_oid *id = after ? &c->v[i].to : &c->v[i].from;
		struct refs old = { refs->v, n, 0 };
		struct ref *known = refs_find(&old, c->v[i].ref);
		if (known)
			*known = (struct ref){ .name = known->name, .id = *id };
		else
			add(refs, arena_strdup(&r->arena, c->v[i].ref), id);
	}
	qsort(refs->v, refs->n, sizeof(*refs->v), by_name);
	drop_gone(refs);
}

int refs_read(struct refs *before, struct refs *after, struct repo *r,
	      enum side side, const struct changes *c)
{
	const char *tracking =
		side == SIDE_CLIENT && c->remote ?
			arena_printf(&r->arena, "refs/remotes/%s/", c->remote) :
			NULL;
	int rc = read_all(before, r, tracking);

	if (rc < 0)
		return rc;
	qsort(before->v, before->n, sizeof(*before->v), by_name);
	if (tracking)
		hear(before, r, c->there);
	if (c->way == WAY_HERE && tracking)
		rc = go_on_here(before, r);
	if (rc < 0)
		return rc;
	apply(before, r, c, false);
	for (size_t i = 0; i < before->n; i++)
		add(after, before->v[i].name, &before->v[i].id);
	apply(after, r, c, true);
	return 0;
}

void refs_release(struct refs *refs)
{
	free(refs->v);
	*refs = (struct refs){ 0 };
}

struct ref *refs_find(const struct refs *refs, const char *name)
{
	struct ref key = { .name = name };

	return refs->n ? bsearch(&key, refs->v, refs->n, sizeof(*refs->v),
				 by_name) :
			 NULL;
}

const git_oid *ref_commit(struct repo *r, struct ref *ref)
{
	if (!ref || ref->no_commit)
		return NULL;
	if (!git_oid_is_zero(&ref->commit))
		return &ref->commit;
	struct saved_error before;
	error_save(&before);
	ref->no_commit = error_restore(repo_peel(r, &ref->id, &ref->commit),
				       &before) < 0;
	return ref->no_commit ? NULL : &ref->commit;
}
