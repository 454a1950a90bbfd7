#include "git-rel/finish/conflict.h"

/*
 * The merge that does not go by itself: said, or handed to a person.
 */

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/finish/merge.h"
#include "git/overwrite.h"
#include "object/build.h"
#include "staging/staging.h"

#include <string.h>

const char *land_options(const struct land *l, struct ctx *c, bool all)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const struct strvec *set = all ? l->rel.vars.set : NULL;

	for (size_t i = 0; i < l->into->n; i++)
		strbuf_addf(&out, " --into %s", ctx_shell(c, l->into->v[i]));
	for (size_t i = 0; i < l->except->n; i++)
		strbuf_addf(&out, " --except %s",
			    ctx_shell(c, l->except->v[i]));
	if (c->remote)
		strbuf_addf(&out, " --remote %s", ctx_shell(c, c->remote));
	if (l->keep)
		strbuf_adds(&out, " --keep");
	if (l->no_switch)
		strbuf_adds(&out, " --no-switch");
	if (all && l->no_verify)
		strbuf_adds(&out, " --no-verify");
	if (all && branch_remote(c) && !l->pushes)
		strbuf_adds(&out, " --no-push");
	if (all && l->description)
		strbuf_addf(&out, " -m %s", ctx_shell(c, l->description));
	for (size_t i = 0; set && i < set->n; i++)
		strbuf_addf(&out, " --set %s", ctx_shell(c, set->v[i]));
	return arena_strdup(&c->repo.arena, out.buf);
}

bool land_is_qualified(const struct land *l, struct ctx *c)
{
	struct staging s = { .rel = l->rel, .remote = l->rel.remote.name };

	return !strcmp(l->conflict.branch, l->main.name) &&
	       staging_refs(c, &s) == 0 && !git_oid_is_zero(&s.here);
}

int land_explain(const struct land *l, struct ctx *c)
{
	const struct merge *m = &l->conflict;
	int rc = error(E_CONFLICT, "'%s' does not merge cleanly into '%s'",
		       m->what, m->branch);

	for (size_t i = 0; i < m->conflicts.n; i++)
		error_detail("conflict in %s", m->conflicts.v[i]);
	if (land_is_qualified(l, c)) {
		error_hint("%s", branch_take(c, l->rel.branch, &l->main));
		error_hint(
			"what is tested is what lands, so it is resolved before: then git staging push");
	} else {
		error_hint(
			"%s finish --resolve%s %s   to resolve it in the work tree",
			c->program->call, land_options(l, c, true),
			l->rel.version.text);
	}
	error_hint("nothing was changed");
	return rc;
}

static bool is_conflict(const struct merge *m, const char *path)
{
	for (size_t i = 0; i < m->conflicts.n; i++)
		if (!strcmp(m->conflicts.v[i], path))
			return true;
	return false;
}

/* What a person need not look at, and how it is put there by hand. */
static const char *settled(struct plan *p, struct step *s,
			   const struct merge *m, struct ctx *c)
{
	CLEANUP(strbuf) struct strbuf restore = STRBUF_INIT;

	for (size_t i = 0; i < m->n_settled; i++) {
		const char *path = m->settled[i].path;
		if (is_conflict(m, path))
			continue;
		if (!s->paths)
			s->paths = arena_alloc(&p->arena, sizeof(*s->paths));
		strvec_push(s->paths, path);
		if (c->repo.dry_run) /* then the tree is gone with it */
			land_typed_settled(&restore, c, m, &m->settled[i]);
		else
			strbuf_addf(&restore, " %s", ctx_shell(c, path));
	}
	if (!s->paths)
		return "";
	s->tree = m->tree;
	if (c->repo.dry_run)
		return plan_text(p, "%s", restore.buf);
	return plan_text(p, "\ngit restore -s %s -SW%s", oid_short(&m->tree),
			 restore.buf);
}

/* Where to look for what was resolved already. */
static const char *before(const struct land *l, struct plan *p)
{
	return l->resolved_before ?
		       plan_text(
			       p,
			       "\nthe branches have moved on, and what was resolved before does not fit any more; it is kept: git show %s",
			       oid_short(l->resolved_before)) :
		       "";
}

/* By its id, but for the merge that a dry run only thought of. */
static const char *theirs(const struct land *l, struct ctx *c,
			  const struct merge *m)
{
	bool made = !oid_eq(&l->main_to, &l->main.tip);

	return c->repo.dry_run && made && oid_eq(&m->theirs, &l->main_to) ?
		       branch_word(c, &l->rel.remote, l->main.name) :
		       oid_short(&m->theirs);
}

int land_resolve(struct land *l, struct ctx *c, struct plan *p,
		 const struct worktree *w)
{
	const struct merge *m = &l->conflict;
	int rc = overwrite_check(&c->repo, w, &w->head, &m->ours);

	if (rc < 0)
		return rc;
	struct step *s = plan_add(p, STEP_RESOLVE);
	s->what = plan_text(p, "set up the merge of '%s' into '%s' in '%s'",
			    m->what, m->branch, w->path);
	s->command = plan_text(p,
			       "git switch --detach %s\n"
			       "git merge --no-ff --no-commit %s%s",
			       oid_short(&m->ours), theirs(l, c, m),
			       settled(p, s, m, c));
	s->worktree = plan_text(p, "%s", w->path);
	s->head_from =
		plan_text(p, "%s", w->branch ? w->branch : oid_hex(&w->head));
	s->ref = plan_text(p, "%s", m->branch);
	s->message = plan_text(p, "%s", m->message);
	s->from = m->ours;
	s->to = m->theirs;
	step_change(p, s, plan_text(p, "refs/heads/%s", m->branch), &w->head,
		    &m->ours);
	s->argv = arena_alloc(&p->arena, sizeof(*s->argv));
	for (size_t i = 0; i < c->raw.n; i++)
		strvec_push(s->argv, c->raw.v[i]);
	s->unmerged = arena_alloc(&p->arena, sizeof(*s->unmerged));
	for (size_t i = 0; i < m->conflicts.n; i++)
		strvec_push(s->unmerged, m->conflicts.v[i]);
	if (!ctx_arg(c, 0)) /* HEAD will not tell which one, by then */
		strvec_push(s->argv, l->rel.version.text);
	p->outcome = plan_text(
		p,
		"the merge of '%s' into '%s' is set up in '%s': resolve it, git add and git commit, then: %s --continue\n"
		"(or %s --abort, to go back)%s",
		m->what, m->branch, w->path, c->program->call, c->program->call,
		before(l, p));
	p->stops = true;
	return 0;
}
