#include "git-rel/ci/job_settings.h"

#include "git-rel/local_setting.h"

#include <string.h>

/* What only this machine or person needs: a job's clone has a remote of its own. */
static bool is_personal(int id)
{
	return !keys[id].section || id == K_REMOTE || id == K_SIGN;
}

static bool is_only_here(struct ctx *c, int id)
{
	const struct setting *s = &c->repo.config.setting[id];

	if (is_personal(id) || s->policy)
		return false;
	return s->rank == RANK_FOUND ||
	       (s->rank == RANK_GIT && local_setting(c, keys[id].git));
}

void job_settings_note(struct ctx *c, struct plan *p)
{
	for (int id = 0; id < N_KEYS; id++)
		if (is_only_here(c, id))
			plan_note(
				p,
				"only .git/config says %s, which a job does not have: git config -f .gitrel %s.%s %s",
				keys[id].git, keys[id].section, keys[id].name,
				ctx_shell(c, setting(&c->repo.config,
						     (enum key_id)id)));
}
