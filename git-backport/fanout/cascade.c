#include "git-backport/fanout/cascade.h"

#include "git-backport/fanout/same.h"
#include "git/commit_parents.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

/* Is lane `a` left later than lane `b`?  1: it is. */
static int is_nearer(struct ctx *c, const git_oid *a, const git_oid *b)
{
	if (git_oid_is_zero(a) || git_oid_is_zero(b) || oid_eq(a, b))
		return git_oid_is_zero(b) && !git_oid_is_zero(a);
	return history_contains(&c->repo, b, a);
}

int cascade_order(struct ctx *c, struct fanout *f)
{
	const git_oid *last = &f->sources->item[f->sources->n - 1].id;
	git_oid *left = arena_alloc(&c->repo.arena, f->n * sizeof(*left));
	int rc = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct lane lane = f->lane[i];
		git_oid at;
		size_t to = i;
		rc = history_merge_base(&c->repo, last, &lane.target->tip, &at);
		while (!rc && to > 0) {
			rc = is_nearer(c, &at, &left[to - 1]);
			if (rc <= 0)
				break;
			rc = 0;
			f->lane[to] = f->lane[to - 1];
			left[to] = left[to - 1];
			to--;
		}
		if (rc < 0)
			return rc;
		f->lane[to] = lane;
		left[to] = at;
		rc = 0;
	}
	return rc;
}

/* A commit with one parent stands for the change; a merge may hold others. */
static bool stands_in(struct ctx *c, const struct lane *near, const git_oid *id,
		      struct cell *cell)
{
	git_commit *commit = NULL;
	bool one = !git_commit_lookup(&commit, c->repo.git, id) &&
		   commit_parents(commit) == 1;

	if (one) {
		cell->near = near;
		cell->from = *id;
		commit_parent(commit, 0, &cell->parent);
	}
	git_commit_free(commit);
	return one;
}

bool cascade_from(struct ctx *c, const struct fanout *f, size_t i, size_t k,
		  struct cell *cell)
{
	while (i-- > 0) {
		const struct cell *near = &f->lane[i].cell[k];
		switch (near->state) {
		case CELL_CONFLICT:
		case CELL_BEHIND:
			return false;
		case CELL_ANCESTOR:
			return true;
		case CELL_NEW:
			if (stands_in(c, &f->lane[i], &near->made, cell))
				return true;
			break;
		case CELL_THERE:
			if (stands_in(c, &f->lane[i], &near->found, cell))
				return true;
			break;
		case CELL_EMPTY:
		case CELL_SKIPPED:
		case CELL_NONE:
			break;
		}
	}
	return true;
}

/* The child of `parent` on the way to `tip`; zero: none near it. */
static int find_child(struct ctx *c, const git_oid *tip, const git_oid *parent,
		      git_oid *out)
{
	enum { NEAR = 100 };
	git_oid at = *tip, before;
	int rc = 0;

	memset(out, 0, sizeof(*out));
	for (int n = 0; n < NEAR && !git_oid_is_zero(&at); n++) {
		if (oid_eq(&at, parent))
			return 0;
		if ((rc = history_parent(&c->repo, &at, 0, &before)) < 0)
			return rc;
		if (oid_eq(&before, parent)) {
			*out = at;
			return 0;
		}
		at = before;
	}
	return 0;
}

int cascade_adopt(struct ctx *c, const struct lane *l, struct cell *cell)
{
	git_oid there;
	int rc = find_child(c, &l->branch.tip, &l->tip, &there);

	if (rc < 0 || git_oid_is_zero(&there))
		return rc;
	if (same_commit(c, &there, &cell->made))
		cell->made = there;
	return 0;
}
