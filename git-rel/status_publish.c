#include "git-rel/status_publish.h"

#include "plan/checks.h"

#include <string.h>

static const char section[] = "publish";

/* Most projects have none, and what is noted takes time to read. */
static bool has_commands(const struct config *config)
{
	for (size_t i = 0; i < config->n_commands; i++)
		if (!strcmp(config->command[i].section, section))
			return true;
	return false;
}

/* "publish.up", of the release that `s` is about */
static bool is_ours(const struct status *s, const struct check *one)
{
	return starts_with(one->name, section) &&
	       one->name[sizeof(section) - 1] == '.' &&
	       !strcmp(one->release, s->newest);
}

/* Was it run again later, maybe after it was changed? */
static bool is_last(const struct checks *all, size_t i)
{
	const struct check *one = &all->item[i];

	for (size_t k = i + 1; k < all->n; k++)
		if (!strcmp(all->item[k].name, one->name) &&
		    !strcmp(all->item[k].release, one->release))
			return false;
	return true;
}

int status_publish(struct ctx *c, struct status *s)
{
	struct checks all;
	int rc;

	if (!s->newest || !has_commands(&c->repo.config))
		return 0;
	rc = checks_read(&c->repo, &all);
	for (size_t i = 0; !rc && i < all.n; i++)
		if (is_ours(s, &all.item[i]) && !all.item[i].passed &&
		    is_last(&all, i))
			strvec_push(&s->unpublished, all.item[i].name);
	return rc;
}
