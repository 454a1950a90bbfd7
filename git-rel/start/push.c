#include "git-rel/start/push.h"

#include <string.h>

bool start_pushes(const struct start *s, struct ctx *c)
{
	const struct config *config = &c->repo.config;

	return s->push == 1 ||
	       (s->push < 0 && setting_bool(config, K_PUSH) &&
		config_has_remote(config, setting(config, K_REMOTE)));
}

void start_track(struct start *start, struct ctx *c, struct plan *p)
{
	const struct release *rel = &start->rel;
	const char *auto_rebase =
		config_git(&c->repo.config, "branch.autosetuprebase");
	struct step *s = plan_add(p, STEP_CONFIG);

	s->what = plan_text(p, "track '%s/%s'", rel->remote.name, rel->branch);
	const char *at = plan_text(p, "%s/%s", rel->remote.name, rel->branch);
	s->command = plan_text(p, "git branch --set-upstream-to=%s %s",
			       ctx_shell(c, at), ctx_shell(c, rel->branch));
	step_set(p, s, plan_text(p, "branch.%s.remote", rel->branch), NULL,
		 rel->remote.name);
	step_set(p, s, plan_text(p, "branch.%s.merge", rel->branch), NULL,
		 plan_text(p, "refs/heads/%s", rel->branch));
	if (auto_rebase &&
	    (!strcmp(auto_rebase, "always") || !strcmp(auto_rebase, "remote")))
		step_set(p, s, plan_text(p, "branch.%s.rebase", rel->branch),
			 NULL, "true");
}
