#include "git-rel/start/push.h"

#include <string.h>

bool start_pushes(const struct start *s, struct ctx *c)
{
	const struct config *config = &c->repo.config;

	return s->push == 1 ||
	       (s->push < 0 && setting_bool(config, K_PUSH) &&
		config_has_remote(config, setting(config, K_REMOTE)));
}
