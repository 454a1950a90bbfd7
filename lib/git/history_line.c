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

int history_line_at(struct history_line *l, struct repo *r, size_t i,
		    git_oid *out)
{
	while (i >= l->n) {
		if (git_oid_is_zero(&l->next))
			return 0;
		int rc = walk_on(r, l);
		if (rc < 0)
			return rc;
	}
	*out = l->id[i];
	return 1;
}

int history_line_has(struct history_line *l, struct repo *r, const git_oid *id,
		     size_t *age)
{
	git_oid at;

	*age = 0;
	if (!repo_has_object(r, id))
		return 0;
	for (size_t i = 0;; i++) {
		int rc = history_line_at(l, r, i, &at);
		if (rc <= 0)
			return rc;
		if (!oid_eq(&at, id))
			continue;
		*age = i;
		return 1;
	}
}
