#include "cli/judge_plan.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git/history.h"
#include "rules/judge.h"

#include <string.h>

static bool is_judged(const char *ref)
{
	return starts_with(ref, "refs/heads/") ||
	       starts_with(ref, "refs/tags/") || starts_with(ref, "refs/rel/");
}

/* What is only here may be amended and taken back: then all that counts is what
 * the remote has of it. */
static int find_from(struct repo *r, const struct changes *c,
		     struct ref_change *out)
{
	int rc = 1;

	if (!starts_with(out->ref, "refs/heads/") ||
	    git_oid_is_zero(&out->from) || git_oid_is_zero(&out->to))
		return 0;
	rc = history_contains(r, &out->from, &out->to);
	if (rc)
		return rc < 0 ? rc : 0;
	out->from = (git_oid){ { 0 } };
	return c->remote ?
		       repo_ref(r,
				arena_printf(&r->arena, "refs/remotes/%s/%s",
					     c->remote, ref_short(out->ref)),
				&out->from) :
		       0;
}

static int add_step(struct ctx *c, struct changes *out, const struct step *s)
{
	struct arena *a = &c->repo.arena;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < s->n; i++) {
		const struct change *ch = &s->change[i];
		if (!is_judged(ch->ref))
			continue;
		out->v = arena_grow(a, out->v, out->n, sizeof(*out->v));
		out->v[out->n] = (struct ref_change){ .ref = ch->ref,
						      .from = ch->from,
						      .to = ch->to };
		if (out->way == WAY_HERE)
			rc = find_from(&c->repo, out, &out->v[out->n]);
		out->n++;
	}
	return rc;
}

static void add_made(struct ctx *c, struct changes *out, const struct plan *p)
{
	git_oid *made = arena_alloc(&c->repo.arena, (p->n + 1) * sizeof(*made));

	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_OBJECT)
			made[out->n_made++] = p->step[i].to;
	out->made = made;
}

/* What is pushed; else what moves here, unless that only takes something back. */
static int propose(struct ctx *c, const struct plan *p, struct changes *out)
{
	const char *remote = setting(&c->repo.config, K_REMOTE);
	bool pushes = plan_pushes(p);
	int rc = 0;

	out->way = pushes ? WAY_PLAN : WAY_HERE;
	if (config_has_remote(&c->repo.config, remote))
		out->remote = remote;
	for (size_t i = 0; rc >= 0 && i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind == STEP_PUSH)
			out->remote = s->remote;
		if (s->kind == (pushes ? STEP_PUSH : STEP_REFS) &&
		    (pushes || !p->undoes))
			rc = add_step(c, out, s);
	}
	add_made(c, out, p);
	return rc;
}

/* Whatever verb it is that has the option. */
static bool says_no_verify(const struct ctx *c)
{
	for (const struct opt *o = c->cmd->opts; o->type != OPT_T_END; o++)
		if (o->long_name && !strcmp(o->long_name, "no-verify"))
			return *(const int *)o->value > 0;
	return false;
}

/* Nobody is kept from work by what is wrong with the rules, or with us. */
static int unable(void)
{
	warning("no rule is looked at: %s", error_message());
	return 0;
}

static int refuse(struct ctx *c, const struct plan *p, const struct faults *f)
{
	if (c->json)
		faults_print_json(f, stdout);
	return error(E_POLICY, "the rules refuse '%s'", p->title);
}

int judge_plan(struct ctx *c, struct plan *p)
{
	CLEANUP(faults) struct faults faults = { .arena = &c->repo.arena };
	CLEANUP(rules) struct rules rules = { 0 };
	struct changes changes = { .way = WAY_PLAN };
	int rc = propose(c, p, &changes);

	if (rc >= 0 && !changes.n)
		return 0;
	if (rc >= 0)
		rc = rules_of_main(&rules, &c->repo, SIDE_CLIENT);
	if (rc < 0)
		return unable();
	if (!rules.n)
		return 0;
	if (says_no_verify(c)) {
		plan_note_once(p, "the rules are skipped, as --no-verify says");
		return 0;
	}
	rc = changes.way == WAY_PLAN ?
		     judge_push(&c->repo, &rules, &changes, &faults) :
		     judge(&c->repo, &rules, &changes, &faults);
	if (rc < 0)
		return unable();
	faults_print(&faults, stderr);
	return faults_count(&faults, "error") ? refuse(c, p, &faults) : 0;
}
