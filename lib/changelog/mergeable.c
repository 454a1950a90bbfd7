#include "changelog/mergeable.h"

#include <string.h>

/* Text between sections, "## Older releases": no part of any. */
bool changelog_has_strays(const struct changelog *cl)
{
	for (size_t i = 0; i < cl->n; i++) {
		size_t next = i + 1 < cl->n ? cl->section[i + 1].begin :
					      cl->tail;
		if (cl->section[i].end != next)
			return true;
	}
	return false;
}

/* As versions are compared: of packages, of builds. */
int changelog_check_twice(const struct changelog *cl)
{
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (section_like(cl, s) != s)
			return error(E_POLICY, "'%.*s' has two sections",
				     (int)(s->name_end - s->name),
				     cl->md.text + s->name);
	}
	return 0;
}

/* What both have, in another order: nothing tells which is right. */
static bool same_order(const struct changelog *a, const struct changelog *b)
{
	const struct section *last = NULL;

	for (size_t i = 0; i < a->n; i++) {
		const struct section *s = section_like(b, &a->section[i]);
		if (s && last && s < last)
			return false;
		last = s ? s : last;
	}
	return true;
}

int changelog_mergeable(const struct changelog *const cl[3])
{
	int rc = 0;

	for (int i = 0; i < 3; i++)
		if ((i != BASE && !cl[i]->n) || changelog_has_strays(cl[i]))
			return error(
				E_POLICY,
				"there is text that belongs to no section");
	for (int i = 0; !rc && i < 3; i++)
		rc = changelog_check_twice(cl[i]);
	if (rc < 0)
		return rc;
	return same_order(cl[OURS], cl[THEIRS]) &&
			       !strcmp(cl[OURS]->eol, cl[THEIRS]->eol) ?
		       0 :
		       error(E_POLICY,
			     "the sections are in another order, or lines end in another way");
}
