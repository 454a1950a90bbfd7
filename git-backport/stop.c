#include "git-backport/stop.h"

#include "base/utf8.h"
#include "git-backport/typed.h"
#include "git/overwrite.h"
#include "git/worktree.h"

#include <string.h>

static int check_tree(struct ctx *c, const struct worktree *w)
{
	int rc;

	if (!w) {
		rc = error(
			E_POLICY,
			"a conflict is resolved in a work tree, and this is none");
		error_hint("go to one, or add one: git worktree add");
		return rc;
	}
	if (!w->busy)
		return 0;
	rc = error(E_POLICY, "%s is going on in '%s'", w->busy, w->path);
	error_hint(
		"end it first, or leave out what conflicts: %s --on-conflict=skip ...",
		c->program->call);
	return rc;
}

static int set_up(struct ctx *c, struct plan *p, struct fanout *f,
		  const struct strvec *again, const struct lane *l, size_t k)
{
	const git_oid *from = &l->cell[k].from;
	struct pick_text text = { .message = STRBUF_INIT };
	struct pick_style style = fanout_style(f, &l->cell[k]);
	struct worktrees trees;
	int rc = worktrees_list(&c->repo, &trees);
	struct worktree *w = rc < 0 ? NULL : worktrees_current(&trees);

	if (rc < 0 || (rc = check_tree(c, w)) < 0)
		return rc;
	rc = overwrite_check(&c->repo, w, &w->head, &l->tip);
	if (rc == E_POLICY)
		error_hint(
			"or run it in a work tree of its own: git worktree add --detach <path>");
	if (rc < 0)
		return rc;
	struct step *s = plan_add(p, STEP_RESOLVE);
	s->what = plan_text(p, "set up the pick of %s onto '%s' in '%s'",
			    oid_short(from), l->target->branch.name, w->path);
	s->command = plan_text(p, "git switch --detach %s\n%s",
			       oid_short(&l->tip),
			       typed_pick(p, f, l, k, true));
	s->worktree = plan_text(p, "%s", w->path);
	s->head_from =
		plan_text(p, "%s", w->branch ? w->branch : oid_hex(&w->head));
	s->ref = plan_text(p, "%s", l->target->branch.name);
	s->from = l->tip;
	s->to = *from;
	s->picks = true;
	s->options = typed_options(p, f, &l->cell[k]);
	step_change(p, s, plan_text(p, "refs/heads/%s", s->ref), &w->head,
		    &l->tip);
	s->argv = arena_alloc(&p->arena, sizeof(*s->argv));
	for (size_t i = 0; i < again->n; i++)
		strvec_push(s->argv, again->v[i]);
	rc = pick_message(&c->repo, from, &style, &text);
	utf8_recode(&text.message);
	s->message = plan_text(p, "%s", text.message.buf);
	strbuf_release(&text.message);
	p->outcome = plan_text(
		p,
		"the pick of %s onto '%s' is set up in '%s': resolve it, git add and git commit, then: %s --continue\n"
		"(or %s --skip, to leave this commit out there; %s --abort, to go back)",
		oid_short(from), s->ref, w->path, c->program->call,
		c->program->call, c->program->call);
	p->stops = true;
	return rc;
}

/* The commits that went well before it are noted with it. */
static void note_made(struct plan *p, const struct lane *l, size_t until)
{
	for (size_t k = 0; k < until; k++) {
		const struct cell *cell = &l->cell[k];
		if (cell->state != CELL_NEW)
			continue;
		struct step *s = plan_add(p, STEP_OBJECT);
		s->what = plan_text(p, "pick %s onto '%s'",
				    oid_short(&cell->from),
				    l->target->branch.name);
		s->ref = plan_text(p, "%s", l->branch.ref);
		s->message = plan_text(p, "%s", cell->message);
		s->from = cell->from;
		s->to = cell->made;
	}
}

int stop_write(struct ctx *c, struct plan *p, struct fanout *f,
	       const struct strvec *again)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct lane *l = &f->lane[i];
		for (size_t k = 0; l->conflicts && k < f->sources->n; k++) {
			if (l->cell[k].state != CELL_CONFLICT)
				continue;
			for (size_t j = 0; f->cascade && j < i; j++)
				note_made(p, &f->lane[j], f->sources->n);
			note_made(p, l, k);
			return set_up(c, p, f, again, l, k);
		}
	}
	return 0;
}

void stop_forget(struct plan *p, const struct fanout *f)
{
	if (!f->resolved.exists)
		return;
	struct step *s = plan_add(p, STEP_RESOLVED);
	s->what = "forget the picks that were resolved";
	s->head_from = plan_text(p, "%s", f->resolved.head);
}
