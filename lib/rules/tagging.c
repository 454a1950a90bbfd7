#include "rules/tagging.h"

/* The branch of the version, here or where it goes to; NULL: there is none. */
static const char *branch_of(struct trial *t, const struct version *v)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH };

	for (int i = 0; i < 2; i++) {
		const char *name = trial_name(t, names[i], v);
		git_oid here = { { 0 } };
		if (!name)
			continue;
		const char *ref = trial_text(t, "refs/heads/%s", name);
		if (refs_find(&t->after, ref) ||
		    (t->rules->side == SIDE_CLIENT &&
		     repo_ref(t->repo, ref, &here) == 0 &&
		     !git_oid_is_zero(&here)))
			return name;
	}
	return NULL;
}

static bool is_on(struct trial *t, const struct tagging *g, const git_oid *tip)
{
	enum answer has;

	return tagging_is_on(t, g, tip, &has) == 0 && has == ANSWER_YES;
}

/* Is main here ahead of main there by what is tagged?  Then it is pushed yet. */
static bool waits(struct trial *t, const struct tagging *g)
{
	git_oid here;

	return t->rules->side == SIDE_CLIENT && t->c->remote &&
	       repo_ref(t->repo, t->main, &here) == 0 &&
	       !git_oid_is_zero(&here) && is_on(t, g, &here);
}

const char *tagging_again(struct trial *t, const struct tagging *g)
{
	const char *version = g->version.text, *verb = "start";

	if (trial_is_planned(t) || trial_refs(t) < 0)
		return NULL;
	const struct ref *trunk = refs_find(&t->after, t->main);
	if (trunk && is_on(t, g, &trunk->id))
		verb = "tag";
	else if (waits(t, g))
		return trial_text(t, "git rel finish %s", version);
	else if (branch_of(t, &g->version))
		verb = "finish";
	return trial_text(t, "git tag -d %s && git rel %s %s",
			  trial_shell(t, g->tag), verb, version);
}

const char *tagging_after(struct trial *t, const struct tagging *g,
			  const char *verb)
{
	const char *branch = trial_refs(t) < 0 ? NULL :
						 branch_of(t, &g->version);
	const char *first = trial_is_planned(t) ?
				    "" :
				    trial_text(t, "git tag -d %s && ",
					       trial_shell(t, g->tag));

	if (branch)
		return trial_text(t, "%sgit switch %s && %s %s", first,
				  trial_shell(t, branch), verb,
				  g->version.text);
	return trial_text(t, "%sgit rel start %s", first, g->version.text);
}
