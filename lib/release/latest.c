#include "release/latest.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "release/version_tags.h"

/* Which of the versions are asked for. */
struct ask {
	bool final; /* no pre-releases */
	const struct version *below;
	const git_oid *within; /* only tags on commits behind this one */
	const git_oid *on;     /* only tags on this one */
};

/* 1: it is one of those, 0: not. */
static int fits(struct ctx *c, const struct tagged *t, const struct ask *ask)
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
			 history_contains(&c->repo, &commit, ask->within);
}

/* The newest that fits; `commit` may be NULL. */
static int newest(struct ctx *c, const struct remote *remote,
		  const struct ask *ask, struct version *out, git_oid *commit,
		  bool *found)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct tag_list list = { 0 };
	int rc = version_tags_list(c, remote, &arena, &list);

	*found = false;
	for (size_t i = 0; rc >= 0 && i < list.n; i++) {
		rc = fits(c, &list.item[i], ask);
		if (rc <= 0)
			continue;
		*found = true;
		*out = list.item[i].version;
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
