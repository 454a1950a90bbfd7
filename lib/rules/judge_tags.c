#include "rules/judges.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "object/signer.h"
#include "rules/highest_behind.h"
#include "rules/rule_value.h"
#include "rules/tagging.h"

#include <git2.h>
#include <string.h>

/* What a tag says of itself is signed, not the name of its ref: where one is
 * another's, under a new name, that is a fault. */
static bool judge_name(struct trial *t, const struct tagging *g)
{
	git_tag *tag = NULL;

	if (git_tag_lookup(&tag, t->repo->git, &g->change->to) < 0)
		return true;
	const char *name = arena_strdup(t->arena, git_tag_name(tag));
	git_tag_free(tag);
	if (!strcmp(name, g->tag))
		return true;
	trial_fault(t, g->change->ref, &g->commit, tagging_again(t, g),
		    "'%s' says that it is '%s'", g->tag, name);
	return false;
}

static int one_kind(struct trial *t, const struct tagging *g)
{
	const git_oid *id = &g->change->to;
	bool annotated = repo_type(t->repo, id) == GIT_OBJECT_TAG;
	bool sign = !strcmp(t->item->value, "signed");

	if (annotated && !judge_name(t, g))
		return 0;
	if (annotated && (!sign || signer_is_there(t->repo, id)))
		return 0;
	trial_fault(t, g->change->ref, &g->commit, tagging_again(t, g),
		    annotated ? "'%s' is not signed" :
				"'%s' is a lightweight tag",
		    g->tag);
	return 0;
}

int judge_tag_kind(struct trial *t)
{
	return tagging_each(t, one_kind);
}

static int one_signer(struct trial *t, const struct tagging *g)
{
	const char *ref = g->change->ref, *wanted = t->item->value;
	struct signer by;
	const git_oid own = { { 0 } };
	int rc = signer_look(t->repo, t->arena, &g->change->to, &own, &by);

	if (rc < 0 || !judge_name(t, g))
		return rc;
	switch (by.state) {
	case SIGNATURE_NONE:
		trial_fault(t, ref, &g->commit, tagging_again(t, g),
			    "'%s' is not signed", g->tag);
		break;
	case SIGNATURE_GOOD:
		if (!globs_match(wanted, by.who) &&
		    !(by.key && globs_match(wanted, by.key)) &&
		    !(by.primary && globs_match(wanted, by.primary)))
			trial_fault(t, ref, &g->commit,
				    "have one of them tag it",
				    "'%s' is signed by %s, who is none of %s",
				    g->tag, by.who, wanted);
		break;
	case SIGNATURE_STRANGER:
		trial_unknown(t, ref,
			      trial_text(t, "git verify-tag %s",
					 trial_shell(t, g->tag)),
			      "whose key signed '%s' is not known here",
			      g->tag);
		break;
	case SIGNATURE_BAD:
		trial_fault(t, ref, &g->commit, tagging_again(t, g),
			    "git does not accept the signature of '%s'",
			    g->tag);
		break;
	}
	return 0;
}

int judge_tag_signers(struct trial *t)
{
	return tagging_each(t, one_signer);
}

/* Above all of its series, and above all that it has behind it, of those that
 * were there and stay. */
static int one_order(struct trial *t, const struct tagging *g)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	const struct releases *all;
	int rc = releases_before(t, &all);

	version_series(&series, &g->version);
	for (size_t i = 0; rc >= 0 && i < all->n; i++) {
		const struct release *r = &all->v[i];
		enum answer has = ANSWER_YES;
		if (version_cmp(&r->version, &g->version) < 0)
			break;
		if (!strcmp(r->ref->name, g->change->ref) ||
		    !highest_stands(t, r))
			continue;
		if (strcmp(r->series, series.buf) != 0)
			rc = tagging_has(t, g, r, &has);
		if (rc < 0 || has != ANSWER_YES)
			continue;
		trial_fault(t, g->change->ref, &g->commit,
			    "tag the version after that",
			    "'%s' is not above '%s', which is there", g->tag,
			    ref_short(r->ref->name));
		break;
	}
	return rc;
}

int judge_version_order(struct trial *t)
{
	return tagging_each(t, one_order);
}
