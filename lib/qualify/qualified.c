#include "qualify/qualified.h"

#include "base/cleanup.h"

#include "evidence/names.h"
#include "evidence/seal.h"
#include "git/history.h"
#include "object/sign.h"
#include "release/candidate_branch.h"
#include "release/gates.h"
#include "standing/changed.h"
#include "staging/landing.h"
#include "standing/checked.h"
#include "standing/recorded_checks.h"
#include "staging/observe.h"
#include "staging/other_spelling.h"
#include "staging/record_step.h"
#include "qualify/share.h"
#include "staging/who.h"

#include <string.h>

enum { SHOWN = 5 }; /* paths, of what differs */

int qualified_find(struct ctx *c, struct plan *p, struct staging *s)
{
	int rc = staging_refs(c, s);

	staging_name_merge(c, s);
	if (!rc && s->qual)
		rc = branch_ref(c, "heads", s->qual, &s->qual_here);
	if (!rc)
		rc = staging_read(c, s, &s->here);
	return rc < 0 ? rc : share_look(c, p, s);
}

/* What became of it since, and what a person does about it. */
static void explain(struct ctx *c, const struct staging *s, const git_oid *tree)
{
	const struct words any = { 0 };
	struct changed changed = { 0 };
	size_t n;

	if (changed_look(&changed, &c->repo, &s->tree, tree) == 0 &&
	    changed.known)
		for (size_t i = 0; i < changed.n && i < SHOWN; i++)
			error_detail("%s", changed.path[i]);
	if (changed_first(&changed, &any, &n) && n > SHOWN)
		error_detail("and %zu more", n - SHOWN);
	if (setting_is(&c->repo.config, K_FINISH, "pr"))
		error_hint(
			"merge '%s' into '%s' and qualify that: git staging push %s",
			s->rel.main, s->rel.branch, s->rel.version.text);
	else
		error_hint(
			"git staging push %s makes what would land now the candidate",
			s->rel.version.text);
}

/* What lands must be what was tested.  A merge that the forge makes has its
 * tree. */
static int check_bound(struct ctx *c, const struct staging *s,
		       const struct policy *p, const git_oid *commit)
{
	bool by_tree = landing_is_by_tree(c, p);
	git_oid tree;
	int rc;

	if (oid_eq(commit, &s->candidate))
		return 0;
	if ((rc = history_tree(&c->repo, commit, &tree)) < 0)
		return rc;
	if (by_tree && oid_eq(&tree, &s->tree))
		return 0;
	rc = error(E_POLICY,
		   "what is released is %s, what was qualified is %s%s",
		   oid_short(commit), oid_short(&s->candidate),
		   by_tree ? ", and their files differ" : "");
	explain(c, s, &tree);
	return rc;
}

/* Who has to do something about it. */
static const char *roles_of(struct ctx *c, const struct task *task)
{
	const char *text = "";

	for (size_t i = 0; task->item && i < task->item->is.by.n; i++)
		text = arena_printf(&c->repo.arena, "%s%s%s", text,
				    i ? " or " : ", for ",
				    task->item->is.by.v[i]);
	return text;
}

static int check_standings(struct ctx *c, const struct staging *s,
			   const struct standings *all)
{
	int rc = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct standing *one = &all->v[i];
		if (!standing_blocks(one, LIST_FINISH))
			continue;
		if (!rc)
			rc = error(E_POLICY, "%s is not qualified on %s",
				   s->rel.version.text,
				   oid_short(&s->candidate));
		error_detail("%s: %s%s%s%s%s", one->task->name,
			     standing_words[one->state], roles_of(c, one->task),
			     one->why ? " (" : "", one->why ? one->why : "",
			     one->why ? ")" : "");
	}
	if (rc && !oid_eq(&s->tip, &s->here))
		error_hint("git staging fetch %s brings what '%s' has of it",
			   s->rel.version.text, s->remote);
	if (rc)
		error_hint("git staging status %s", s->rel.version.text);
	return rc;
}

static int check_given_up(const struct staging *s)
{
	const struct record *end = evidence_closed(&s->evidence);
	int rc;

	if (!end || !end->text[TEXT_REASON])
		return 0;
	rc = error(E_POLICY, "%s was given up by %s: %s", s->rel.version.text,
		   end->text[TEXT_BY], end->text[TEXT_REASON]);
	error_hint("git staging start %s begins it again", s->rel.version.text);
	return rc;
}

/* What was seen there once, and is neither there nor here any more. */
static int check_lost(const struct staging *s)
{
	int rc;

	if (s->evidence.n || git_oid_is_zero(&s->seen))
		return 0;
	rc = error(E_POLICY, "the evidence of %s is gone, here and on '%s'",
		   s->rel.version.text, s->remote);
	error_hint("git update-ref %s %s puts back what was seen of it", s->ref,
		   oid_short(&s->seen));
	return rc;
}

