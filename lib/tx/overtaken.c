#include "tx/overtaken.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "forge/session.h"
#include "forge/thing.h"
#include "git/history.h"
#include "git/remote.h"

#include <string.h>

/* A pull request that is to be opened, and the push of its branch. */
struct wish {
	struct attempt *push, *pull;
	size_t i; /* of the change that is pushed */
	json_object *want;
};

static const struct change *pushed(const struct wish *w)
{
	return &w->push->step->change[w->i];
}

/* Is its branch one that this plan pushes? */
static bool is_ours(struct wish *w)
{
	const char *head = json_get_str(w->want, "head");

	for (w->i = 0; head && w->i < w->push->step->n; w->i++) {
		const struct change *c = pushed(w);
		if (starts_with(c->ref, "refs/heads/") &&
		    !strcmp(ref_short(c->ref), head))
			return !git_oid_is_zero(&c->to);
	}
	return false;
}

/* By git: where the target is on the remote that is pushed to. */
static int is_in_target(const struct wish *w)
{
	const char *base = json_get_str(w->want, "base");
	struct repo *r = w->push->repo;
	struct remote remote;
	int rc;

	if (!base || json_get_str(w->want, "head_project") ||
	    !repo_has_object(r, &pushed(w)->to))
		return 0;
	const char *ref = arena_printf(&r->arena, "refs/heads/%s", base);
	rc = remote_look_refs(r, &remote, w->push->step->remote,
			      (const char *const[]){ ref, NULL });
	if (rc < 0 || git_oid_is_zero(remote_ref(&remote, ref)))
		return rc;
	if ((rc = remote_fetch(r, &remote, ref)) < 0)
		return rc;
	return history_contains(r, &pushed(w)->to, remote_ref(&remote, ref));
}

/* By the forge: it may have been squashed. */
static int was_merged(const struct wish *w)
{
	const struct step *s = w->pull->step;
	struct forge *f;
	int rc = forge_session_at(w->pull->repo, forge_kind_of(s->forge),
				  s->api, s->project, &f);

	return rc < 0 ? rc :
			thing_pull_merged(f, w->want, oid_hex(&pushed(w)->to));
}

static int mark(struct wish *w)
{
	struct repo *r = w->push->repo;
	const struct step *s = w->pull->step;
	int rc;

	if (s->kind != STEP_FORGE || strcmp(s->thing, "pull") != 0 ||
	    attempt_is_done(w->pull))
		return 0;
	CLEANUP(json) json_object *want = NULL;
	if ((rc = json_parse(&want, s->want, strlen(s->want))) < 0)
		return rc;
	w->want = want;
	if (!is_ours(w))
		return 0;
	rc = is_in_target(w);
	if (!rc)
		rc = was_merged(w);
	if (rc <= 0)
		return rc;
	w->push->state[w->i] = DONE;
	w->pull->state[0] = DONE;
	w->pull->found = arena_printf(
		&r->arena, "'%s' has what '%s' was to bring: it was merged\n",
		json_get_str(want, "base"), json_get_str(want, "head"));
	return 0;
}

int overtaken_mark(struct attempts *t)
{
	struct wish w = { .push = attempts_push(t) };
	int rc = 0;

	for (size_t i = 0; w.push && !rc && i < t->n; i++) {
		w.pull = &t->item[i];
		rc = mark(&w);
	}
	return rc;
}
