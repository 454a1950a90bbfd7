#include "git-rel/check/event.h"

#include "base/cleanup.h"
#include "forge/ci_event.h"
#include "git-rel/check/merge.h"
#include "git/remote.h"
#include "dialect/forge_name.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

static int check_name(const char *ref)
{
	int valid;

	if (git_reference_name_is_valid(&valid, ref) < 0 || !valid)
		return error(E_NET, "the event has no name of a ref: '%s'",
			     ref);
	return 0;
}

/* Only where all history is here it can be told what comes. */
static int check_clone(const struct repo *r, enum ci ci)
{
	if (!r->shallow)
		return 0;
	return error(
		E_CONFIG,
		"this clone is shallow, so nobody can tell what comes: set '%s'",
		ci == CI_GITLAB ? "GIT_DEPTH: 0' below 'variables:" :
				  "fetch-depth: 0' below 'with:' of 'checkout");
}

/* From the forge, if the clone of the job has it not. */
static int bring(struct proposal *p, const char *ref, const git_oid *id)
{
	struct remote remote;
	int rc;

	if (repo_has_object(&p->c->repo, id))
		return 0;
	rc = remote_look(&p->c->repo, &remote, p->changes.remote);
	return rc < 0 ? rc : remote_fetch_hidden(&p->c->repo, &remote, ref, id);
}

static int find_base(struct proposal *p, const char *base, git_oid *out)
{
	int rc = branch_tracked(p->c, base, out);

	if (rc < 0 || !git_oid_is_zero(out))
		return rc;
	rc = error(E_NOTFOUND,
		   "'%s/%s', which it is to be merged into, is not here",
		   p->changes.remote, base);
	error_hint("let the job's clone have all branches");
	return rc;
}

/* A branch of a fork bears its owner, that it is not taken for one of ours. */
static const char *source_ref(struct proposal *p, const struct forge_event *e,
			      bool of_fork)
{
	const char *owner = e->head_project ? e->head_project : "?";

	return of_fork ?
		       arena_printf(&p->c->repo.arena, "refs/heads/%.*s:%s",
				    (int)strcspn(owner, "/"), owner, e->head) :
		       arena_printf(&p->c->repo.arena, "refs/heads/%s",
				    e->head);
}

/* The branch with its commits, and base as it will be. */
static int add_pull(struct proposal *p, const struct forge_event *e,
		    const git_oid *base, const git_oid *head)
{
	struct arena *a = &p->c->repo.arena;
	bool of_fork = starts_with(e->head, "refs/") || /* of no branch */
		       !e->head_project || !e->project ||
		       !forge_same_name(e->head_project, e->project);
	git_oid *merge = arena_alloc(a, sizeof(*merge));
	int rc = merge_stand_in(&p->c->repo, e, base, head, merge);

	if (rc < 0)
		return rc;
	struct ref_change *from = proposal_add(p, source_ref(p, e, of_fork));
	from->to = *head;
	from->source = true;
	from->of_fork = of_fork;
	struct ref_change *into =
		proposal_add(p, arena_printf(a, "refs/heads/%s", e->base));
	into->from = *base;
	into->to = *merge;
	p->changes.way = WAY_RANGE;
	p->changes.merge = p->changes.made = merge;
	p->changes.n_made = 1;
	return 0;
}

/* A pipeline of a fork has the fork's branches for its own. */
static int check_place(const struct forge_event *e, enum ci ci)
{
	const char *here = ci == CI_GITLAB ? ci_variable("CI_PROJECT_PATH") :
					     NULL;

	if (!here || !e->project || forge_same_name(here, e->project))
		return 0;
	int rc = error(
		E_NOTFOUND,
		"this pipeline is one of '%s', which does not tell the rules of '%s'",
		here, e->project);
	error_hint("let a member run it in '%s'", e->project);
	return rc;
}

static int propose_pull(struct proposal *p, enum ci ci,
			const struct forge_event *e)
{
	struct arena *a = &p->c->repo.arena;
	git_oid base, head;
	int rc = check_place(e, ci);

	if (!rc)
		rc = check_name(arena_printf(a, "refs/heads/%s", e->base));
	if (!rc)
		rc = check_name(arena_printf(a, "refs/heads/%s", e->head));
	if (rc < 0)
		return rc;
	if (!oid_from_hex(&head, e->head_id))
		return error(E_NET, "the event has no commit: '%s'",
			     e->head_id);
	p->trunk = e->base;
	rc = find_base(p, e->base, &base);
	if (!rc)
		rc = bring(p,
			   arena_printf(a, "refs/%s/%ld/head",
					ci == CI_GITLAB ? "merge-requests" :
							  "pull",
					e->number),
			   &head);
	return rc < 0 ? rc : add_pull(p, e, &base, &head);
}

/* What the branch had before a forced push may be nowhere any more. */
static int find_before(struct proposal *p, struct ref_change *change)
{
	struct saved_error before;

	if (git_oid_is_zero(&change->from))
		return 0;
	error_save(&before);
	change->unknown =
		error_restore(bring(p, oid_hex(&change->from), &change->from),
			      &before) < 0;
	return 0;
}

static int propose_push(struct proposal *p, const struct forge_event *e)
{
	struct ref_change change = { .ref = e->ref };
	int rc = check_name(e->ref);

	if (rc < 0)
		return rc;
	if (!oid_from_hex(&change.from, e->before) ||
	    !oid_from_hex(&change.to, e->after))
		return error(E_NET, "the event has no commits: '%s', '%s'",
			     e->before, e->after);
	rc = find_before(p, &change);
	if (!rc && !git_oid_is_zero(&change.to))
		rc = bring(p, e->ref, &change.to);
	if (rc < 0)
		return rc;
	p->trunk = e->trunk ? e->trunk : setting(&p->c->repo.config, K_MAIN);
	change.ref = proposal_add(p, e->ref)->ref;
	p->changes.v[p->changes.n - 1] = change;
	p->changes.way = WAY_DONE;
	return 0;
}

static int read(struct proposal *p, enum ci ci, struct forge_event *out)
{
	struct arena *a = &p->c->repo.arena;
	const char *path = ci == CI_GITLAB ? ci_variable("TRIGGER_PAYLOAD") :
					     ci_variable("GITHUB_EVENT_PATH");

	*out = (struct forge_event){ .kind = EVENT_OTHER };
	if (path)
		return ci_event_read(
			a, ci == CI_GITLAB ? FORGE_GITLAB : FORGE_GITHUB, path,
			out);
	if (ci == CI_GITLAB)
		ci_event_of_gitlab(a, out);
	return 0;
}

int event_propose(struct proposal *p)
{
	enum ci ci = ci_here();
	struct forge_event e;
	int rc;

	if (ci == CI_NONE || (rc = read(p, ci, &e)) < 0)
		return ci == CI_NONE ? 0 : rc;
	bool pull = e.base && e.head && e.head_id;
	if (!pull && !(e.ref && e.before && e.after))
		return 0;
	if (!p->changes.remote)
		return error(E_NOTFOUND,
			     "there is no remote: nobody can tell what comes");
	rc = check_clone(&p->c->repo, ci);
	if (!rc)
		rc = repo_read(&p->c->repo);
	if (!rc)
		rc = pull ? propose_pull(p, ci, &e) : propose_push(p, &e);
	return rc < 0 ? rc : 1;
}
