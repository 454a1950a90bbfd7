#include "release/version_tags.h"

#include "base/alloc.h"
#include "base/message.h"
#include "git/version_tag.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

/* What was listed last, and for what. */
struct version_tags {
	const struct remote_ref *there;
	const char *name, *scheme; /* the settings */
	struct tag_list list;
};

struct gathered {
	struct ctx *c;
	struct tagged *item;
	size_t n, here; /* all, and ours of them, which are first */
};

/* For the order: a version is large, so it is not kept. */
struct ordered {
	struct version version;
	struct tagged tagged;
};

/* `id` and `commit` may be the same. */
static void add(struct gathered *g, const char *tag, const git_oid *id,
		const git_oid *commit, bool here)
{
	struct arena *a = &g->c->repo.arena;

	g->item = arena_grow(a, g->item, g->n, sizeof(*g->item));
	struct tagged *t = &g->item[g->n++];
	*t = (struct tagged){ .tag = tag, .id = *id, .here = here };
	if (commit)
		t->commit = *commit;
}

/* What packed-refs says of an annotated tag need not be looked up. */
static void see_tag(struct repo *r, const git_reference *ref, void *data)
{
	struct gathered *g = data;

	add(g, arena_strdup(&r->arena, ref_short(git_reference_name(ref))),
	    git_reference_target(ref), git_reference_target_peel(ref), true);
}

static int by_name(const void *a, const void *b)
{
	const struct tagged *x = a, *y = b;

	return strcmp(x->tag, y->tag);
}

/* What is the same on both sides counts once, as ours. */
static void add_there(struct gathered *g, const struct remote_ref *ref)
{
	const struct tagged key = { .tag = ref_short(ref->name) };
	const struct tagged *ours = NULL;

	if (!starts_with(ref->name, "refs/tags/"))
		return;
	if (g->here)
		ours = bsearch(&key, g->item, g->here, sizeof(key), by_name);
	if (!ours || !oid_eq(&ours->id, &ref->id))
		add(g, key.tag, &ref->id, &ref->commit, false);
}

static int gather(struct gathered *g, const struct remote *remote)
{
	int rc = version_tag_each(&g->c->repo, g, see_tag);

	if (rc < 0)
		return rc;
	g->here = g->n;
	if (g->n)
		qsort(g->item, g->n, sizeof(*g->item), by_name);
	for (size_t i = 0; remote && i < remote->n; i++)
		add_there(g, &remote->ref[i]);
	return 0;
}

/* Those of one name stand together, ours first. */
static int newest_first(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int cmp = version_cmp(&y->version, &x->version);

	if (!cmp)
		cmp = strcmp(x->tagged.tag, y->tagged.tag);
	return cmp ? cmp : y->tagged.here - x->tagged.here;
}

/* In their order, in place; only those that hold a version. */
static void order(struct gathered *g)
{
	struct ordered *all = xcalloc(g->n + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		all[n].tagged = g->item[i];
		if (version_tag(&g->c->repo.config, g->item[i].tag,
				&all[n].version))
			n++;
	}
	qsort(all, n, sizeof(*all), newest_first);
	for (size_t i = 0; i < n; i++)
		g->item[i] = all[i].tagged;
	g->n = n;
	free(all);
}

static bool is_listed(const struct version_tags *t, struct ctx *c,
		      const struct remote_ref *there)
{
	return t && t->there == there &&
	       setting_is(&c->repo.config, K_TAG, t->name) &&
	       setting_is(&c->repo.config, K_SCHEME, t->scheme);
}

int version_tags_list(struct ctx *c, const struct remote *remote,
		      struct tag_list *list)
{
	struct arena *a = &c->repo.arena;
	const struct remote_ref *there = remote ? remote->ref : NULL;
	struct gathered g = { .c = c };
	int rc;

	if (!is_listed(c->version_tags, c, there)) {
		if ((rc = gather(&g, remote)) < 0)
			return rc;
		order(&g);
		c->version_tags = arena_alloc(a, sizeof(*c->version_tags));
		*c->version_tags = (struct version_tags){
			there,
			arena_strdup(a, setting(&c->repo.config, K_TAG)),
			arena_strdup(a, setting(&c->repo.config, K_SCHEME)),
			{ g.item, g.n },
		};
	}
	*list = c->version_tags->list;
	return 0;
}

struct version version_tags_version(struct ctx *c, const struct tagged *t)
{
	struct version v = { 0 };

	(void)version_tag(&c->repo.config, t->tag, &v);
	return v;
}

bool version_tags_commit(struct ctx *c, const struct tagged *t, git_oid *out)
{
	*out = git_oid_is_zero(&t->commit) ? t->id : t->commit;
	git_object_t type = repo_type(&c->repo, out);

	if (type == GIT_OBJECT_TAG)
		return !repo_peel(&c->repo, &t->id, out);
	return type == GIT_OBJECT_COMMIT;
}

/* A tag may be on a file or a folder. */
bool version_tags_no_commit(struct ctx *c, const struct tagged *t)
{
	static bool told;
	struct saved_error before;
	git_oid commit;

	error_save(&before);
	bool no = !version_tags_commit(c, t, &commit) &&
		  repo_type(&c->repo, &commit) != GIT_OBJECT_INVALID;
	(void)error_restore(0, &before);
	if (no && !told) {
		told = true;
		warning("tag '%s' is on no commit and does not count", t->tag);
	}
	return no;
}
