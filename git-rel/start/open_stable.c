#include "git-rel/start/open_stable.h"

#include "git-rel/start/push.h"
#include "release/latest.h"
#include "release/track_step.h"

#include <string.h>

static int none(struct ctx *c, const struct release *rel)
{
	int rc = error(
		E_NOTFOUND,
		"there is no release before %s whose series could get a stable branch",
		rel->version.text);

	error_hint("%s %s %s, without --open-stable", c->program->call,
		   c->cmd->name, ctx_shell(c, rel->version.text));
	return rc;
}

/* "stable/v1.0" cannot be beside "stable". */
static int check_way(struct ctx *c, const struct release *rel, const char *name)
{
	for (const char *p = strchr(name, '/'); p; p = strchr(p + 1, '/')) {
		const char *part =
			arena_strndup(&c->repo.arena, name, (size_t)(p - name));
		const char *ref =
			arena_printf(&c->repo.arena, "refs/heads/%s", part);
		git_oid id;
		int rc = repo_ref(&c->repo, ref, &id);
		if (rc < 0)
			return rc;
		if (git_oid_is_zero(&id) &&
		    git_oid_is_zero(remote_ref(&rel->remote, ref)))
			continue;
		rc = error(E_EXISTS,
			   "'%s' cannot be made: there is a branch '%s'", name,
			   part);
		error_hint(
			"choose another name: git config rel.stableBranch 'stable-v{series}'");
		return rc;
	}
	return 0;
}

static int same_series(const struct release *rel, const struct release *last)
{
	int rc = error(
		E_POLICY,
		"%s would have the stable branch of %s, the last release: there is none to open but '%s' itself",
		rel->version.text, last->version.text, last->stable);

	error_hint("--open-stable is for the first release of a new series");
	return rc;
}

static void note_there(const struct start *s, struct ctx *c, struct plan *p,
		       const char *name)
{
	const struct remote *remote = &s->rel.remote;
	const char *ref = plan_text(p, "refs/heads/%s", name);

	if (start_pushes(s, c) && remote->name &&
	    git_oid_is_zero(remote_ref(remote, ref)))
		plan_note(
			p,
			"'%s' is here already, but not on '%s': git push -u %s %s",
			name, remote->name, ctx_shell(c, remote->name),
			branch_word(c, remote, name));
	else
		plan_note(p, "'%s' is there already", name);
}

int open_stable_look(struct start *s, struct ctx *c, struct plan *p,
		     const git_oid *base)
{
	struct release last = { .remote = s->rel.remote };
	struct version v;
	bool found;
	int rc;

	if (!s->open_stable)
		return 0;
	if (!*setting(&c->repo.config, K_STABLE_BRANCH))
		return error(E_CONFIG, "rel.stableBranch names no branch");
	rc = release_last_final(c, &s->rel.remote, base, &v, &s->stable_at,
				&found);
	if (rc < 0)
		return rc;
	if (!found)
		return none(c, &s->rel);
	if ((rc = release_name(c, &last, &v, false)) < 0)
		return rc;
	if (!last.stable) {
		plan_note(
			p,
			"%s was released where work goes on: there is no stable branch to open",
			last.version.text);
		return 0;
	}
	if (s->rel.stable && !strcmp(last.stable, s->rel.stable))
		return same_series(&s->rel, &last);
	if (last.on_stable) {
		note_there(s, c, p, last.stable);
		return 0;
	}
	if ((rc = check_way(c, &s->rel, last.stable)) < 0)
		return rc;
	s->stable = (struct branch){ .name = last.stable };
	s->stable.ref = plan_text(p, "refs/heads/%s", last.stable);
	s->stable_of = last.tag;
	return 0;
}

int open_stable_again(struct start *s, struct ctx *c, const struct stages *b)
{
	git_oid here;
	int rc = b->opens ? repo_ref(&c->repo, b->opens, &here) : 0;

	if (rc < 0 || !b->opens || !git_oid_is_zero(&here) ||
	    !git_oid_is_zero(remote_ref(&s->rel.remote, b->opens)))
		return rc;
	s->stable =
		(struct branch){ .name = ref_short(b->opens), .ref = b->opens };
	s->stable_at = b->opens_at;
	return 0;
}

void open_stable_move(const struct start *s, struct ref_moves *m)
{
	if (!s->stable.name)
		return;
	ref_moves_branch(m, &s->stable, &s->stable_at);
	m->item[m->n - 1].here = true;
}

void open_stable_track(const struct start *s, struct ctx *c, struct plan *p)
{
	if (s->stable.name)
		track_step(c, p, s->rel.remote.name, s->stable.name);
}
