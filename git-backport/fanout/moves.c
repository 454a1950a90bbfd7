#include "git-backport/fanout/moves.h"

#include "git-backport/fanout/copied_notes.h"
#include "git-backport/fanout/typed.h"
#include "git/history.h"
#include "release/ref_moves.h"
#include "release/track_step.h"

#include <string.h>

static bool moves(const struct lane *l)
{
	return l->n_new && !l->conflicts;
}

/* The target has all of it here, and the remote not. */
static int is_unpushed(struct ctx *c, const struct fanout *f,
		       const struct lane *l)
{
	const struct branch *b = &l->branch;

	if (l->conflicts || !oid_eq(&b->local, &l->tip))
		return 0;
	for (size_t k = 0; k < f->sources->n; k++) {
		const struct cell *cell = &l->cell[k];
		const git_oid *there =
			cell->state == CELL_ANCESTOR ? &f->sources->item[k].id :
			cell->state == CELL_THERE    ? &cell->found :
						       NULL;
		int rc = !there || git_oid_is_zero(&b->remote) ?
				 !there :
				 history_contains(&c->repo, there, &b->remote);
		if (rc <= 0)
			return rc < 0 ? rc : 1;
	}
	return 0;
}

/* What a person types to be on the branch. */
static const char *typed_switch(struct ctx *c, struct plan *p,
				const struct lane *l, const struct naming *how)
{
	const char *name = ctx_shell(c, l->branch.name);

	if (how->direct)
		return git_oid_is_zero(&l->branch.local) ?
			       plan_text(p, "git switch -c %s %s\n", name,
					 oid_short(&l->target->tip)) :
			       plan_text(p, "%sgit switch %s\n",
					 branch_bring(c, l->branch.name,
						      &l->target->tip),
					 name);
	return plan_text(p, "git switch -%c %s %s\n",
			 git_oid_is_zero(&l->branch.local) ? 'c' : 'C', name,
			 oid_short(&l->target->tip));
}

static void write_objects(struct ctx *c, struct plan *p, const struct fanout *f,
			  const struct lane *l, const struct naming *how)
{
	const char *before = typed_switch(c, p, l, how);

	for (size_t k = 0; k < f->sources->n; k++) {
		const struct cell *cell = &l->cell[k];
		if (cell->state != CELL_NEW)
			continue;
		if (cell->pick.settled)
			plan_note(
				p,
				"typed, the pick onto '%s' stops at %s, which is merged by its structure here",
				l->target->branch.name, cell->pick.settled);
		struct step *s = plan_add(p, STEP_OBJECT);
		s->what = plan_text(p, "pick %s onto '%s'",
				    oid_short(&cell->from),
				    l->target->branch.name);
		s->ref = plan_text(p, "%s", l->branch.ref);
		s->message = plan_text(p, "%s", cell->message);
		s->from = cell->from;
		s->to = cell->made;
		s->command = plan_text(
			p, "%s%s", before,
			cell->resolution ? plan_text(p, "git cherry-pick %s",
						     oid_short(&cell->made)) :
					   typed_pick(p, f, l, k, false));
		before = "";
	}
}

/* Where HEAD was before the conflicts, in the work tree of these. */
static int go_back(struct ctx *c, struct plan *p, const struct fanout *f,
		   struct ref_moves *m)
{
	const char *head = f->resolved.head;
	git_oid at;

	if (resolve_is_own_tree(&c->repo, f->resolved.worktree))
		return 0; /* it goes whole */
	int rc = starts_with(head, "refs/") ? repo_ref(&c->repo, head, &at) : 0;

	if (rc < 0)
		return rc;
	if (starts_with(head, "refs/") && git_oid_is_zero(&at)) {
		plan_note(p, "'%s', where HEAD was, is gone: HEAD stays",
			  ref_short(head));
		return 0;
	}
	m->go_tree = f->resolved.worktree;
	ref_moves_switch(m, head);
	return 0;
}

/* A fork has branches of its own. */
static int look_there(struct ctx *c, struct fanout *f, const struct remote *to)
{
	int rc = 0;

	if (!to || to == &f->targets->remote)
		return 0;
	for (size_t i = 0; !rc && i < f->n; i++)
		if (moves(&f->lane[i]))
			rc = branch_look(c, to, f->lane[i].branch.name,
					 &f->lane[i].branch);
	return rc;
}

int moves_write(struct ctx *c, struct plan *p, struct fanout *f,
		const struct naming *how, const struct remote *to)
{
	const struct remote none = { 0 };
	struct ref_moves m;
	int rc = look_there(c, f, to);

	if (rc < 0)
		return rc;

	for (size_t i = 0; i < f->n; i++)
		if (moves(&f->lane[i]) && !f->lane[i].kept)
			write_objects(c, p, f, &f->lane[i], how);
	rc = ref_moves_init(&m, c, p, to ? to : &none);
	for (size_t i = 0; !rc && i < f->n; i++) {
		const struct lane *l = &f->lane[i];
		if (!moves(l) && to && how->direct)
			rc = is_unpushed(c, f, l);
		if (rc < 0 || (!rc && !moves(l)))
			continue;
		rc = 0;
		ref_moves_branch(&m, &l->branch, &l->tip);
		if (!how->direct)
			m.item[m.n - 1].here = true;
	}
	if (!rc)
		rc = copied_notes_add(c, p, f, &m);
	if (!rc && f->resolved.exists)
		rc = go_back(c, p, f, &m);
	if (rc < 0 || (rc = ref_moves_write(&m)) < 0)
		return rc;
	for (size_t i = 0; to && !how->direct && i < f->n; i++)
		if (moves(&f->lane[i]) && !f->lane[i].kept)
			track_step(c, p, to->name, f->lane[i].branch.name);
	return 0;
}
