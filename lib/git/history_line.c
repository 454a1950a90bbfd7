#include "git/history_line.h"

#include "git/history.h"

static int walk_on(struct repo *r, struct history_line *l)
{
	int rc;

	l->id = arena_grow(&r->arena, l->id, l->n, sizeof(*l->id));
	l->id[l->n++] = l->next;
	rc = history_parent(r, &l->next, 0, &l->next);
	/* a shallow clone ends somewhere */
	if (!rc && !git_oid_is_zero(&l->next) && !repo_has_object(r, &l->next))
		l->next = (git_oid){ { 0 } };
	return rc;
}

int history_line_has(struct history_line *l, struct repo *r, const git_oid *id,
		     size_t *age)
{
	int rc = 0;

	*age = 0;
	if (!repo_has_object(r, id))
		return 0;
	for (size_t i = 0; !rc; i++) {
		if (i == l->n && git_oid_is_zero(&l->next))
			return 0;
		if (i == l->n)
			rc = walk_on(r, l);
		if (!rc && oid_eq(&l->id[i], id)) {
			*age = i;
			return 1;
		}
	}
	return rc;
}
