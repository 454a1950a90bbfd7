#include "rules/judges.h"

#include "evidence/names.h"
#include "evidence/seal.h"
#include "evidence/signers.h"
#include "git/history.h"
#include "object/signer.h"

#include <string.h>

/* One tag, with what there will be of its evidence. */
struct tagged {
	const struct ref_change *c;
	const char *tag, *release;
	git_oid commit, tip;
	struct seal seal;
	struct evidence sealed;
};

/* On a client what is not here may be on the remote. */
static int missing(struct trial *t, const struct tagged *x, const char *what,
		   const char *verb)
{
	const char *hint =
		trial_text(t, "%s %s", verb, trial_shell(t, x->release));

	if (t->rules->side == SIDE_CLIENT)
		trial_unknown(t, x->c->ref, hint, "%s of '%s' is not here",
			      what, x->tag);
	else
		trial_fault(t, x->c->ref, NULL, hint, "'%s' comes without %s",
			    x->tag, what);
	return 0;
}

/* What is open may have been found by others, which is not here. */
static int refuse(struct trial *t, const struct tagged *x, const char *why)
{
	const char *release = trial_shell(t, x->release);

	trial_fault(t, x->c->ref, &x->commit,
		    trial_text(t,
			       "git staging fetch %s && git staging status %s",
			       release, release),
		    "%s", why);
	return 0;
}

/* 1: there is all of it. */
static int find(struct trial *t, struct tagged *x)
{
	const char *ref = seal_ref(t->arena, x->release);
	struct saved_error before;
	git_oid id;
	int rc = trial_ref(t, evidence_ref(t->arena, x->release), &x->tip);

	if (!rc)
		rc = trial_ref(t, ref, &id);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&x->tip))
		return missing(t, x, "the evidence",
			       trial_text(t,
					  "git tag -d %s && git staging start",
					  trial_shell(t, x->tag)));
	if (git_oid_is_zero(&id))
		return missing(t, x, "the seal of its evidence",
			       "git rel finish");
	error_save(&before);
	rc = seal_read(&x->seal, t->repo, &id);
	if (!rc)
		rc = evidence_read(&x->sealed, t->repo, x->release,
				   &x->seal.tip);
	const char *why = rc < 0 ? trial_text(t, "%s", error_message()) : NULL;
	(void)error_restore(0, &before);
	return why ? refuse(t, x, why) : 1;
}

/* It is what was tested, or has its files where these bind. */
static bool is_bound(struct trial *t, const struct tagged *x,
		     const struct record *was)
{
	bool by_tree = setting_is(t->rules->config, K_BIND, "tree") ||
		       setting_is(t->rules->config, K_FINISH, "pr");
	git_oid tree;

	return oid_eq(&x->commit, &was->commit) ||
	       (by_tree && history_tree(t->repo, &x->commit, &tree) == 0 &&
		oid_eq(&tree, &was->tree));
}

/* Was that file of signers on main once?  Who begins a release could name one of
 * their own.  `*now`: those in force when it was sealed. */
static int judge_signers(struct trial *t, const struct tagged *x,
			 const struct signers_rules *rules, struct signers *now)
{
	struct signers_of of;
	int rc = signers_find(&of, t->repo, &x->sealed, rules);

	if (rc < 0)
		return rc;
	*now = *signers_now(&of);
	if (git_oid_is_zero(&rules->main) || !*rules->path ||
	    (!now->nobody && !git_oid_is_zero(&now->file)))
		return 1;
	return refuse(
		t, x,
		trial_text(
			t,
			"the evidence of '%s' names signers that '%s' never had in '%s'",
			x->tag, ref_short(t->main), rules->path));
}

/* 1: as far as signatures are asked for. */
static int judge_signature(struct trial *t, const struct tagged *x)
{
	const struct signers_rules rules = {
		.main = t->rules->commit,
		.path = setting(t->rules->config, K_SIGNERS),
		.required = setting_is(t->rules->config, K_EVIDENCE_SIGN,
				       "required"),
	};
	struct signers now;
	struct signer who;
	int rc = rules.required ? judge_signers(t, x, &rules, &now) : 1;

	if (rc <= 0 || !rules.required)
		return rc;
	rc = signer_look(t->repo, t->arena, &x->seal.id, &now.file, &who);
	if (rc < 0 || who.state == SIGNATURE_GOOD)
		return rc < 0 ? rc : 1;
	if (who.state == SIGNATURE_STRANGER && t->rules->side == SIDE_CLIENT) {
		trial_unknown(t, x->c->ref, NULL,
			      "whose key sealed '%s' is not known here",
			      x->tag);
		return 0;
	}
	return refuse(t, x,
		      trial_text(t, "the seal of '%s' %s", x->tag,
				 who.state == SIGNATURE_NONE ?
					 "is not signed" :
				 who.state == SIGNATURE_BAD ?
					 "has a bad signature" :
					 "is signed by nobody known"));
}

/* What its records say of it. */
static int judge_records(struct trial *t, const struct tagged *x)
{
	bool recorded;
	const struct record *was =
		evidence_qualified(&x->sealed, &x->commit, &recorded);
	const char *why = NULL;
	int rc;

	if (!oid_eq(&x->seal.commit, &x->commit))
		why = trial_text(t, "'%s' is on %s, its seal is about %s",
				 x->tag, oid_short(&x->commit),
				 oid_short(&x->seal.commit));
	else if (!recorded)
		why = trial_text(t, "no record says that '%s' goes out",
				 x->tag);
	else if (was && !is_bound(t, x, was))
		why = trial_text(t, "'%s' is on %s, what was qualified is %s",
				 x->tag, oid_short(&x->commit),
				 oid_short(&was->commit));
	if (why)
		return refuse(t, x, why);
	rc = judge_signature(t, x);
	if (rc <= 0 || !t->c->vet)
		return rc;
	rc = t->c->vet(t->c->vet_arg, x->release, &x->tip, &x->commit, &why);
	return rc < 0 || !why ? rc : refuse(t, x, why);
}

int judge_qualified(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		struct tagged x = { .c = &t->c->v[i] };
		struct ref at = { .name = x.c->ref, .id = x.c->to };
		struct version v;
		if (!trial_new_version(t, x.c, &v) || version_is_pre(&v))
			continue;
		const git_oid *commit = ref_commit(t->repo, &at);
		if (!commit || trial_is_old(t, commit))
			continue; /* it is no release, or was one before */
		x.tag = change_tag(x.c);
		x.release = trial_text(t, "%s", v.text);
		x.commit = *commit;
		rc = find(t, &x);
		if (rc > 0)
			rc = judge_records(t, &x);
	}
	return rc < 0 ? rc : 0;
}
