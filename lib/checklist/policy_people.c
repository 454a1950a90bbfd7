#include "checklist/policy_people.h"

#include "text/similar.h"

static bool roles_known(const struct roles *roles, const struct item *item,
			enum item_key key, struct complaints *all)
{
	const struct words *names = key == ITEM_BY ? &item->is.by :
						     &item->is.waive;
	bool known = true;

	for (size_t i = 0; i < names->n; i++) {
		struct similar near = similar_init(names->v[i]);
		if (role_find(roles, names->v[i]))
			continue;
		known = false;
		for (size_t k = 0; k < roles->n; k++)
			similar_offer(&near, roles->v[k].name);
		complain(all, item->is.origin[key],
			 "%s: there is no role '%s'%s%s%s", item->name,
			 names->v[i], near.best ? "; did you mean '" : "",
			 near.best ? near.best : "", near.best ? "'?" : "");
	}
	return known;
}

/* Any of them may have made the candidate. */
static void enough_people(const struct staging_policy *p, struct arena *arena,
			  const struct item *item, struct complaints *all)
{
	struct words people = roles_people(&p->roles, arena, &item->is.by);
	size_t left = people.n - (item->is.not_author && people.n);
	size_t count = (size_t)item->is.count;
	enum item_key key = item->is.origin[ITEM_COUNT] ? ITEM_COUNT :
							  ITEM_NOT_AUTHOR;

	if (!people.n || left >= count) /* an empty role is told elsewhere */
		return;
	if (item->is.not_author)
		complain(
			all, item->is.origin[key],
			"%s: nobody can meet it: %zu of %zu %s, where one of them may be the author",
			item->name, count, people.n,
			people.n == 1 ? "person" : "people");
	else
		complain(all, item->is.origin[key],
			 "%s: nobody can meet it: %zu of %zu %s", item->name,
			 count, people.n, people.n == 1 ? "person" : "people");
}

void policy_people(const struct staging_policy *p, struct arena *arena,
		   struct complaints *all)
{
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *item = &p->items.v[i];
		bool known = roles_known(&p->roles, item, ITEM_BY, all);
		roles_known(&p->roles, item, ITEM_WAIVE, all);
		if (known && item->is.by.n)
			enough_people(p, arena, item, all);
	}
}
