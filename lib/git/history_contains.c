#include "git/history.h"

#include "base/run.h"

#include <git2.h>

/* A look at so many commits that are older than the one looked for, as the
 * clocks of people differ, and at no more than that in all. */
#define OLDER_MAX 100
#define NEAR_MAX 5000

static int git_contains(struct repo *r, const git_oid *ancestor,
			const git_oid *tip)
{
	const char *argv[] = { "git",           "merge-base",
			       "--is-ancestor", oid_hex(ancestor),
			       oid_hex(tip),    NULL };
	struct run run = { .argv = argv, .env = r->env };
	int rc = run_command(&run);

	if (rc < 0 || rc > 1)
		return rc < 0 ? rc :
				error(E_FAIL, "git cannot compare %s and %s",
				      oid_short(ancestor), oid_short(tip));
	return rc == 0;
}

static bool has_parent(struct repo *r, const git_oid *child,
		       const git_oid *parent)
{
	git_commit *c = NULL;
	bool found = false;

	if (git_commit_lookup(&c, r->git, child) < 0)
		return false;
	for (unsigned i = 0; !found && i < git_commit_parentcount(c); i++)
		found = oid_eq(git_commit_parent_id(c, i), parent);
	git_commit_free(c);
	return found;
}

/* What was asked before, or follows: history has no circles.  -1: unknown. */
static int recall(const struct repo *r, const git_oid *ancestor,
		  const git_oid *tip)
{
	for (size_t i = 0; i < REPO_KNOWN; i++) {
		const struct known *k = &r->known[i];
		if (oid_eq(&k->ancestor, ancestor) && oid_eq(&k->tip, tip))
			return k->contains;
		if (k->contains && oid_eq(&k->ancestor, tip) &&
		    oid_eq(&k->tip, ancestor))
			return 0;
	}
	return -1;
}

/* A merge that was made just now is next to what it was made of. */
static int look_beside(struct repo *r, const git_oid *ancestor,
		       const git_oid *tip)
{
	if (has_parent(r, tip, ancestor))
		return 1;
	return has_parent(r, ancestor, tip) ? 0 : -1;
}

static void remember(struct repo *r, const git_oid *ancestor,
		     const git_oid *tip, bool contains)
{
	r->known[r->next_known] = (struct known){ *ancestor, *tip, contains };
	r->next_known = (r->next_known + 1) % REPO_KNOWN;
}

int history_contains(struct repo *r, const git_oid *ancestor,
		     const git_oid *tip)
{
	int rc;

	if (oid_eq(ancestor, tip))
		return 1;
	if ((rc = repo_read(r)) < 0)
		return rc;
	if (r->rewritten || r->shallow)
		return git_contains(r, ancestor, tip);
	rc = recall(r, ancestor, tip);
	if (rc >= 0)
		return rc;
	rc = look_beside(r, ancestor, tip);
	if (rc < 0 && history_is_above(r, ancestor, tip, 1))
		rc = 0;
	if (rc < 0)
		rc = git_graph_descendant_of(r->git, tip, ancestor);
	if (rc < 0)
		return error_git("cannot compare %s and %s",
				 oid_short(ancestor), oid_short(tip));
	remember(r, ancestor, tip, rc > 0);
	return rc;
}

int history_on_any(struct repo *r, const git_oid *ancestor, const git_oid *tip,
		   size_t n)
{
	int rc = repo_read(r);

	if (rc < 0 || !n)
		return rc;
	if (r->rewritten || r->shallow) {
		for (size_t i = 0; !rc && i < n; i++)
			rc = git_contains(r, ancestor, &tip[i]);
		return rc;
	}
	if (history_is_above(r, ancestor, tip, n))
		return 0;
	rc = git_graph_reachable_from_any(r->git, ancestor, tip, n);
	return rc < 0 ? error_git("cannot look for %s", oid_short(ancestor)) :
			rc;
}

static git_time_t time_of(struct repo *r, const git_oid *id)
{
	git_commit *c = NULL;
	git_time_t time = 0;

	if (!git_commit_lookup(&c, r->git, id))
		time = git_commit_time(c);
	git_commit_free(c);
	return time;
}

/* Newest first; asked for by name, libgit2 would walk to the end. */
static bool is_among(struct repo *r, git_revwalk *walk, const git_oid *ancestor)
{
	git_time_t since = time_of(r, ancestor);
	int older = 0;
	git_oid id;

	for (int i = 0; i < NEAR_MAX && older < OLDER_MAX; i++) {
		if (git_revwalk_next(&id, walk) < 0)
			break;
		if (oid_eq(&id, ancestor))
			return true;
		older += time_of(r, &id) < since;
	}
	return false;
}

bool history_is_near(struct repo *r, const git_oid *ancestor,
		     const git_oid *tip)
{
	git_revwalk *walk = NULL;
	bool found = false;

	if (repo_read(r) < 0 || r->rewritten || r->shallow ||
	    git_revwalk_new(&walk, r->git) < 0)
		return false;
	if (!git_revwalk_push(walk, tip))
		found = is_among(r, walk, ancestor);
	git_revwalk_free(walk);
	return found;
}
