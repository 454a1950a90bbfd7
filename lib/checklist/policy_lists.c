#include "checklist/policy_lists.h"

#include "checklist/policy_order.h"
#include "checklist/release_list.h"

#include <string.h>

struct looking {
	const struct staging_policy *p;
	struct complaints *all;
	bool *list, *item, *gate; /* is used */
};

static void mark(struct looking *l, const struct release_list *list)
{
	const struct staging_policy *p = l->p;

	if (list->of)
		l->list[list->of - p->lists.v] = true;
	for (size_t i = 0; i < list->n; i++) {
		const struct task *task = &list->v[i];
		if (task->item)
			l->item[task->item - p->items.v] = true;
		else if (task->kind == TASK_GATE)
			l->gate[task->gate - p->gates.v] = true;
	}
}

/* Is what it stands for told elsewhere to have two meanings? */
static bool is_twin(const struct staging_policy *p, const struct item *item)
{
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *other = &p->items.v[i];
		if (other != item && !other->type && !item->type &&
		    !strcmp(other->name, item->name))
			return true;
	}
	return false;
}

static void tell_unused_names(const struct looking *l)
{
	const struct staging_policy *p = l->p;

	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *item = &p->items.v[i];
		if (!l->item[i] && !is_twin(p, item))
			complain(l->all, item->origin,
				 "'%s' is in the checklist of no %s%srelease",
				 item->name, item->type ? item->type : "",
				 item->type ? " " : "");
	}
	for (size_t i = 0; i < p->gates.n; i++) {
		const struct gate *gate = &p->gates.v[i];
		if (!l->gate[i] && !item_find(&p->items, gate->name, NULL))
			complain(l->all, gate->origin,
				 "gate '%s' is in the checklist of no release",
				 gate->name);
	}
}

static void tell_unused_lists(const struct looking *l)
{
	const struct checklists *lists = &l->p->lists;

	for (size_t i = 0; i < lists->n; i++)
		if (!l->list[i] && lists->v[i].n)
			complain(
				l->all, lists->v[i].phase[0].origin,
				"no release has [%s]: there are others for all its types",
				lists->v[i].section);
}

void policy_lists(const struct staging_policy *p, struct arena *arena,
		  struct complaints *all)
{
	static const char *const releases[][3] = {
		{ "final", "major" }, { "final", "minor" },
		{ "final", "patch" }, { "final", "hotfix" },
		{ "candidate" },      { "pre-release" },
		{ "rehearsal" },
	};
	struct looking l = { p, all, arena_alloc(arena, p->lists.n + 1),
			     arena_alloc(arena, p->items.n + 1),
			     arena_alloc(arena, p->gates.n + 1) };

	for (size_t i = 0; i < sizeof(releases) / sizeof(*releases); i++) {
		struct release_list list;
		release_list_of(&list, arena, p, releases[i], all);
		mark(&l, &list);
		policy_order(&list, arena, all);
	}
	tell_unused_lists(&l);
	if (!p->lists.broken)
		tell_unused_names(&l);
}
