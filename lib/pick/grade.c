#include "pick/grade.h"

#include "base/alloc.h"
#include "git/history.h"
#include "pick/apply.h"
#include "pick/patch.h"

#include <stdlib.h>
#include <string.h>

const char *grade_name(enum grade grade)
{
	static const char *const names[] = {
		[GRADE_IDENTICAL] = "identical",
		[GRADE_CONTEXT] = "context",
		[GRADE_EDITED] = "edited",
		[GRADE_UNKNOWN] = "unknown origin",
		[GRADE_OWN] = "own",
		[GRADE_MARKERS] = "markers",
	};

	return names[grade];
}

/* Those of the pick and of its origin, side by side. */
static int read_patches(struct repo *r, const struct graded *pick, size_t n,
			struct patch *patch)
{
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++) {
		patch[k].commit = pick[i].commit;
		patch[k++].parent = pick[i].parent;
		if (git_oid_is_zero(&pick[i].origin))
			continue;
		patch[k].commit = pick[i].origin;
		rc = history_parent(r, &pick[i].origin, 0, &patch[k++].parent);
	}
	return rc ? rc : patch_read_all(r, patch, k);
}

/* Lines of "=" alone are a heading, but not where the origin has none. */
static bool adds_markers(const struct patch *p, const struct patch *origin)
{
	return p->sides > (origin ? origin->sides : 0) ||
	       (origin && p->middles > origin->middles);
}

static void compare_patches(struct graded *pick, size_t n,
			    const struct patch *patch)
{
	for (size_t i = 0; i < n; i++) {
		const struct patch *p = patch++;
		const struct patch *origin =
			git_oid_is_zero(&pick[i].origin) ? NULL : patch++;
		pick[i].same_lines = origin && !strcmp(p->lines, origin->lines);
		if (adds_markers(p, origin))
			pick[i].grade = GRADE_MARKERS;
		else if (origin && !strcmp(p->id, origin->id))
			pick[i].grade = GRADE_IDENTICAL;
	}
}

/* Only a replay can tell; the first commit of a history is on nothing. */
static bool is_open(const struct graded *p)
{
	return p->grade != GRADE_IDENTICAL && p->grade != GRADE_MARKERS &&
	       !git_oid_is_zero(&p->origin) && !git_oid_is_zero(&p->parent);
}

static int replay(struct repo *r, struct graded *pick, struct pick *again,
		  size_t n)
{
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++) {
		if (!is_open(&pick[i]))
			continue;
		again[k].commit = pick[i].origin;
		again[k].onto = pick[i].parent;
		rc = history_parent(r, &pick[i].origin, 0, &again[k++].parent);
	}
	return rc || !k ? rc : pick_apply(r, again, k);
}

static int compare_trees(struct repo *r, struct graded *pick,
			 const struct pick *again, size_t n)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++) {
		git_oid tree;
		if (!is_open(&pick[i]))
			continue;
		rc = history_tree(r, &pick[i].commit, &tree);
		if (!rc && again->result != PICK_CONFLICT &&
		    oid_eq(&tree, &again->tree))
			pick[i].grade = GRADE_CONTEXT;
		again++;
	}
	return rc;
}

int grade_all(struct repo *r, struct graded *pick, size_t n)
{
	struct patch *patch = xcalloc(2 * n + 1, sizeof(*patch));
	int rc = read_patches(r, pick, n, patch);

	if (!rc)
		compare_patches(pick, n, patch);
	free(patch);
	if (rc)
		return rc;
	struct pick *again = xcalloc(n + 1, sizeof(*again));
	rc = replay(r, pick, again, n);
	if (!rc)
		rc = compare_trees(r, pick, again, n);
	free(again);
	return rc;
}
