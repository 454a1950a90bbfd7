#include "git/merge_driver.h"

/* A name may hold "=", which -c would take for its end. */
void merge_driver_hush(struct repo *r, struct strvec *argv, struct strvec *env)
{
	for (size_t i = 0; i < r->config.n; i++) {
		const struct config_entry *e = &r->config.entry[i];
		if (!starts_with(e->key, "merge.") ||
		    !ends_with(e->key, ".driver") || !e->value || !*e->value)
			continue;
		strvec_pushf(argv, "--config-env=%s=GIT_REL_DRIVER_%zu", e->key,
			     i);
		strvec_pushf(env, "GIT_REL_DRIVER_%zu={ %s\n} >&2", i,
			     e->value);
	}
}
