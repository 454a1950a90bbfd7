#include "git-rel/notes/amend.h"

#include "git-rel/start/release_commit.h"
#include "git/history.h"
#include "git/published.h"
#include "release/commit_step.h"

#include <string.h>

/* A commit that others have, or that the release branch began with, stays. */
int notes_check_amend(struct notes *n)
{
	static const enum key_id others[] = { K_MAIN, K_DEVELOP };
	const git_oid *there = &n->branch.remote;
	int rc = git_oid_is_zero(there) ?
			 0 :
			 history_contains(&n->c->repo, &n->at, there);

	if (rc > 0)
		return error(E_POLICY,
			     "the last commit of '%s' is pushed already",
			     n->branch.name);
	for (int i = 0; !rc && i < 2; i++) {
		const char *name = setting(&n->c->repo.config, others[i]);
		git_oid id;
		rc = repo_ref(&n->c->repo,
			      arena_printf(&n->c->repo.arena, "refs/heads/%s",
					   name),
			      &id);
		if (rc < 0 || !*name || git_oid_is_zero(&id))
			continue;
		rc = history_contains(&n->c->repo, &n->at, &id);
		if (rc > 0)
			return error(E_POLICY,
				     "the last commit of '%s' is one of '%s'",
				     n->branch.name, name);
	}
	return rc;
}

int notes_settle_amend(struct notes *n)
{
	bool release, elsewhere;
	int rc;

	if (n->amend)
		return notes_check_amend(n);
	if ((rc = release_commit_is(n->c, &n->rel, &n->at, &release)) < 0 ||
	    !release || (rc = published(&n->c->repo, &n->at, &elsewhere)) < 0 ||
	    elsewhere)
		return rc;
	rc = notes_check_amend(n);
	n->amend = !rc;
	return rc == E_POLICY ? 0 : rc;
}
