/*
 * git rel start: a release branch from the freshly fetched base.
 */
#include "git-rel/cmds.h"

#include "git-rel/start/begin.h"
#include "git/history.h"
#include "release/candidates.h"
#include "release/counted.h"
#include "release/line.h"
#include "version/part_near.h"

#include <string.h>

static const struct opt opts[] = {
	BEGIN_OPTIONS,
	OPT_FLAG(0, "open-stable", &begin_options.open_stable,
		 "make the stable branch of the last release, too"),
	OPT_END,
};

/* What "minor" or "rc" stands for, from this base. */
static int count_on(struct ctx *c, struct start *s, const char *word,
		    struct version *out)
{
	enum part part;

	if (part_from_name(&part, word))
		return release_counted(c, &s->rel, part, &s->base.id, out);
	return candidates_next(c, &s->rel, &s->base.id, out);
}

static bool is_counted(const char *typed)
{
	enum part part;

	return part_from_name(&part, typed) || !strcmp(typed, "rc");
}

static int named(struct ctx *c, const char *typed, struct version *out)
{
	int rc = release_version(c, typed, out);
	const char *near = rc == E_USAGE ? part_near(typed) : NULL;

	if (near)
		error_hint("did you mean '%s'?", near);
	return rc;
}

/* The release that begins at `base`. */
static int begin_at(struct ctx *c, struct start *s, const char *base,
		    const char *typed)
{
	bool counted = is_counted(typed);
	struct version v = { 0 };
	int rc;

	if (!counted && (rc = named(c, typed, &v)) < 0)
		return rc;
	rc = start_point_find(c, &s->rel, base, &s->base);
	if (!rc && counted)
		rc = count_on(c, s, typed, &v);
	return rc < 0 ? rc : release_name(c, &s->rel, &v, false);
}

/* A patch is one of the line that HEAD is on. */
static int other_line(struct ctx *c, const struct start *s, const char *line)
{
	int rc = error(E_POLICY, "%s would land on '%s', and not on '%s'",
		       s->rel.version.text, s->rel.main, line);

	error_hint("to begin the first release of this line: %s %s <version>",
		   c->program->call, c->cmd->name);
	error_hint("to begin it elsewhere: %s %s %s <base>", c->program->call,
		   c->cmd->name, ctx_arg(c, 0));
	return rc;
}

/* From the line that HEAD is on, for a release of that line.  1: it is none. */
static int begin_on_line(struct ctx *c, struct start *s, const char *line,
			 const char *typed)
{
	struct version v;
	int rc = 0;

	/* what is named and of another line has nothing to do with this one */
	if (!is_counted(typed) &&
	    ((rc = named(c, typed, &v)) < 0 ||
	     (rc = release_name(c, &s->rel, &v, false)) < 0))
		return rc;
	if (!is_counted(typed) &&
	    !(s->rel.on_stable && !strcmp(s->rel.stable, line)))
		return !s->rel.on_stable && setting_is(&c->repo.config, K_BASE,
						       "HEAD") ?
			       other_line(c, s, line) :
			       1;
	rc = begin_at(c, s, line, typed);
	if (rc < 0 || (s->rel.on_stable && !strcmp(s->rel.stable, line)))
		return rc;
	/* rel.base may be HEAD, and that is this line */
	if (!strcmp(typed, "patch") || !strcmp(typed, "rc") ||
	    (!s->rel.on_stable && setting_is(&c->repo.config, K_BASE, "HEAD")))
		return other_line(c, s, line);
	return 1;
}

/* From the base that was named, from the line HEAD is on, or from rel.base; but
 * what lands on a stable branch begins there. */
static int find_base(struct ctx *c, struct start *s, const char *typed)
{
	const char *base = ctx_arg(c, 1);
	const char *line = base ? NULL : line_of_head(c);
	int rc = line ? begin_on_line(c, s, line, typed) : 1;

	if (rc <= 0)
		return rc;
	if (base) {
		rc = begin_at(c, s, base, typed);
		return rc < 0 ? rc :
				line_check_base(c, &s->rel, &s->base.id, base);
	}
	if (!strcmp(typed, "patch") || !strcmp(typed, "rc"))
		rc = line_check_known(c, NULL);
	else
		rc = 0;
	if (!rc)
		rc = begin_at(c, s, setting(&c->repo.config, K_BASE), typed);
	if (!rc)
		rc = line_check_known(c, &s->rel);
	if (rc < 0 || !s->rel.on_stable)
		return rc;
	/* the patch may be another one there */
	if (strcmp(typed, "patch") != 0 && strcmp(typed, "rc") != 0)
		typed = s->rel.version.text;
	return begin_at(c, s, s->rel.stable, typed);
}

static int plan_start(struct ctx *c, struct plan *p)
{
	const char *typed = ctx_arg(c, 0);
	struct start s = begin();
	struct version v;
	int rc = begin_again(c, p, false);

	if (rc)
		return rc < 0 ? rc : 0;
	if (!is_counted(typed) && (rc = named(c, typed, &v)) < 0)
		return rc;
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_remote(c, &s.rel, false)) < 0 ||
	    (rc = find_base(c, &s, typed)) < 0 ||
	    (rc = candidates_check(c, &s.rel)) < 0)
		return rc;
	return start_plan(&s, c, p);
}

static void list_start(struct ctx *c, FILE *out)
{
	if (c->args.n) /* then comes a commit */
		return;
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