/* What nobody has asked anybody is in nobody's way, unless the project wants it to
 * be.  A candidate is no release yet. */
static int tell_unopened(struct ctx *c, struct plan *p,
			 const struct release *rel, const struct policy *policy)
{
	const char *version = ctx_shell(c, rel->version.text);
	int rc;

	if (!setting_is(policy->config, K_EVIDENCE, "required") ||
	    version_is_pre(&rel->version)) {
		plan_note(
			p,
			"%s has a checklist for it, and nobody has opened it: git staging start %s",
			policy->name, version);
		return 0;
	}
	rc = error(
		E_POLICY,
		"%s is not qualified: %s has a checklist for it, and nobody has opened it",
		rel->version.text, policy->name);
	for (size_t i = 0; i < policy->list.n; i++)
		if (task_blocks(&policy->list.v[i], LIST_FINISH))
			error_detail("%s: %s", policy->list.v[i].name,
				     policy->list.v[i].title);
	error_hint("git staging start %s", version);
	return rc;
}

int qualified_look(struct ctx *c, struct plan *p, const struct release *rel,
		   struct qualified *out)
{
	CLEANUP(policy) struct policy policy = { 0 };
	git_oid here;
	int rc;

	*out = (struct qualified){
		.s = { .rel = *rel, .remote = rel->remote.name },
	};
	if ((rc = staging_take_trunk(c, &out->s, &rel->remote)) < 0 ||
	    (rc = policy_look(c, &out->s, &policy)) < 0)
		return rc;
	/* nobody is asked about it, and nobody is looked for that has begun it */
	const char *ref = evidence_ref(&c->repo.arena, rel->version.text);
	if (!policy.list.of && ((rc = repo_ref(&c->repo, ref, &here)) < 0 ||
				git_oid_is_zero(&here)))
		return rc;
	if ((rc = qualified_find(c, p, &out->s)) < 0)
		return rc;
	if ((rc = check_lost(&out->s)) < 0)
		return rc;
	out->asked = out->s.evidence.n > 0;
	out->in_tag = setting_is(policy.config, K_EVIDENCE_SEAL, "tag");
	if (out->asked) {
		if ((rc = check_given_up(&out->s)) < 0)
			return rc;
		rc = observe_step(c, p, &out->s, &policy, LIST_FINISH);
		return rc < 0 ? rc : checked_step(c, p, &out->s, &policy);
	}
	if ((rc = other_spelling_check(c, &out->s)) < 0)
		return rc;
	return tell_unopened(c, p, rel, &policy);
}

const char *qualified_named(struct ctx *c, const struct qualified *q)
{
	return q->asked && q->in_tag ?
		       arena_strdup(&c->repo.arena, oid_hex(&q->s.tip)) :
		       NULL;
}

const git_oid *qualified_merge(const struct qualified *q, const git_oid *main,
			       const git_oid *branch)
{
	const struct staging *s = &q->s;

	return q->asked && oid_eq(&s->merge_of, branch) &&
			       oid_eq(&s->merge_into, main) ?
		       &s->candidate :
		       NULL;
}

/* What a key signs that main has taken out counts as long as nobody has taken that
 * over. */
static int check_signers(struct ctx *c, const struct staging *s,
			 const struct policy *p)
{
	const char *left, *main = setting(&c->repo.config, K_MAIN);
	const char *file = setting(p->config, K_SIGNERS);
	bool gone;
	int rc = who_has_left(c, s, p, &left, &gone);

	if (rc < 0 || !left)
		return rc;
	rc = error(
		E_POLICY,
		"'%s' of '%s' has no more the key of %s, which still signs %s",
		file, main, left, s->rel.version.text);
	if (gone)
		error_hint(
			"'%s' has no file '%s' any more: put it back there, or say in .gitrel where it is",
			main, file);
	else
		error_hint("git staging push %s takes who may sign by now",
			   ctx_shell(c, s->rel.version.text));
	return rc;
}

int qualified_require(struct ctx *c, const struct qualified *q,
		      const git_oid *commit)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct standings all;
	int rc;

	if (!q->asked)
		return 0;
	struct staging s = q->s;
	if (setting_is(&c->repo.config, K_FINISH, "pr"))
		s.landed = *commit;
	if ((rc = policy_look(c, &s, &policy)) < 0 ||
	    (rc = check_bound(c, &s, &policy, commit)) < 0 ||
	    (rc = check_signers(c, &s, &policy)) < 0 ||
	    (rc = standings_look(c, &s, &policy, &all)) < 0)
		return rc;
	return check_standings(c, &s, &all);
}

