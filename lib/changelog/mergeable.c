#include "changelog/mergeable.h"

#include <string.h>

void changelog_join_strays(struct changelog *cl)
{
	for (size_t i = 0; i < cl->n; i++)
		cl->section[i].end = i + 1 < cl->n ? cl->section[i + 1].begin :
						     cl->tail;
}

/* As often in all that have it: else nothing tells which is which. */
static int check_twice(const struct changelog *const cl[3], int side)
{
	for (size_t i = 0; i < cl[side]->n; i++) {
		const struct section *s = &cl[side]->section[i];
		size_t n = section_count_like(cl[side], s);
		for (int k = 0; n > 1 && k < 3; k++)
			if (section_count_like(cl[k], s) != n)
				return error(E_POLICY,
					     "'%.*s' has two sections, line %d",
					     (int)(s->name_end - s->name),
					     cl[side]->md.text + s->name,
					     s->line);
	}
	return 0;
}

/* What both have, in another order: nothing tells which is right. */
static int check_order(const struct changelog *a, const struct changelog *b)
{
	const struct section *last = NULL;

	for (size_t i = 0; i < a->n; i++) {
		const struct section *s = section_like(b, a, &a->section[i]);
		if (s && last && s < last)
			return error(
				E_POLICY,
				"the sections are in another order, line %d",
				a->section[i].line);
		last = s ? s : last;
	}
	return 0;
}

int changelog_mergeable(const struct changelog *const cl[3])
{
	int rc = 0;

	if (!cl[OURS]->n || !cl[THEIRS]->n)
		return error(E_POLICY, "no section of a version was found");
	for (int i = 0; !rc && i < 3; i++)
		rc = check_twice(cl, i);
	if (rc < 0 || (rc = check_order(cl[OURS], cl[THEIRS])) < 0)
		return rc;
	return strcmp(cl[OURS]->eol, cl[THEIRS]->eol) ?
		       error(E_POLICY, "lines end in another way") :
		       0;
}

const char *section_unfit(struct arena *arena,
			  const struct changelog *const cl[3],
			  const struct section *const s[3], int *line)
{
	static const int order[] = { OURS, THEIRS, BASE };

	for (int i = 0; i < 3; i++) {
		int k = order[i];
		if (!s[k])
			continue;
		*line = s[k]->line;
		if (section_count_like(cl[k], s[k]) > 1)
			return arena_printf(arena, "'%.*s' has two sections",
					    (int)(s[k]->name_end - s[k]->name),
					    cl[k]->md.text + s[k]->name);
		*line = s[k]->stray;
		if (s[k]->stray)
			return "a heading in it is as high as its own";
	}
	return NULL;
}
