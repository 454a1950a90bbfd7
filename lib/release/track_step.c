#include "release/track_step.h"

#include <string.h>

void track_step(struct ctx *c, struct plan *p, const char *remote,
		const char *branch)
{
	const char *auto_rebase =
		config_git(&c->repo.config, "branch.autosetuprebase");
	struct step *s = plan_add(p, STEP_CONFIG);

	s->what = plan_text(p, "track '%s/%s'", remote, branch);
	const char *at = plan_text(p, "%s/%s", remote, branch);
	s->command = plan_text(p, "git branch --set-upstream-to=%s %s",
			       ctx_shell(c, at), ctx_shell(c, branch));
	step_set(p, s, plan_text(p, "branch.%s.remote", branch), NULL, remote);
	step_set(p, s, plan_text(p, "branch.%s.merge", branch), NULL,
		 plan_text(p, "refs/heads/%s", branch));
	if (auto_rebase &&
	    (!strcmp(auto_rebase, "always") || !strcmp(auto_rebase, "remote")))
		step_set(p, s, plan_text(p, "branch.%s.rebase", branch), NULL,
			 "true");
}