int qualified_checks(struct ctx *c, const struct qualified *q,
		     const struct release *rel, const git_oid *tip)
{
	struct commands open;
	int rc = gate_open_at(c, rel, tip, &open);

	if (!rc && q->asked)
		rc = recorded_checks_in(c, &q->s, tip, &open);
	return rc < 0 ? rc : gate_refuse(c, rel, tip, &open);
}

/* Is that of a release that was not pushed fit to go with it now?  One that is there
 * already is not replaced. */
static bool serves(struct ctx *c, const struct staging *s,
		   const git_oid *commit)
{
	struct seal seal;

	return !git_oid_is_zero(&s->seal_here) &&
	       (oid_eq(&s->seal_there, &s->seal_here) ||
		(git_oid_is_zero(&s->seal_there) &&
		 !oid_eq(&s->tip, &s->there))) &&
	       seal_read(&seal, &c->repo, &s->seal_here) == 0 &&
	       oid_eq(&seal.tip, &s->tip) && oid_eq(&seal.commit, commit);
}

static int record_release(struct ctx *c, struct plan *p, struct staging *s,
			  const git_oid *commit)
{
	struct record rec = { .kind = RECORD_RELEASE, .commit = *commit };
	int rc = history_tree(&c->repo, commit, &rec.tree);

	rec.text[TEXT_NAME] = s->rel.tag;
	return rc < 0 ? rc : record_step(c, p, s, &rec, 1, NULL, 0);
}

int qualified_seal(struct ctx *c, struct plan *p, struct qualified *q,
		   const git_oid *commit)
{
	struct step *step;
	int rc;

	if (!q->asked || q->is_out)
		return 0;
	q->seal = q->s.seal_here;
	if (serves(c, &q->s, commit))
		return 0;
	if ((rc = record_release(c, p, &q->s, commit)) < 0)
		return rc;
	rc = seal_make(&c->repo, &q->s.evidence, commit,
		       sign_configured(&c->repo), &q->seal);
	if (rc < 0)
		return rc;
	step = plan_add(p, STEP_OBJECT);
	step->what = plan_text(p, "seal the evidence of %s (%zu record%s)",
			       q->s.rel.version.text, q->s.evidence.n_records,
			       q->s.evidence.n_records == 1 ? "" : "s");
	step->ref = plan_text(p, "%s",
			      seal_ref(&c->repo.arena, q->s.rel.version.text));
	step->from = q->s.tip;
	step->to = q->seal;
	return 0;
}

const char *qualified_goes(const struct qualified *q)
{
	const struct staging *s = &q->s;

	return q->asked && s->qual &&
			       (staging_made(s, &s->qual_here) ||
				staging_made(s, &s->qual_there)) ?
		       s->qual_ref :
		       NULL;
}

void qualified_delete(const struct qualified *q, struct ref_moves *m)
{
	struct branch b = { .name = q->s.qual,
			    .ref = qualified_goes(q),
			    .local = q->s.qual_here,
			    .remote = q->s.qual_there };

	if (b.ref)
		ref_moves_delete(m, &b);
}

/* What a push brings to main it tells itself. */
static bool pushes(const struct ref_moves *m, const char *ref)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].ref, ref) && m->item[i].there &&
		    !oid_eq(&m->item[i].remote, &m->item[i].to))
			return true;
	return false;
}

/* As it was seen there: `close` and `status` look at it. */
static void note_branch(const struct qualified *q, struct ref_moves *m,
			const char *branch)
{
	struct arena *a = &m->c->repo.arena;
	const char *ref = arena_printf(a, "refs/heads/%s", branch);
	const char *track =
		arena_printf(a, "refs/remotes/%s/%s", q->s.remote, branch);
	const git_oid *to = remote_ref(&q->s.refs, ref);
	git_oid at;

	if (!q->s.asked || pushes(m, ref) || git_oid_is_zero(to) ||
	    !repo_has_object(&m->c->repo, to) ||
	    repo_ref(&m->c->repo, track, &at) < 0 || git_oid_is_zero(&at) ||
	    oid_eq(&at, to))
		return;
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].ref, track))
			return;
	ref_moves_seen(m, track, &at, to);
}

void qualified_moves(const struct qualified *q, struct ref_moves *m)
{
	struct arena *a = &m->c->repo.arena;

	if (!q->asked)
		return;
	ref_moves_tag(m, q->s.ref, &q->s.here, &q->s.there, &q->s.tip);
	if (q->s.seen_ref)
		ref_moves_seen(m, q->s.seen_ref, &q->s.seen, &q->s.tip);
	note_branch(q, m, q->s.rel.main);
	if (*q->s.rel.develop)
		note_branch(q, m, q->s.rel.develop);
	if (!git_oid_is_zero(&q->seal))
		ref_moves_tag(m, seal_ref(a, q->s.rel.version.text),
			      &q->s.seal_here, &q->s.seal_there, &q->seal);
}
