#include "git-rel/finish/left.h"

#include "git/history.h"

#include <git2.h>

/* Is all of the branch from before it was merged, with changes, and known to
 * those who did?  Nothing else tells what came to it since. */
static bool is_old(const struct land *l, struct ctx *c)
{
	git_commit *tip = NULL, *landed = NULL;
	bool old = false;

	if (!oid_eq(&l->branch.tip, &l->branch.remote) ||
	    (!git_oid_is_zero(&l->branch.local) &&
	     !oid_eq(&l->branch.local, &l->branch.remote)))
		return false;
	if (!git_commit_lookup(&tip, c->repo.git, &l->branch.tip) &&
	    !git_commit_lookup(&landed, c->repo.git, &l->landed))
		old = git_commit_time(tip) <= git_commit_time(landed);
	git_commit_free(tip);
	git_commit_free(landed);
	return old;
}

int land_keep_left(struct land *l, struct ctx *c, struct plan *p)
{
	const char *name = branch_word(c, &l->rel.remote, l->branch.name);
	const char *remote = l->rel.remote.name;
	bool here = oid_eq(&l->branch.tip, &l->branch.local);
	size_t n;
	int rc;

	if (!l->by_tag || l->keep || is_old(l, c))
		return 0;
	rc = history_count(&c->repo, &l->tag_target, &l->branch.tip, &n);
	if (rc < 0)
		return rc;
	l->stays = true;
	plan_note(
		p,
		"'%s' stays: it has %zu commit%s that %s has not; %sgit log %s --not %s",
		l->branch.name, n, n == 1 ? "" : "s", l->rel.tag,
		here ? "" :
		       plan_text(p, "git fetch %s && ", ctx_shell(c, remote)),
		here ? name : plan_text(p, "%s/%s", ctx_shell(c, remote), name),
		ctx_shell(c, l->rel.tag));
	return 0;
}
