#include "staging/landing.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "object/build.h"
#include "release/branch.h"
#include "release/hook_notes.h"
#include "release/main_merge.h"

bool landing_is_by_tree(struct ctx *c, const struct policy *p)
{
	return setting_is(p->config, K_BIND, "tree") ||
	       setting_is(&c->repo.config, K_FINISH, "pr");
}

/* Else what is tagged is the branch's own tip. */
static bool lands_by_merge(struct ctx *c)
{
	return !setting_is(&c->repo.config, K_TAG_TARGET, "tip") &&
	       !setting_is(&c->repo.config, K_MERGE, "ff-only");
}

static int find_main(struct ctx *c, const struct staging *s, git_oid *out)
{
	struct branch b;
	int rc;

	if (!s->asked)
		return branch_newest(c, s->rel.main, out);
	rc = branch_look(c, &s->refs, s->rel.main, &b);
	*out = b.tip;
	return rc;
}

/* By its commits, or by their content. */
static int has_landed(struct ctx *c, const struct landing *l)
{
	git_oid at = { { 0 } };
	bool merged;
	int rc = history_contains(&c->repo, &l->branch, &l->main);

	if (!rc && !history_contains(&c->repo, &l->main, &l->branch))
		rc = history_landed(&c->repo, &l->main, &l->branch, &at,
				    &merged);
	return rc ? rc : !git_oid_is_zero(&at);
}

int landing_look(struct landing *out, struct ctx *c, const struct staging *s,
		 const struct policy *p)
{
	int rc;

	*out = (struct landing){ .branch = s->branch, .commit = s->branch };
	if (git_oid_is_zero(&s->branch) || !lands_by_merge(c))
		return 0;
	rc = find_main(c, s, &out->main);
	if (rc < 0 || git_oid_is_zero(&out->main) ||
	    (rc = has_landed(c, out)) < 0)
		return rc;
	out->landed = rc;
	if (rc)
		return 0;
	rc = history_contains(&c->repo, &out->main, &out->branch);
	if (rc < 0)
		return rc;
	out->is_merge = s->qual && (!rc || !landing_is_by_tree(c, p));
	return 0;
}

int landing_tagged(const struct landing *l, struct ctx *c, git_oid *out)
{
	bool merged = true;
	int rc = 0;

	*out = l->branch;
	if (lands_by_merge(c))
		*out = (git_oid){ { 0 } };
	if (l->landed)
		rc = history_landed(&c->repo, &l->main, &l->branch, out,
				    &merged);
	if (!merged || !oid_eq(out, &l->branch))
		*out = (git_oid){ { 0 } };
	return rc;
}

bool landing_is_candidate(const struct landing *l, const struct staging *s)
{
	if (git_oid_is_zero(&l->branch))
		return true;
	if (git_oid_is_zero(&s->merge_of))
		return oid_eq(&s->candidate, &l->branch) && !l->is_merge;
	if (!oid_eq(&s->merge_of, &l->branch))
		return false;
	return l->landed || (l->is_merge && oid_eq(&s->merge_into, &l->main));
}

static int explain(struct ctx *c, const struct staging *s,
		   const struct merge *m)
{
	struct branch main = { .name = s->rel.main,
			       .tip = m->ours,
			       .remote = s->asked ? m->ours :
						    (git_oid){ { 0 } } };
	int rc = error(E_CONFLICT, "'%s' does not merge cleanly into '%s'",
		       m->what, m->branch);

	for (size_t i = 0; i < m->conflicts.n; i++)
		error_detail("conflict in %s", m->conflicts.v[i]);
	error_hint("%s", branch_take(c, s->rel.branch, &main));
	error_hint("what is tested is what lands, so it is resolved before");
	return rc;
}

static void add_step(struct ctx *c, struct plan *p, const struct staging *s,
		     const struct landing *l, const char *message)
{
	struct step *step = plan_add(p, STEP_OBJECT);

	step->what = plan_text(p, "merge '%s' into '%s', as it is to land",
			       s->rel.branch, s->rel.main);
	step->command = plan_text(p,
				  "git switch -C %s %s\ngit merge --no-ff %s",
				  ctx_shell(c, s->qual), oid_short(&l->main),
				  ctx_shell(c, s->rel.branch));
	step->ref = plan_text(p, "%s", s->qual_ref);
	step->message = plan_text(p, "%s", message);
	step->to = l->commit;
}

int landing_make(struct landing *l, struct ctx *c, const struct staging *s,
		 struct plan *p)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct release rel = s->rel;
	struct merge m;
	int rc;

	if (!l->is_merge)
		return git_oid_is_zero(&l->commit) ?
			       0 :
			       history_tree(&c->repo, &l->commit, &l->tree);
	if ((rc = main_merge_message(c, &rel, &message)) < 0)
		return rc;
	main_merge_init(&m, &rel, &l->main, &l->branch);
	m.message = message.buf;
	m.vars = &rel.vars;
	m.no_verify = !p;
	rc = build_merge(&c->repo, &m, &l->commit);
	if (rc == E_CONFLICT)
		rc = explain(c, s, &m);
	strvec_clear(&m.conflicts);
	if (!rc)
		rc = history_tree(&c->repo, &l->commit, &l->tree);
	if (rc < 0 || !p)
		return rc;
	hook_notes_commit(c, p, true, false);
	add_step(c, p, s, l, message.buf);
	return 0;
}
