#include "rules/tagging.h"

#include "git/history.h"
#include "rules/highest_behind.h"

#include <string.h>

/* Fewer are looked for one by one. */
#define MANY 16

/* Which of the commits that are tagged a tip has. */
struct line {
	git_oid tip;
	bool *has;
	struct line *next;
};

struct taggings {
	struct tagging *v;
	git_oid *commit; /* one each; zero: it is on none */
	size_t n;
	struct line *line;
	const struct release **highest; /* one each; NULL: not asked yet */
};

static void take(struct trial *t, struct taggings *all,
		 const struct ref_change *c)
{
	struct tagging *g = &all->v[all->n];
	struct saved_error before;

	*g = (struct tagging){ .change = c, .at = all->n };
	if (!trial_new_version(t, c, &g->version))
		return;
	g->tag = change_tag(c);
	error_save(&before);
	if (error_restore(repo_peel(t->repo, &c->to, &g->commit), &before) < 0)
		g->commit = (git_oid){ { 0 } };
	all->commit[all->n++] = g->commit;
}

static struct taggings *read_all(struct trial *t)
{
	struct taggings *all = arena_alloc(t->arena, sizeof(*all));
	size_t n = t->c->n + 1;

	*all = (struct taggings){
		.v = arena_alloc(t->arena, n * sizeof(*all->v)),
		.commit = arena_alloc(t->arena, n * sizeof(git_oid))
	};
	for (size_t i = 0; i < t->c->n; i++)
		take(t, all, &t->c->v[i]);
	return all;
}

/* One that is on no commit is asked for as the tip itself. */
static int ask(struct trial *t, const git_oid *tip, struct line **out)
{
	struct taggings *all = t->taggings;
	struct line *line = arena_alloc(t->arena, sizeof(*line));
	git_oid *id = arena_alloc(t->arena, all->n * sizeof(*id));

	*line = (struct line){ .tip = *tip, .next = all->line };
	line->has = arena_alloc(t->arena, all->n * sizeof(*line->has));
	for (size_t i = 0; i < all->n; i++)
		id[i] = git_oid_is_zero(&all->commit[i]) ? *tip :
							   all->commit[i];
	all->line = *out = line;
	return history_behind(t->repo, tip, id, all->n, line->has);
}

int tagging_is_on(struct trial *t, const struct tagging *g, const git_oid *tip,
		  enum answer *out)
{
	struct line *line = t->taggings->line;
	int rc = 0;

	if (t->taggings->n < MANY ||
	    repo_type(t->repo, tip) != GIT_OBJECT_COMMIT)
		return trial_has(t, tip, &g->commit, out);
	while (line && !oid_eq(&line->tip, tip))
		line = line->next;
	if (!line && (rc = ask(t, tip, &line)) < 0)
		return rc;
	*out = line->has[g->at] ? ANSWER_YES :
	       t->repo->shallow ? ANSWER_UNKNOWN :
				  ANSWER_NO;
	return 0;
}

int tagging_has(struct trial *t, const struct tagging *g,
		const struct release *r, enum answer *out)
{
	struct taggings *all = t->taggings;
	const git_oid *at = highest_stands(t, r);

	*out = ANSWER_NO;
	if (!at)
		return 0;
	if (all->n < MANY)
		return trial_has(t, &g->commit, at, out);
	if (!all->highest) {
		all->highest = arena_alloc(t->arena,
					   all->n * sizeof(struct release *));
		int rc = highest_behind(t, all->commit, all->n, all->highest);
		if (rc < 0)
			return rc;
	}
	/* a tag that moves is on its own commit, and may hide another */
	const struct release *highest = all->highest[g->at];
	if (highest && !strcmp(highest->ref->name, g->change->ref))
		return trial_has(t, &g->commit, at, out);
	*out = highest == r ? ANSWER_YES : ANSWER_NO;
	return 0;
}

/* As trial_is_old(). */
static bool is_old(struct trial *t, const struct tagging *g)
{
	enum answer has;

	return t->commits.since &&
	       tagging_is_on(t, g, t->commits.since, &has) >= 0 &&
	       has == ANSWER_YES;
}

int tagging_each(struct trial *t, tagging_judge *judge)
{
	int rc = 0;

	if (!t->taggings)
		t->taggings = read_all(t);
	for (size_t i = 0; rc >= 0 && i < t->taggings->n; i++) {
		const struct tagging *g = &t->taggings->v[i];
		if (git_oid_is_zero(&g->commit))
			trial_fault(t, g->change->ref, NULL,
				    trial_text(t, "git tag -d %s",
					       trial_shell(t, g->tag)),
				    "'%s' is on no commit", g->tag);
		else if (!is_old(t, g))
			rc = judge(t, g);
	}
	return rc;
}
