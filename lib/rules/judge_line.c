#include "rules/judges.h"

#include "config/back_merge.h"
#include "git/version_tag.h"
#include "rules/chain.h"
#include "rules/own_commit.h"
#include "rules/releases.h"
#include "rules/rule_value.h"

#include <string.h>

/* "3 commits, the last is 4f5e6d7", for those of a chain that were counted. */
static const char *counted(struct trial *t, size_t n, const git_oid *last)
{
	return n == 1 ? trial_text(t, "%s is", oid_short(last)) :
			trial_text(t, "%s and %zu more are", oid_short(last),
				   n - 1);
}

/* What a command of ours adds to a line behind a release. */
static bool is_ours(struct trial *t, const struct ref_change *c,
		    const git_oid *id)
{
	bool line = !strcmp(c->ref, t->develop ? t->develop : t->main) ||
		    trial_is_stable(t, c->ref);

	return line && own_commit(t, id);
}

static int judge_direct(struct trial *t, const struct ref_change *c)
{
	const git_oid *last = NULL;
	struct chain chain;
	size_t n = 0;
	int rc = chain_read(t, c, &chain);

	if (rc < 0)
		return rc;
	for (size_t i = 0; i < chain.n; i++) {
		const struct chain_link *l = &chain.v[i];
		if (l->n_parents > 1 || is_ours(t, c, &l->id))
			continue;
		last = last ? last : &l->id;
		n++;
	}
	if (!n)
		return 0;
	const char *name = ref_short(c->ref);
	/* what a plan makes of it is nowhere yet */
	const git_oid *from = trial_is_made(t, &c->to) ? last : &c->to;
	if (t->draft)
		trial_fault(t, c->ref, NULL,
			    "git switch -c <branch>, and commit there",
			    "'%s' takes merges only", name);
	else
		trial_fault(
			t, c->ref, last,
			trial_is_made(t, last) ?
				rule_table[t->item->id].repair :
				trial_text(
					t,
					"git switch -c <branch> %s && git branch -f %s %s, and merge that",
					oid_short(from), trial_shell(t, name),
					oid_short(&c->from)),
			"'%s' takes merges only: %s none", name,
			counted(t, n, last));
	return 0;
}

int judge_protect(struct trial *t)
{
	int rc = judge_protected_moves(t);

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *name = change_branch(c);
		if (name && globs_match(t->item->value, name) &&
		    !git_oid_is_zero(&c->to) && !git_oid_is_zero(&c->from))
			rc = judge_direct(t, c);
	}
	return rc;
}

static bool is_listed(struct trial *t, const char *name)
{
	return names_match(t->item->value, name, t->scheme) ||
	       (t->item->id == R_MERGE_INTO_DEVELOP &&
		back_merge_is_head(t->rules->config, name));
}

/* What is released may always go back to develop. */
static int is_released(struct trial *t, const git_oid *commit, bool *is)
{
	const struct ref *trunk = refs_find(&t->after, t->main);
	const struct releases *all;
	size_t n;
	int rc = releases_after(t, &all);

	*is = rc >= 0 && ((trunk && oid_eq(&trunk->id, commit)) ||
			  releases_on(all, commit, &n));
	return rc;
}

/* A pull: nothing comes in that the branch has not. */
static int is_of_itself(struct trial *t, const struct ref_change *c,
			const git_oid *commit, bool *is)
{
	enum answer has = ANSWER_NO;
	git_oid there = c->from;
	int rc = 0;

	/* what a draft comes from is here */
	if (t->draft && t->c->remote)
		rc = repo_ref(t->repo,
			      trial_text(t, "refs/remotes/%s/%s", t->c->remote,
					 ref_short(c->ref)),
			      &there);
	if (rc >= 0 && !git_oid_is_zero(&there))
		rc = trial_has(t, &there, commit, &has);
	*is = has == ANSWER_YES;
	return rc;
}

/* A release that is merged back, but was not pushed itself: NULL: it is none. */
static const char *push_release(struct trial *t, const char *name)
{
	struct version v;

	return t->item->id == R_MERGE_INTO_DEVELOP && name && !t->draft &&
			       version_tag(t->rules->config, name, &v) &&
			       !refs_find(&t->after,
					  trial_text(t, "refs/tags/%s", name)) ?
		       trial_text(t, "git rel finish %s", v.text) :
		       NULL;
}

/* Back to in front of the merge, unless the branch comes with another's line. */
static const char *take_back(struct trial *t, const struct ref_change *c,
			     const struct chain *chain,
			     const struct chain_link *l)
{
	const struct chain_link *first = &chain->v[chain->n - 1];
	const char *into = trial_shell(t, ref_short(c->ref));

	if (t->draft)
		return "git merge --abort";
	if (trial_is_made(t, &l->id))
		return rule_table[t->item->id].repair;
	if (!git_oid_is_zero(&c->from) && !c->unknown && first->n_parents &&
	    !oid_eq(&first->parent[0], &c->from))
		return trial_text(t, "git switch %s && git reset --keep %s",
				  into, oid_short(&c->from));
	return trial_text(t, "git switch %s && git reset --keep %s^1", into,
			  oid_short(&l->id));
}

