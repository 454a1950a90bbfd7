#include "release/latest.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/version_tag.h"
#include "release/version_tags.h"

#include <stdlib.h>
#include <string.h>

/* Which of the versions are asked for. */
struct ask {
	bool final; /* no pre-releases */
	const struct version *below;
	const git_oid *within; /* only tags on commits behind this one */
	const git_oid *on;     /* only tags on this one */
	const char **tag;      /* gets the name of the answer's; NULL: none */
};

/* The tags here that are behind `within`, once somebody has asked git. */
struct walk {
	bool done;
	struct strvec tags;
};

static void walk_clear(struct walk *w)
{
	strvec_clear(&w->tags);
}
DEFINE_CLEANUP(walk, struct walk, walk_clear)

static int is_listed(const void *name, const void *item)
{
	return strcmp(name, *(char *const *)item);
}

/* Mostly the newest tag is the answer, and not far.  On a maintenance branch
 * there may be a hundred that are newer: git walks once for all. */
static int is_within(struct ctx *c, const struct tagged *t,
		     const git_oid *commit, const git_oid *tip, struct walk *w)
{
	int rc;

	if (!t->here)
		return history_contains(&c->repo, commit, tip);
	if (!w->done && history_is_near(&c->repo, commit, tip))
		return 1;
	if (!w->done) {
		rc = version_tag_merged(&c->repo, tip, &w->tags);
		if (rc < 0)
			return rc;
		w->done = true;
	}
	const char *ref = arena_printf(&c->repo.arena, "refs/tags/%s", t->tag);
	return w->tags.n && bsearch(ref, w->tags.v, w->tags.n,
				    sizeof(*w->tags.v), is_listed);
}

/* 1: it is one of those, 0: not. */
static int fits(struct ctx *c, const struct tagged *t, const struct ask *ask,
		struct walk *w)
{
	git_oid commit;

	if ((ask->final && version_is_pre(&t->version)) ||
	    (ask->below && version_cmp(&t->version, ask->below) >= 0))
		return 0;
	if (version_tags_no_commit(c, t))
		return 0;
	if (!ask->within && !ask->on)
		return 1;
	if (!version_tags_commit(c, t, &commit))
		return 0; /* not here, so not behind it */
	return ask->on ? oid_eq(&commit, ask->on) :
			 is_within(c, t, &commit, ask->within, w);
}

/* The newest that fits; `commit` may be NULL. */
static int newest(struct ctx *c, const struct remote *remote,
		  const struct ask *ask, struct version *out, git_oid *commit,
		  bool *found)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(walk) struct walk walk = { 0 };
	struct tag_list list = { 0 };
	int rc = version_tags_list(c, remote, &arena, &list);

	*found = false;
	for (size_t i = 0; rc >= 0 && i < list.n; i++) {
		rc = fits(c, &list.item[i], ask, &walk);
		if (rc <= 0)
			continue;
		*found = true;
		*out = list.item[i].version;
		if (ask->tag)
			*ask->tag =
				arena_strdup(&c->repo.arena, list.item[i].tag);
		if (!commit || version_tags_commit(c, &list.item[i], commit))
			return 0;
		return error(E_NOTFOUND, "the commit of tag '%s' is not here",
			     out->text);
	}
	return rc;
}

int release_last(struct ctx *c, const struct remote *remote,
		 const git_oid *within, struct version *out, git_oid *commit,
		 bool *found)
{
	const struct ask ask = { .within = within };

	return newest(c, remote, &ask, out, commit, found);
}

int release_last_tag(struct ctx *c, const git_oid *within, struct version *out,
		     const char **tag)
{
	const struct ask ask = { .within = within, .tag = tag };
	bool found;

	*tag = NULL;
	return newest(c, NULL, &ask, out, NULL, &found);
}

int release_last_final(struct ctx *c, const struct remote *remote,
		       const git_oid *within, struct version *out,
		       git_oid *commit, bool *found)
{
	const struct ask ask = { .final = true, .within = within };

	return newest(c, remote, &ask, out, commit, found);
}

int release_on_commit(struct ctx *c, const struct remote *remote,
		      const git_oid *commit, struct version *out, bool *found)
{
	const struct ask ask = { .final = true, .on = commit };

	return newest(c, remote, &ask, out, NULL, found);
}

int release_below(struct ctx *c, const struct remote *remote,
		  const struct version *v, struct version *out, bool *found)
{
	const struct ask ask = { .final = true, .below = v };

	return newest(c, remote, &ask, out, NULL, found);
}

int release_previous(struct ctx *c, struct release *rel)
{
	const struct ask ask = { .final = !version_is_pre(&rel->version),
				 .below = &rel->version };
	struct version last;
	bool found;
	int rc = newest(c, &rel->remote, &ask, &last, NULL, &found);

	if (!rc && found)
		rel->vars.previous = arena_strdup(&c->repo.arena, last.text);
	return rc;
}
