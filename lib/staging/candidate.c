#include "staging/candidate.h"

#include "base/cleanup.h"
#include "evidence/double_key.h"
#include "evidence/names.h"
#include "git/gitrel_file.h"
#include "git/history.h"
#include "release/branch.h"
#include "staging/again.h"
#include "staging/policy.h"
#include "staging/previous_bring.h"
#include "staging/record_step.h"

#include <string.h>

static const char *hex_of(struct ctx *c, const git_oid *id)
{
	return git_oid_is_zero(id) ? NULL :
				     arena_strdup(&c->repo.arena, oid_hex(id));
}

/* The project's first commit: that of the first parents. */
static int find_root(struct ctx *c, const git_oid *from, git_oid *out)
{
	git_oid parent = *from;
	int rc = 0;

	while (!rc && !git_oid_is_zero(&parent)) {
		*out = parent;
		rc = history_parent(&c->repo, out, 0, &parent);
	}
	return rc;
}

/* Before the first release there may be no main. */
static int find_main(struct ctx *c, const struct staging *s,
		     const struct record *rec, git_oid *out)
{
	int rc = branch_newest(c, s->rel.main, out);

	if (!rc && git_oid_is_zero(out))
		*out = rec->commit;
	return rc;
}

/* The policy is that of main: one could be relaxed on the branch. */
static int add_policy(struct ctx *c, const struct staging *s,
		      struct record *rec)
{
	git_oid main, blob;
	int rc = find_main(c, s, rec, &main);

	if (rc < 0 || (rc = gitrel_blob(&c->repo, &main, &blob)) < 0)
		return rc;
	rec->text[TEXT_POLICY] = hex_of(c, &blob);
	return 0;
}

/* Who is in which role is told by the key. */
static int tell_double(struct ctx *c, struct plan *p,
		       const struct policy *policy, const char *signers)
{
	const char *who = NULL;
	int rc = policy->staging.roles.n ?
			 double_key_look(&c->repo, signers, &who) :
			 0;

	if (who)
		plan_note(p,
			  "one key is that of %s: roles cannot tell them apart",
			  who);
	return rc;
}

/* Those who may sign are the signers of that time, whoever comes later. */
static int add_signers(struct ctx *c, struct plan *p, const struct staging *s,
		       struct record *rec)
{
	CLEANUP(policy) struct policy policy = { 0 };
	git_oid main, blob;
	int rc = policy_look(c, s, &policy);
	const char *path = rc < 0 ? "" : setting(policy.config, K_SIGNERS);

	if (rc < 0 || !*path)
		return rc < 0 ? rc : tell_double(c, p, &policy, NULL);
	if ((rc = find_main(c, s, rec, &main)) < 0 ||
	    (rc = gitrel_blob_of(&c->repo, &main, path, &blob)) < 0)
		return rc;
	if (git_oid_is_zero(&blob))
		return error(E_CONFIG, "'%s' has no file '%s' of signers",
			     s->rel.main, path);
	rec->text[TEXT_SIGNERS] = hex_of(c, &blob);
	return tell_double(c, p, &policy, rec->text[TEXT_SIGNERS]);
}

/* What the release before ended with: who deletes that is found out here. */
static int add_previous(struct ctx *c, struct staging *s, struct record *rec)
{
	const struct before *b = &s->before;
	int rc = previous_find(c, s);

	if (rc < 0 || git_oid_is_zero(&b->tip))
		return rc;
	rec->text[TEXT_PREVIOUS] = b->release;
	rec->text[TEXT_PREVIOUS_TIP] = hex_of(c, &b->tip);
	rec->text[TEXT_PREVIOUS_SEAL] = hex_of(c, &b->seal);
	return 0;
}

/* What is tested, as records have it. */
static void fill(struct ctx *c, struct record *rec, const struct landing *l)
{
	rec->commit = l->commit;
	rec->tree = l->tree;
	if (!l->is_merge)
		return;
	rec->text[TEXT_MERGE_OF] = hex_of(c, &l->branch);
	rec->text[TEXT_MERGE_INTO] = hex_of(c, &l->main);
}

