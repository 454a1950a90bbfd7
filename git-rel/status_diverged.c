#include "git-rel/status_diverged.h"

#include "git/history.h"
#include "release/branch.h"

/* Here and on the remote, as the last fetch saw it: start and finish would refuse
 * it.  What is typed to bring them together; NULL: they have not. */
static const char *diverged(struct ctx *c, const char *name)
{
	const char *remote = branch_remote(c);
	git_oid here, there;
	enum relation how;

	if (!*name || !remote || c->repo.shallow ||
	    branch_ref(c, "heads", name, &here) < 0 ||
	    branch_tracked(c, name, &there) < 0 || git_oid_is_zero(&here) ||
	    git_oid_is_zero(&there) ||
	    history_relation(&c->repo, &here, &there, &how) < 0 ||
	    how != DIVERGED)
		return NULL;
	bool merges = history_has_merge(&c->repo, &there, &here) != 0;
	return arena_printf(&c->repo.arena, "git%s pull --%srebase %s %s",
			    branch_elsewhere(c, name), merges ? "no-" : "",
			    ctx_shell(c, remote), branch_word(c, NULL, name));
}

bool status_diverged(struct ctx *c, struct status *s)
{
	const char *const names[] = { setting(&c->repo.config, K_MAIN),
				      setting(&c->repo.config, K_DEVELOP),
				      s->line ? s->line : "" };

	for (size_t i = 0; i < 3; i++) {
		const char *name = names[i];
		const char *pull = diverged(c, name);
		if (!pull)
			continue;
		bool away = *branch_elsewhere(c, name);
		s->next = arena_printf(&c->repo.arena, "%s%s%s",
				       away ? "" : branch_switch(c, name),
				       away ? "" : " && ", pull);
		s->remark = arena_printf(&c->repo.arena,
					 "'%s' here and on '%s' have diverged",
					 name, branch_remote(c));
		return true;
	}
	return false;
}
