#include "qualify/candidate.h"

#include "base/cleanup.h"
#include "evidence/double_key.h"
#include "evidence/names.h"
#include "git/gitrel_file.h"
#include "git/history.h"
#include "git/scratch.h"
#include "release/branch.h"
#include "standing/again.h"
#include "staging/policy.h"
#include "qualify/previous_bring.h"
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

/* Those who may sign are the signers that main has then. */
static int add_signers(struct ctx *c, struct plan *p, const struct staging *s,
		       struct record *rec)
{
	CLEANUP(policy) struct policy policy = { 0 };
	int rc = policy_look(c, s, &policy);

	if (rc < 0)
		return rc;
	struct signers_rules rules = policy_signers(c, &policy);
	struct signers now = { .nobody = NOBODY_NAMED }, newer;
	if (!*rules.path)
		return tell_double(c, p, &policy, NULL);
	if (git_oid_is_zero(&rules.main) &&
	    (rc = find_main(c, s, rec, &rules.main)) < 0)
		return rc;
	if ((rc = signers_newer(&newer, &c->repo, &now, &rules)) < 0)
		return rc;
	if (git_oid_is_zero(&newer.file))
		return error(E_CONFIG, "'%s' has no file '%s' of signers",
			     s->rel.main, rules.path);
	rec->text[TEXT_SIGNERS] = hex_of(c, &newer.file);
	rec->text[TEXT_SIGNERS_AT] = hex_of(c, &newer.at);
	return tell_double(c, p, &policy, rec->text[TEXT_SIGNERS]);
}

/* Those that main has by now, where these are others. */
static int add_newer(struct ctx *c, const struct staging *s,
		     const struct signers_rules *rules, struct record *rec,
		     struct signers *before, struct signers *newer)
{
	struct signers_of of;
	int rc = signers_find(&of, &c->repo, &s->evidence, rules);

	if (rc < 0)
		return rc;
	*before = *signers_now(&of);
	rc = signers_newer(newer, &c->repo, before, rules);
	if (rc < 0 || git_oid_is_zero(&newer->file))
		return rc;
	rec->text[TEXT_SIGNERS] = hex_of(c, &newer->file);
	rec->text[TEXT_SIGNERS_AT] = hex_of(c, &newer->at);
	return 0;
}

/* Who takes other signers vouches for what the ones of before have said. */
static int tell_newer(struct ctx *c, struct plan *p, const struct staging *s,
		      const struct signers_rules *rules,
		      const struct signers *before, const struct signers *newer)
{
	CLEANUP(policy) struct policy policy = { 0 };
	const char *left = NULL;
	int rc = before->nobody ? 0 :
				  signers_left(&left, &c->repo, &before->file,
					       &newer->file);

	if (!rc)
		rc = policy_look(c, s, &policy);
	if (rc < 0)
		return rc;
	plan_note(p, "who may sign is as '%s' of '%s' has it by now",
		  rules->path, setting(&c->repo.config, K_MAIN));
	if (left)
		plan_note(
			p,
			"it has no more the key of %s: of who is not in it any more only what has failed counts",
			left);
	return tell_double(c, p, &policy, hex_of(c, &newer->file));
}

/* The record, and with it the signers that main has by now, if it is one of them who
 * makes it. */
static int record_with_signers(struct ctx *c, struct plan *p, struct staging *s,
			       struct record *rec, bool is_new)
{
	struct signers before, newer;
	struct signers_rules rules;
	struct signers_of of;
	struct record plain = *rec;
	const git_oid tip = s->tip;
	size_t had = p->n;
	int rc = policy_signs(c, s, &rules);

	if (!rc)
		rc = add_newer(c, s, &rules, rec, &before, &newer);
	if (rc < 0 || (!is_new && !rec->text[TEXT_SIGNERS]) ||
	    (rc = record_step(c, p, s, rec, 1, NULL, 0)) < 0 ||
	    !rec->text[TEXT_SIGNERS] ||
	    (rc = signers_find(&of, &c->repo, &s->evidence, &rules)) < 0)
		return rc;
	/* nothing is signed for a dry run */
	if (c->repo.dry_run ||
	    signers_took(&of, evidence_find(&s->evidence, &s->evidence.tip)))
		return tell_newer(c, p, s, &rules, &before, &newer);
	plan_note(
		p,
		"who may sign has changed in '%s' of '%s', and you are none of them: one of these takes that, by git staging push %s",
		rules.path, setting(&c->repo.config, K_MAIN),
		ctx_shell(c, s->rel.version.text));
	scratch_forget(&c->repo, &s->evidence.tip);
	p->n = had;
	*rec = plain;
	rc = staging_read(c, s, &tip);
	return rc < 0 || !is_new ? rc : record_step(c, p, s, rec, 1, NULL, 0);
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
	return again ? record_with_signers(c, p, s, &rec, true) :
		       record_step(c, p, s, &rec, 1, NULL, 0);
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
	return record_with_signers(c, p, s, &rec, true);
}

/* It stays what it is. */
static int take_signers(struct ctx *c, struct plan *p, struct staging *s)
{
	struct record rec = { .kind = RECORD_CANDIDATE };
	int rc = add_policy(c, s, &rec);

	rec.commit = s->candidate;
	rec.tree = s->tree;
	rec.text[TEXT_MERGE_OF] = hex_of(c, &s->merge_of);
	rec.text[TEXT_MERGE_INTO] = hex_of(c, &s->merge_into);
	return rc < 0 ? rc : record_with_signers(c, p, s, &rec, false);
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
	if (rc < 0)
		return rc;
	if (landing_is_candidate(&l, s))
		return take_signers(c, p, s);
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