int candidate_open(struct ctx *c, struct plan *p, struct staging *s,
		   const struct landing *l)
{
	/* one that was given up goes on */
	bool again = s->evidence.n > 0;
	struct record rec = { .kind = again ? RECORD_CANDIDATE : RECORD_OPEN };
	git_oid root;
	int rc = find_root(c, &l->commit, &root);

	fill(c, &rec, l);
	if (!rc)
		rc = add_policy(c, s, &rec);
	if (!rc && !again)
		rc = add_signers(c, p, s, &rec);
	if (!rc && !again)
		rc = add_previous(c, s, &rec);
	if (rc < 0)
		return rc;
	if (!again) {
		rec.text[TEXT_ROOT] = hex_of(c, &root);
		rec.text[TEXT_TYPE] = s->rel.hotfix ? "hotfix" : NULL;
	}
	return record_step(c, p, s, &rec, 1, NULL, 0);
}

static bool was_candidate(const struct staging *s, const git_oid *id)
{
	for (size_t i = 0; i < s->evidence.n_records; i++) {
		const struct record *rec = &s->evidence.record[i];
		if ((rec->kind == RECORD_CANDIDATE ||
		     rec->kind == RECORD_OPEN) &&
		    oid_eq(&rec->commit, id))
			return true;
	}
	return false;
}

/* What somebody has committed there would be lost: that belongs on the branch of
 * the release. */
static int check_own(struct ctx *c, const struct staging *s)
{
	int rc;

	if (git_oid_is_zero(&s->qual_here) || was_candidate(s, &s->qual_here))
		return 0;
	rc = error(
		E_POLICY,
		"'%s' has commits of its own, and is made anew for each candidate",
		s->qual);
	error_hint("take them to '%s', then: git branch -f %s %s",
		   s->rel.branch, ctx_shell(c, s->qual),
		   oid_short(&s->candidate));
	return rc;
}

/* Who hears it late has tested for nothing. */
static int tell_again(struct ctx *c, struct plan *p, const struct staging *s,
		      const struct policy *policy, const struct landing *l)
{
	CLEANUP(strvec) struct strvec again = STRVEC_INIT;
	struct standings now;
	int rc = standings_look(c, s, policy, &now);

	if (!rc)
		rc = again_look(c, s, policy, &now, l, &again);
	if (rc < 0)
		return rc;
	plan_note(p, "%s", again_why(c, s, l));
	for (size_t i = 0; i < again.n; i++)
		plan_note(p, "to be answered again: %s", again.v[i]);
	return 0;
}

static int follow(struct ctx *c, struct plan *p, struct staging *s,
		  const struct policy *policy, struct landing *l)
{
	struct record rec = { .kind = RECORD_CANDIDATE };
	int rc = l->is_merge ? check_own(c, s) : 0;

	if (rc < 0 || (rc = landing_make(l, c, s, p)) < 0 ||
	    (rc = tell_again(c, p, s, policy, l)) < 0 ||
	    (rc = add_policy(c, s, &rec)) < 0)
		return rc;
	fill(c, &rec, l);
	s->qual_moves = l->is_merge;
	return record_step(c, p, s, &rec, 1, NULL, 0);
}

int candidate_follow(struct ctx *c, struct plan *p, struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct landing l;
	int rc;

	if (evidence_closed(&s->evidence))
		return 0; /* where its branch goes is its own affair */
	rc = policy_look(c, s, &policy);
	if (!rc)
		rc = landing_look(&l, c, s, &policy);
	if (rc < 0 || landing_is_candidate(&l, s))
		return rc;
	return follow(c, p, s, &policy, &l);
}

void candidate_moves(const struct staging *s, struct ref_moves *m)
{
	struct branch b = { .name = s->qual,
			    .ref = s->qual_ref,
			    .local = s->qual_here };

	ref_moves_branch(m, &b, &s->candidate);
	m->item[m->n - 1].here = true;
	m->item[m->n - 1].there = false;
}
