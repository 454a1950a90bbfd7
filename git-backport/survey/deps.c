#include "git-backport/survey/deps.h"

#include "base/cleanup.h"
#include "git-backport/survey/reason.h"

#include <string.h>

/* More than that is no backport any more. */
enum { DEPS_MAX = 24 };

/* 1: some were put in front of commit number `k`. */
static int add_chain(struct ctx *c, struct fanout *f, size_t lane, size_t k)
{
	const struct target *t = f->lane[lane].target;
	CLEANUP(reason)
	struct reason why = { .mainline = f->sources->mainline };
	bool dry_run = c->repo.dry_run;
	int rc = reason_find(c, &why,
			     arena_strdup(&c->repo.arena, t->branch.name),
			     oid_hex(&f->sources->item[k].id));

	c->repo.dry_run = dry_run; /* it only looks, and we do not */
	for (size_t i = 0; !rc && i + 1 < why.chain.n; i++)
		rc = sources_insert(c, f->sources, k + i, &why.chain.id[i], t);
	return rc ? rc : why.chain.n > 1;
}

int deps_add(struct ctx *c, struct fanout *f)
{
	int found = 0;

	for (size_t i = 0; i < f->n; i++) {
		for (size_t k = 0; f->lane[i].conflicts && k < f->sources->n;
		     k++) {
			if (f->lane[i].cell[k].state != CELL_CONFLICT)
				continue;
			int rc = f->sources->n < DEPS_MAX ?
					 add_chain(c, f, i, k) :
					 0;
			if (rc < 0)
				return rc;
			found = found || rc;
			break;
		}
		if (found) /* the others' numbers are not what they were */
			return 1;
	}
	return 0;
}
