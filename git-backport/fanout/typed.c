#include "git-backport/fanout/typed.h"

/* By what comes after it: git refuses a second parent of it. */
static bool is_needed(const struct sources *s, const git_oid *commit)
{
	for (size_t i = 0; i < s->n; i++)
		if (oid_eq(&s->item[i].id, commit))
			return s->item[i].only != NULL;
	return false;
}

const char *typed_options(struct plan *p, const struct fanout *f,
			  const struct cell *cell)
{
	/* what stands for a merge, or was put before it, is none */
	const char *mainline =
		f->sources->mainline && !cell->near &&
				!is_needed(f->sources, &cell->from) ?
			plan_text(p, "-m %u ", f->sources->mainline) :
			"";

	return plan_text(p, "%s%s%s",
			 f->style.trailer == TRAILER_GIT ? "-x " : "",
			 f->style.sign_off ? "-s " : "", mainline);
}

/* A commit that is made by then, but not this very one. */
static const char *typed_near(struct plan *p, const struct fanout *f,
			      const struct lane *near, size_t k)
{
	size_t newer = 0;

	for (size_t i = k + 1; i < f->sources->n; i++)
		newer += near->cell[i].state == CELL_NEW;
	return newer ? plan_text(p, "%s~%zu", near->branch.name, newer) :
		       plan_text(p, "%s", near->branch.name);
}

const char *typed_pick(struct plan *p, const struct fanout *f,
		       const struct lane *l, size_t k, bool there)
{
	const struct cell *cell = &l->cell[k];
	const struct lane *near = cell->near;
	const char *what = near && !there && near->cell[k].state == CELL_NEW ?
				   typed_near(p, f, near, k) :
				   oid_short(&cell->from);

	bool empty = cell->pick.result == PICK_EMPTY;

	return plan_text(p, "git cherry-pick %s%s%s",
			 empty ? "--keep-redundant-commits " : "",
			 typed_options(p, f, cell), what);
}
