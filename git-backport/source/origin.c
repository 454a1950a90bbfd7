#include "git-backport/source/origin.h"

#include <string.h>

const char *origin_name(struct ctx *c, size_t i)
{
	static const enum key_id from[ORIGINS] = { K_BACKPORT_SOURCE, K_DEVELOP,
						   K_MAIN };

	return setting(&c->repo.config, from[i]);
}

bool origin_is(struct ctx *c, const char *name)
{
	for (size_t i = 0; i < ORIGINS; i++)
		if (!strcmp(name, origin_name(c, i)))
			return true;
	return false;
}
