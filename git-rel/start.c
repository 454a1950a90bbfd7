/*
 * git rel start: a release branch from the freshly fetched base.
 */
#include "git-rel/cmds.h"

#include "git-rel/start/begin.h"
#include "git/history.h"
#include "release/candidates.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/tag_form.h"

#include <string.h>

static const struct opt opts[] = {
	BEGIN_OPTIONS,
	OPT_FLAG(0, "open-stable", &begin_options.open_stable,
		 "make the stable branch of the last release, too"),
	OPT_END,
};

/* "major", "minor", "patch": the next one after the last release. */
static int next_version(struct ctx *c, struct release *rel, enum part part,
			const git_oid *within, struct version *out)
{
	struct version last;
	bool found;
	int rc = release_last(c, &rel->remote, within, &last, NULL, &found);

	if (rc < 0)
		return rc;
	if (!found) {
		rc = error(E_NOTFOUND,
			   "there is no released version to count on from");
		if (tag_forms_advise(c))
			return rc;
		error_hint("name the first one: %s %s 0.1.0", c->program->call,
			   c->cmd->name);
		return rc;
	}
	return version_next(out, &last, part);
}

/* What "minor" or "rc" stands for, from this base. */
static int count_on(struct ctx *c, struct start *s, const char *word,
		    struct version *out)
{
	enum part part;

	if (part_from_name(&part, word))
		return next_version(c, &s->rel, part, &s->base.id, out);
	return candidates_next(c, &s->rel, &s->base.id, out);
}

/* The release that begins at `base`. */
static int begin_at(struct ctx *c, struct start *s, const char *base,
		    const char *typed, bool counted)
{
	struct version v = { 0 };
	int rc;

	if (!counted && (rc = release_version(c, typed, &v)) < 0)
		return rc;
	if ((rc = start_point_find(c, &s->rel, base, &s->base)) < 0 ||
	    (counted && (rc = count_on(c, s, typed, &v)) < 0))
		return rc;
	return release_name(c, &s->rel, &v, false);
}

/* From the base that was named; else from the line that HEAD is on, for a
 * release of that line, or from rel.base.  What lands on a stable branch begins
 * there. */
static int find_base(struct ctx *c, struct start *s, const char *typed,
		     bool counted)
{
	const char *named = ctx_arg(c, 1),
		   *usual = setting(&c->repo.config, K_BASE);
	const char *line = named ? NULL : line_of_head(c);
	const char *base = named ? named : line ? line : usual;
	int rc = begin_at(c, s, base, typed, counted);

	if (!rc && line && (!s->rel.on_stable || strcmp(s->rel.stable, line))) {
		base = usual;
		rc = begin_at(c, s, base, typed, counted);
	}
	if (!rc && !named && s->rel.on_stable && strcmp(s->rel.stable, base)) {
		base = s->rel.stable;
		rc = begin_at(c, s, base, typed, counted);
	}
	return rc < 0 ? rc : line_check_base(c, &s->rel, &s->base.id, base);
}

static int plan_start(struct ctx *c, struct plan *p)
{
	const char *typed = ctx_arg(c, 0);
	struct start s = begin();
	struct version v = { 0 };
	enum part part;
	bool counted = part_from_name(&part, typed) || !strcmp(typed, "rc");
	int rc = begin_again(c, p, false);

	if (rc)
		return rc < 0 ? rc : 0;
	if (!counted && (rc = release_version(c, typed, &v)) < 0)
		return rc;
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_remote(c, &s.rel, false)) < 0 ||
	    (rc = find_base(c, &s, typed, counted)) < 0 ||
	    (rc = candidates_check(c, &s.rel)) < 0)
		return rc;
	return start_plan(&s, c, p);
}

static void list_start(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("major\nminor\npatch\nrc\n", out);
}

const struct cmd cmd_start = {
	.name = "start",
	.args = "[<options>] (<version> | major | minor | patch | rc) [<base>]",
	.brief = "begin a release on a branch of its own",
	.opts = opts,
	.min_args = 1,
	.max_args = 2,
	.flags = CMD_CONFIRM,
	.plan = plan_start,
	.list = list_start,
};
