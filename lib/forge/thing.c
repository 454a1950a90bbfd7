#include "forge/thing.h"

#include <string.h>

static const struct thing *const things[] = {
	&thing_pull,   &thing_release, &thing_assets, &thing_publish,
	&thing_labels, &thing_comment, &thing_run,    &thing_checks,
	&thing_reply,  &thing_result,  &thing_report, &thing_gate,
	&thing_guard,  &thing_gone,
};

const struct thing *thing_find(const char *name)
{
	for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++)
		if (!strcmp(things[i]->name, name))
			return things[i];
	return NULL;
}
