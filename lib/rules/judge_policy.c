#include "rules/judges.h"

#include "git/gitrel_file.h"

/* What .gitrel was before: of a branch that is new, that of the policy itself. */
static int blob_before(struct trial *t, const struct ref_change *c,
		       git_oid *out)
{
	bool none = git_oid_is_zero(&c->from) || c->unknown;
	const git_oid *at = none ? &t->rules->commit : &c->from;

	*out = (git_oid){ { 0 } };
	return git_oid_is_zero(at) ? 0 : gitrel_blob(t->repo, at, out);
}

/* Does it get another .gitrel, that cannot be?  The reason is error_message() then. */
static bool breaks(struct trial *t, const struct ref_change *c)
{
	git_oid old, new = { { 0 } };

	return gitrel_blob(t->repo, &c->to, &new) >= 0 &&
	       blob_before(t, c, &old) >= 0 && !oid_eq(&old, &new) &&
	       rules_can_be(t->repo, &c->to, t->rules->side) < 0;
}

/* Main's stops everybody, that of another branch all who are on it; a branch that
 * is only worked on may be broken for a while. */
static bool must_be_read(const struct trial *t, const char *ref)
{
	return trial_is_trunk(t, ref) || trial_is_stable(t, ref) ||
	       t->c->merge || t->c->way == WAY_DONE;
}

void judge_policy(struct trial *t)
{
	struct saved_error before;

	for (size_t i = 0; i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		if (!change_branch(c) || c->source || git_oid_is_zero(&c->to))
			continue;
		error_save(&before);
		const char *why =
			breaks(t, c) ? arena_strdup(t->arena, error_message()) :
				       NULL;
		(void)error_restore(0, &before);
		if (!why)
			continue;
		struct rules_item *item = arena_alloc(t->arena, sizeof(*item));
		*item = (struct rules_item){ .id = N_RULES,
					     .origin = t->rules->name,
					     .warn = !must_be_read(t, c->ref) };
		t->item = item;
		trial_fault(
			t, c->ref, &c->to,
			"mend .gitrel: git rel config says whether it can be read",
			"'%s' would get a policy that cannot be: %s",
			ref_short(c->ref), why);
	}
}
