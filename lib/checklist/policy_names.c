#include "checklist/policy_names.h"

#include <string.h>

/* [items] x and [item.x]: lines of one section cannot have one name. */
static void two_items(const struct items *items, size_t i,
		      struct complaints *all)
{
	const struct item *item = &items->v[i];

	for (size_t k = 0; k < i && !item->type; k++)
		if (!items->v[k].type && !strcmp(items->v[k].name, item->name))
			complain(all, item->origin,
				 "'%s' is in [items] and has [item.%s], see %s",
				 item->name, item->name, items->v[k].origin);
}

static void item_and_gate(const struct staging_policy *p,
			  const struct item *item, struct complaints *all)
{
	const struct gate *gate = gate_find(&p->gates, item->name);

	if (gate)
		complain(all, item->origin,
			 "'%s' is an item and a gate, see %s", item->name,
			 gate->origin);
}

/* A line of [check] is a gate in short. */
static void gate_and_check(const struct config *c, const struct gate *gate,
			   struct complaints *all)
{
	for (size_t i = 0; i < c->n_commands; i++) {
		const struct command *cmd = &c->command[i];
		if (!strcmp(cmd->section, "check") && cmd->policy &&
		    !strcmp(cmd->name, gate->name))
			complain(all, gate->origin,
				 "'%s' is in [check] and has [%s], see %s",
				 gate->name, gate->section, cmd->origin);
	}
}

void policy_names(const struct staging_policy *p, struct complaints *all)
{
	for (size_t i = 0; i < p->items.n; i++) {
		two_items(&p->items, i, all);
		item_and_gate(p, &p->items.v[i], all);
	}
	for (size_t i = 0; i < p->gates.n; i++)
		gate_and_check(p->config, &p->gates.v[i], all);
}
