#include "release/version_tags.h"

#include "base/message.h"
#include "git/version_tag.h"

#include <stdlib.h>
#include <string.h>

/* `commit`: what the remote says; NULL: it is a tag here. */
static void take_tag(struct ctx *c, struct tag_list *list, const char *ref,
		     const git_oid *id, const git_oid *commit)
{
	struct version v;

	if (!starts_with(ref, "refs/tags/") ||
	    !version_tag(&c->repo.config, ref_short(ref), &v))
		return;
	list->item = arena_grow(list->arena, list->item, list->n,
				sizeof(*list->item));
	struct tagged *t = &list->item[list->n++];
	*t = (struct tagged){ v, arena_strdup(list->arena, ref_short(ref)),
			      *id };
	t->here = !commit;
	if (commit)
		t->commit = *commit;
}

struct local {
	struct ctx *c;
	struct tag_list *list;
};

static void see_tag(struct repo *r, const git_reference *ref, void *data)
{
	struct local *l = data;

	(void)r;
	take_tag(l->c, l->list, git_reference_name(ref),
		 git_reference_target(ref), NULL);
}

/* Those of one name stand together, ours first. */
static int newest_first(const void *a, const void *b)
{
	const struct tagged *x = a, *y = b;
	int cmp = version_cmp(&y->version, &x->version);

	if (!cmp)
		cmp = strcmp(x->tag, y->tag);
	return cmp ? cmp : y->here - x->here;
}

/* What is the same on both sides counts once, as ours. */
static void drop_twins(struct tag_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct tagged *t = &list->item[i];
		const struct tagged *last = kept ? &list->item[kept - 1] : NULL;
		if (!last || strcmp(last->tag, t->tag) ||
		    !oid_eq(&last->id, &t->id))
			list->item[kept++] = *t;
	}
	list->n = kept;
}

bool version_tags_commit(struct ctx *c, const struct tagged *t, git_oid *out)
{
	*out = t->commit;
	if (git_oid_is_zero(&t->commit))
		return repo_has_object(&c->repo, &t->id) &&
		       !repo_peel(&c->repo, &t->id, out);
	return repo_has_object(&c->repo, &t->commit);
}

/* A tag may be on a file or a folder. */
bool version_tags_no_commit(struct ctx *c, const struct tagged *t)
{
	static const char *told;
	struct saved_error before;
	git_oid commit;

	if (!repo_has_object(&c->repo, &t->id))
		return false;
	error_save(&before);
	bool no = repo_peel(&c->repo, &t->id, &commit) == E_NOTFOUND;
	(void)error_restore(0, &before);
	if (no && !told) {
		told = t->tag;
		warning("tag '%s' is on no commit and does not count", t->tag);
	}
	return no;
}

int version_tags_list(struct ctx *c, const struct remote *remote,
		      struct arena *arena, struct tag_list *list)
{
	struct local local = { c, list };

	memset(list, 0, sizeof(*list));
	list->arena = arena;
	int rc = version_tag_each(&c->repo, &local, see_tag);
	for (size_t i = 0; !rc && remote && i < remote->n; i++)
		take_tag(c, list, remote->ref[i].name, &remote->ref[i].id,
			 &remote->ref[i].commit);
	if (list->n)
		qsort(list->item, list->n, sizeof(*list->item), newest_first);
	drop_twins(list);
	return rc;
}
