/*
 * git backport refresh: a backport made anew where its target, or what a person
 * has resolved, has moved.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "git-backport/fanout/names.h"
#include "git-backport/pick/pick_options.h"
#include "git-backport/source/pull.h"
#include "git-backport/survey/works.h"
#include "git/history.h"
#include "release/pull_number.h"

#include <stdlib.h>
#include <string.h>

static bool is_number(const char *id)
{
	size_t n = strlen(id);

	return n < 10 && strspn(id, "0123456789") == n;
}

/* Has the branch all that the target has there? */
static int is_up_to_date(struct ctx *c, const struct targets *t,
			 const struct work *w, const char *target)
{
	const git_oid *at =
		remote_ref(&t->remote, arena_printf(&c->repo.arena,
						    "refs/heads/%s", target));
	const git_oid *tip = git_oid_is_zero(&w->here) ? &w->there : &w->here;

	if (git_oid_is_zero(at))
		return 1;
	return repo_has_object(&c->repo, at) ?
		       history_contains(&c->repo, at, tip) :
		       0;
}

/* All targets of one backport that have moved. */
static int choose(struct ctx *c, const struct survey *s,
		  const struct targets *t, const struct works *works,
		  const char **id, const struct work **first)
{
	const char *word = ctx_arg(c, 0);
	int rc;

	if (word && pull_number(word))
		word += 3;
	for (size_t i = 0; i < works->n; i++) {
		const struct work *w = &works->item[i];
		const char *is = names_id(c, w->branch, s->name[w->target]);
		if (!is || work_is_done(w) || (word && strcmp(is, word) != 0))
			continue;
		if (*id && strcmp(*id, is) != 0) {
			rc = error(E_USAGE, "which backport? '%s' or '%s'", *id,
				   is);
			error_hint("%s refresh %s", c->program->call, *id);
			return rc;
		}
		*id = is;
		*first = *first ? *first : w;
		rc = is_up_to_date(c, t, w, s->name[w->target]);
		if (rc < 0)
			return rc;
		if (!rc)
			strvec_push(&pick_options.to, s->name[w->target]);
	}
	if (*id)
		return 0;
	rc = word ? error(E_NOTFOUND, "no backport '%s' is open", word) :
		    error(E_NOTFOUND, "no backport is open");
	error_hint("see which are: %s status", c->program->call);
	return rc;
}

/* 1, or 0 where it is none: a number may be that of an issue, or of another
 * forge.  One that cannot be read is not taken for none. */
static int is_merged_pull(struct ctx *c, const char *id)
{
	struct forge_pull pull;
	struct forge *f;
	int rc;

	if (!is_number(id) || pull_forge(c, branch_remote(c), &f) < 0)
		return 0;
	rc = f->ops->pull_get(f, strtol(id, NULL, 10), &pull);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	return pull.state == FORGE_MERGED;
}

/* What the commits say, under the name that it has. */
static int add_commits(struct ctx *c, const struct work *w, const char *target)
{
	const char *at = strstr(w->branch, target);

	if (at)
		pick_options.branch = arena_printf(
			&c->repo.arena, "%.*s{target}%s", (int)(at - w->branch),
			w->branch, at + strlen(target));
	for (size_t i = 0; i < w->n_origins; i++)
		strvec_push(&c->args, oid_hex(&w->origin[i]));
	if (w->n_origins)
		return 0;
	return error(E_NOTFOUND, "'%s' does not say what it picks", w->branch);
}

static int add_sources(struct ctx *c, const char *id, const struct work *w,
		       const char *target)
{
	int rc = is_merged_pull(c, id);

	strvec_clear(&c->args);
	if (rc < 0)
		return rc;
	if (!rc)
		return add_commits(c, w, target);
	strvec_pushf(&c->args, "pr/%s", id);
	return 0;
}

static int plan_refresh(struct ctx *c, struct plan *p)
{
	CLEANUP(survey) struct survey s = { 0 };
	struct works works = { 0 };
	struct targets t = { 0 };
	const struct work *first = NULL;
	const char *id = NULL;
	bool dry = c->repo.dry_run;
	int rc = survey_read(c, &s, NULL, 0);

	c->repo.dry_run = dry;
	if (rc < 0 || (rc = works_read(c, &s, &works)) < 0 ||
	    (rc = targets_look(c, &t)) < 0 ||
	    (rc = choose(c, &s, &t, &works, &id, &first)) < 0)
		return rc;
	if (!pick_options.to.n) { /* what is pushed and said may be old still */
		strvec_clear(&c->args);
		strvec_push(&c->args, id);
		return cmd_submit.plan(c, p);
	}
	if ((rc = add_sources(c, id, first, s.name[first->target])) < 0)
		return rc;
	pick_options.submit = pick_options.summary = 1;
	pick_options.on_conflict = "skip";
	return cmd_pick.plan(c, p);
}

const struct cmd cmd_refresh = {
	.name = "refresh",
	.args = "[<id>]",
	.brief =
		"make a backport anew where its target has moved, and its pull requests",
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_refresh,
};
