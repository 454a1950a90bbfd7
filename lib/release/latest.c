#include "release/latest.h"

#include "git/history.h"
#include "release/version_tags.h"

/* Which of the versions are asked for. */
struct ask {
	bool final; /* no pre-releases */
	const struct version *below;
	const git_oid *within; /* only tags on commits behind this one */
	const git_oid *on;     /* only tags on this one */
	const char **tag;      /* gets the name of the answer's; NULL: none */
};

/* Which of the tags, from the first that was asked of on, have a commit behind
 * `within`, once git has walked there. */
struct walk {
	const struct tagged *first;
	size_t n; /* 0: nobody has walked */
	bool *behind;
};

/* So many tags are looked up before the walk; where it was none of these,
 * another walk tells of all others. */
#define WALK_FIRST 1000

static bool is_asked(const struct version *v, const struct ask *ask)
{
	return !(ask->final && version_is_pre(v)) &&
	       !(ask->below && version_cmp(v, ask->below) >= 0);
}

/* Tags that are here or not, annotated or not: what counts is the commit. */
static int walk(struct ctx *c, const struct tag_list *list,
		const struct tagged *from, const git_oid *tip, struct walk *w)
{
	struct arena *a = &c->repo.arena;
	size_t left = (size_t)(list->item + list->n - from), found = 0;
	size_t n = !w->n && left > WALK_FIRST ? WALK_FIRST : left;
	git_oid *id = arena_alloc(a, n * sizeof(*id));
	size_t *at = arena_alloc(a, n * sizeof(*at));
	bool *behind = arena_alloc(a, n * sizeof(*behind));

	for (size_t i = 0; i < n; i++)
		if (version_tags_commit(c, &from[i], &id[found]))
			at[found++] = i;
	int rc = history_behind(&c->repo, tip, id, found, behind);
	*w = (struct walk){ from, n, arena_alloc(a, n * sizeof(*w->behind)) };
	for (size_t i = 0; i < found; i++)
		w->behind[at[i]] = behind[i];
	return rc;
}

/* Mostly the newest tag is the answer, and not far.  On a maintenance branch
 * there may be a hundred that are newer: git walks once for all. */
static int is_within(struct ctx *c, const struct tag_list *list,
		     const struct tagged *t, const git_oid *commit,
		     const git_oid *tip, struct walk *w)
{
	int rc;

	if (!w->n && history_is_near(&c->repo, commit, tip))
		return 1;
	if ((!w->n || t >= w->first + w->n) &&
	    (rc = walk(c, list, t, tip, w)) < 0)
		return rc;
	return w->behind[t - w->first];
}

/* 1: it is one of those, 0: not. */
static int fits(struct ctx *c, const struct tag_list *list,
		const struct tagged *t, const struct ask *ask, struct walk *w)
{
	git_oid commit;

	if (ask->on && !git_oid_is_zero(&t->commit) &&
	    !oid_eq(&t->commit, ask->on))
		return 0;
	const struct version v = version_tags_version(c, t);
	if (!is_asked(&v, ask) || version_tags_no_commit(c, t))
		return 0;
	if (!ask->within && !ask->on)
		return 1;
	if (!version_tags_commit(c, t, &commit))
		return 0; /* not here, so not behind it */
	return ask->on ? oid_eq(&commit, ask->on) :
			 is_within(c, list, t, &commit, ask->within, w);
}

/* The newest that fits; `commit` may be NULL. */
static int newest(struct ctx *c, const struct remote *remote,
		  const struct ask *ask, struct version *out, git_oid *commit,
		  bool *found)
{
	struct walk walk = { 0 };
	struct tag_list list = { 0 };
	int rc = version_tags_list(c, remote, &list);

	*found = false;
	for (size_t i = 0; rc >= 0 && i < list.n; i++) {
		const struct tagged *t = &list.item[i];
		rc = fits(c, &list, t, ask, &walk);
		if (rc <= 0)
			continue;
		*found = true;
		*out = version_tags_version(c, t);
		if (ask->tag)
			*ask->tag = t->tag;
		if (!commit || version_tags_commit(c, t, commit))
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
	struct ask ask = { .final = !version_is_pre(&rel->version),
			   .below = &rel->version,
			   .within = git_oid_is_zero(&rel->at) ? NULL :
								 &rel->at };
	struct version last;
	bool found;
	int rc = newest(c, &rel->remote, &ask, &last, NULL, &found);

	if (!rc && !found && ask.within) {
		ask.within = NULL;
		rc = newest(c, &rel->remote, &ask, &last, NULL, &found);
	}
	if (!rc && found)
		rel->vars.previous = arena_strdup(&c->repo.arena, last.text);
	return rc;
}
