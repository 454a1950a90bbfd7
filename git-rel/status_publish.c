#include "git-rel/status_publish.h"

#include "plan/checks.h"
#include "release/gates.h"

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

/* Would publish run it?  That asks the .gitrel of the release. */
static int is_run(struct ctx *c, const struct check *one)
{
	struct release rel = { .hotfix = !strcmp(one->type, "hotfix") };
	struct commands all;
	int rc = release_version(c, one->release, &rel.version);

	if (!rc)
		rc = gate_commands_at(c, &rel, section, &one->commit, &all);

	for (size_t i = 0; !rc && i < all.n; i++)
		if (!strcmp(gate_name(c, all.item[i]), one->name))
			return 1;
	return rc == E_NOTFOUND ? 0 : rc;
}

int status_publish(struct ctx *c, struct status *s)
{
	struct checks all;
	int rc;

	if (!s->newest || !has_commands(&c->repo.config))
		return 0;
	rc = checks_read(&c->repo, &all);
	for (size_t i = 0; rc >= 0 && i < all.n; i++) {
		const struct check *one = &all.item[i];
		if (!is_ours(s, one) || one->passed || !is_last(&all, i))
			continue;
		rc = is_run(c, one);
		if (rc > 0)
			strvec_push(&s->unpublished, one->name);
	}
	return rc < 0 ? rc : 0;
}