static int judge_merge(struct trial *t, const struct ref_change *c,
		       const struct chain *chain, const struct chain_link *l)
{
	const char *into = ref_short(c->ref), *name;
	int rc = 0;

	for (size_t i = 1; rc >= 0 && i < l->n_parents; i++) {
		bool ok;
		rc = chain_merged(t, l, &l->parent[i], c->ref, is_listed, &ok,
				  &name);
		if (rc >= 0 && !ok)
			rc = is_of_itself(t, c, &l->parent[i], &ok);
		if (rc >= 0 && !ok && t->item->id == R_MERGE_INTO_DEVELOP)
			rc = is_released(t, &l->parent[i], &ok);
		if (rc < 0 || ok)
			continue;
		const char *hint = push_release(t, name);
		hint = hint ? hint : take_back(t, c, chain, l);
		if (name)
			trial_fault(t, c->ref, &l->id, hint,
				    "'%s' is not merged into '%s': %s", name,
				    into, t->item->value);
		else
			trial_fault(
				t, c->ref, &l->id,
				t->draft ?
					hint :
					trial_text(
						t,
						"push its branch first, if it is one of these; else\n%s",
						hint),
				"%s, merged into '%s', is on no branch of %s",
				oid_short(&l->parent[i]), into, t->item->value);
	}
	return rc;
}

static bool is_target(const struct trial *t, const char *ref)
{
	switch (t->item->id) {
	case R_MERGE_INTO_MAIN:
	case R_MAIN_LINE:
		return !strcmp(ref, t->main);
	case R_MERGE_INTO_DEVELOP:
		return t->develop && !strcmp(ref, t->develop);
	case R_MERGE_INTO_STABLE:
		return trial_is_stable(t, ref);
	default:
		return trial_is_trunk(t, ref);
	}
}

typedef int judge_chain(struct trial *t, const struct ref_change *c,
			const struct chain *chain);

static int each_chain(struct trial *t, judge_chain *judge)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		struct chain chain;
		if (git_oid_is_zero(&c->to) || c->source ||
		    !is_target(t, c->ref))
			continue;
		rc = chain_read(t, c, &chain);
		if (rc >= 0)
			rc = judge(t, c, &chain);
	}
	return rc;
}

static int judge_merges(struct trial *t, const struct ref_change *c,
			const struct chain *chain)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < chain->n; i++)
		if (chain->v[i].n_parents > 1)
			rc = judge_merge(t, c, chain, &chain->v[i]);
	return rc;
}

int judge_merge_into(struct trial *t)
{
	return each_chain(t, judge_merges);
}

static int judge_shape(struct trial *t, const struct ref_change *c,
		       const struct chain *chain)
{
	bool merges = !strcmp(t->item->value, "merges");
	const git_oid *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < chain->n; i++) {
		const struct chain_link *l = &chain->v[i];
		if ((l->n_parents > 1) == merges || !l->n_parents ||
		    trial_is_stand_in(t, &l->id) ||
		    (merges && is_ours(t, c, &l->id)))
			continue;
		last = last ? last : &l->id;
		n++;
	}
	if (n)
		trial_fault(t, c->ref, last,
			    merges ? "git merge --no-ff <branch>" :
				     trial_text(t, "git rebase %s",
						oid_short(&c->from)),
			    "the line of '%s' is to be %s: %s %s merge",
			    ref_short(c->ref),
			    merges ? "merges only" : "linear",
			    counted(t, n, last), merges ? "no" : "a");
	return 0;
}

int judge_history(struct trial *t)
{
	return each_chain(t, judge_shape);
}

/* What is merged back from main to develop makes no release of that merge. */
static bool is_there(struct trial *t, const struct ref_change *c,
		     const git_oid *tagged)
{
	enum answer has;

	return !git_oid_is_zero(&c->from) &&
	       trial_has(t, &c->from, tagged, &has) >= 0 && has == ANSWER_YES;
}

static bool has_final(const struct releases *all, const git_oid *commit)
{
	size_t n;
	const struct release *const *on = releases_on(all, commit, &n);

	for (size_t i = 0; i < n; i++)
		if (!version_is_pre(&on[i]->version))
			return true;
	return false;
}

/* The commit, or what it merges, has the tag of a final version. */
static bool is_release(struct trial *t, const struct releases *all,
		       const struct ref_change *c, const struct chain_link *l)
{
	if (has_final(all, &l->id))
		return true;
	for (size_t k = 1; k < l->n_parents; k++)
		if (has_final(all, &l->parent[k]))
			return !is_there(t, c, &l->parent[k]);
	return false;
}

/* Where what is merged was there already, it is develop's line that comes. */
static const char *release_it(struct trial *t, const struct ref_change *c,
			      const struct chain *chain)
{
	const struct chain_link *l = &chain->v[0];

	if (l->n_parents == 2 && is_there(t, c, &l->parent[1]))
		return trial_text(t, "git switch %s && git reset --keep %s",
				  trial_shell(t, ref_short(c->ref)),
				  oid_short(&c->from));
	return "git rel finish, or push the tag together with it";
}

static int judge_releases(struct trial *t, const struct ref_change *c,
			  const struct chain *chain)
{
	const git_oid *last = NULL;
	const struct releases *all;
	size_t n = 0;
	int rc = releases_after(t, &all);

	for (size_t i = 0; rc >= 0 && i < chain->n; i++) {
		if (!chain->v[i].n_parents ||
		    trial_is_stand_in(t, &chain->v[i].id) ||
		    is_release(t, all, c, &chain->v[i]))
			continue;
		last = last ? last : &chain->v[i].id;
		n++;
	}
	if (n)
		trial_fault(t, c->ref, last, release_it(t, c, chain),
			    "'%s' takes releases only: %s not tagged",
			    ref_short(c->ref), counted(t, n, last));
	return rc;
}

int judge_main_line(struct trial *t)
{
	return each_chain(t, judge_releases);
}
