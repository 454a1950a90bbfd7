#include "rules/judges.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "git/version_tag.h"
#include "object/sign.h"
#include "rules/rule_value.h"
#include "rules/tagging.h"

#include <string.h>

static bool has_signature(struct trial *t, const git_oid *tag)
{
	git_odb_object *object = NULL;

	if (git_odb_read(&object, t->repo->odb, tag) < 0)
		return false;
	size_t n = git_odb_object_size(object);
	bool has = sign_find(git_odb_object_data(object), n) < n;
	git_odb_object_free(object);
	return has;
}

static int one_kind(struct trial *t, const struct tagging *g)
{
	const git_oid *id = &g->change->to;
	bool annotated = repo_type(t->repo, id) == GIT_OBJECT_TAG;
	bool sign = !strcmp(t->item->value, "signed");

	if (annotated && (!sign || has_signature(t, id)))
		return 0;
	trial_fault(t, g->change->ref, &g->commit, g->again,
		    annotated ? "'%s' is not signed" :
				"'%s' is a lightweight tag",
		    g->tag);
	return 0;
}

int judge_tag_kind(struct trial *t)
{
	return tagging_each(t, one_kind);
}

/* Who signed, from what git says: the principal of an ssh signature, the mail of
 * an OpenPGP one; and the key. */
static const char *find_signer(struct trial *t, const char *said,
			       const char **key)
{
	const char *good = strstr(said, "Good \"git\" signature for ");
	const char *p;

	*key = NULL;
	if (good) {
		p = good + strlen("Good \"git\" signature for ");
		const char *k = strstr(p, " key ");
		*key = k ? arena_strndup(t->arena, k + 5,
					 strcspn(k + 5, " \n")) :
			   NULL;
		return arena_strndup(t->arena, p, strcspn(p, " \n"));
	}
	p = strstr(said, "[GNUPG:] VALIDSIG ");
	if (p) {
		p += strlen("[GNUPG:] VALIDSIG ");
		*key = arena_strndup(t->arena, p, strcspn(p, " \n"));
	}
	p = strstr(said, "[GNUPG:] GOODSIG ");
	if (!p)
		return NULL;
	size_t n = strcspn(p, "\n"), at = strcspn(p, "<");
	return at < n ? arena_strndup(t->arena, p + at + 1,
				      strcspn(p + at + 1, ">\n")) :
			arena_strndup(t->arena, p, n);
}

static int one_signer(struct trial *t, const struct tagging *g)
{
	const char *argv[] = { "git", "verify-tag", "--raw",
			       oid_hex(&g->change->to), NULL };
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT, out = STRBUF_INIT;
	struct run run = {
		.argv = argv, .env = t->repo->env, .out = &out, .err = &err
	};
	const char *who, *key;

	if (repo_type(t->repo, &g->change->to) != GIT_OBJECT_TAG ||
	    !has_signature(t, &g->change->to)) {
		trial_fault(t, g->change->ref, &g->commit, g->again,
			    "'%s' is not signed", g->tag);
		return 0;
	}
	int rc = run_command(&run);
	if (rc < 0)
		return rc;
	who = find_signer(t, err.buf, &key);
	if (!rc && who &&
	    (globs_match(t->item->value, who) ||
	     (key && globs_match(t->item->value, key))))
		return 0;
	if (!rc && who)
		trial_fault(t, g->change->ref, &g->commit,
			    "have one of them tag it",
			    "'%s' is signed by %s, who is none of %s", g->tag,
			    who, t->item->value);
	else if (strstr(err.buf, "allowedSignersFile") ||
		 strstr(err.buf, "NO_PUBKEY") ||
		 strstr(err.buf, "No principal"))
		trial_unknown(t, g->change->ref,
			      trial_text(t, "git verify-tag %s",
					 trial_shell(t, g->tag)),
			      "whose key signed '%s' is not known here",
			      g->tag);
	else
		trial_fault(t, g->change->ref, &g->commit, g->again,
			    "git does not accept the signature of '%s'",
			    g->tag);
	return 0;
}

int judge_tag_signers(struct trial *t)
{
	return tagging_each(t, one_signer);
}

/* Above all of its series, and above all that it has behind it. */
static int one_order(struct trial *t, const struct tagging *g)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	int rc = trial_refs(t);

	version_series(&series, &g->version);
	for (size_t i = 0; rc >= 0 && i < t->after.n; i++) {
		CLEANUP(strbuf) struct strbuf of = STRBUF_INIT;
		struct ref *ref = &t->after.v[i];
		struct version v;
		const git_oid *at;
		enum answer has = ANSWER_YES;
		if (!starts_with(ref->name, "refs/tags/") ||
		    !version_tag(t->rules->config, ref_short(ref->name), &v) ||
		    !strcmp(ref->name, g->change->ref) ||
		    version_cmp(&v, &g->version) < 0 ||
		    !refs_find(&t->before, ref->name))
			continue;
		version_series(&of, &v);
		at = ref_commit(t->repo, ref);
		if (strcmp(of.buf, series.buf) != 0 && at)
			rc = trial_has(t, &g->commit, at, &has);
		if (rc < 0 || !at || has != ANSWER_YES)
			continue;
		trial_fault(t, g->change->ref, &g->commit,
			    "tag the version after that",
			    "'%s' is not above '%s', which is there", g->tag,
			    ref_short(ref->name));
		break;
	}
	return rc;
}

int judge_version_order(struct trial *t)
{
	return tagging_each(t, one_order);
}
