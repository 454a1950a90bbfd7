#include "git-backport/pick/remarks.h"

#include "pick/declined.h"

#include <string.h>

/* Whoever writes a message anew may lose the line. */
static void note_unnamed(struct plan *p, const struct fanout *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sources->n; k++) {
			const struct cell *cell = &f->lane[i].cell[k];
			const char *hex = oid_hex(&f->sources->item[k].id);
			if (cell->state == CELL_NEW && cell->resolution &&
			    f->style.trailer == TRAILER_GIT &&
			    !strstr(cell->message, hex))
				plan_note(
					p,
					"the pick of %.10s onto '%s' does not say where it is from",
					hex, f->lane[i].target->branch.name);
		}
}

/* What somebody has decided against is done all the same, when it is asked for. */
static int note_declined(struct ctx *c, struct plan *p, const struct fanout *f)
{
	struct declines all;
	int rc = declines_read(&c->repo, &all);

	for (size_t i = 0; !rc && i < f->n; i++)
		for (size_t k = 0; k < f->sources->n; k++) {
			const char *branch = f->lane[i].target->branch.name;
			const struct declined *d = declines_find(
				&all, &f->sources->item[k].id, branch);
			if (d && f->lane[i].cell[k].state == CELL_NEW)
				plan_note(p, "%s was declined on '%s': %s",
					  oid_short(&d->commit), branch,
					  d->reason);
		}
	return rc;
}

int remarks_note(struct ctx *c, struct plan *p, const struct fanout *f)
{
	if (f->style.trailer == TRAILER_KERNEL)
		plan_note(
			p,
			"typed, the messages lack the line '[ Upstream commit ... ]'");
	note_unnamed(p, f);
	if (f->sources->forwarded)
		plan_note(
			p,
			"the topic landed as it was, so only its last commit is meant; a range takes more of them");
	if (c->repo.shallow)
		plan_note(
			p,
			"this clone is shallow: picks of before it are not seen");
	return note_declined(c, p, f);
}
