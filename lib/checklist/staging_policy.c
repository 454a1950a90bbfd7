#include "checklist/staging_policy.h"

#include "checklist/policy_lists.h"
#include "checklist/policy_names.h"
#include "checklist/policy_people.h"
#include "checklist/policy_values.h"

int staging_policy_read(struct staging_policy *out, struct arena *arena,
			const struct config *c)
{
	struct complaints all = { .arena = arena };

	*out = (struct staging_policy){ .config = c };
	if (!c->n_checks)
		return 0;
	roles_read(&out->roles, arena, c, &all);
	items_read(&out->items, arena, c, &all);
	gates_read(&out->gates, arena, c, &all);
	checklists_read(&out->lists, arena, c, &all);
	policy_names(out, &all);
	policy_people(out, arena, &all);
	policy_values(out, &all);
	policy_lists(out, arena, &all);
	return complaints_error(&all);
}
