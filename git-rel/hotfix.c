/*
 * git rel hotfix: a branch that mends the last release of main, or of a stable
 * branch.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/start/begin.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/candidates.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/tag_form.h"

#include <git2.h>
#include <string.h>

static const struct opt opts[] = { BEGIN_OPTIONS, OPT_END };

/* The last release that a branch has: what a hotfix mends. */
static int last_on(struct ctx *c, struct release *rel, const char *name,
		   const char *key, struct branch *b, struct version *last,
		   git_oid *at)
{
	CLEANUP(strvec) struct strvec tags = STRVEC_INIT;
	bool found;
	int rc;

	if ((rc = branch_look(c, &rel->remote, name, b)) < 0 ||
	    (rc = branch_is_there(c, &rel->remote, b, key)) < 0)
		return rc;
	if (git_oid_is_zero(&b->tip))
		return error(E_NOTFOUND, "there is no branch '%s'", name);
	for (size_t i = 0; i < rel->remote.n; i++)
		if (starts_with(rel->remote.ref[i].name, "refs/tags/"))
			strvec_push(&tags, rel->remote.ref[i].name);
	if ((rc = remote_fetch_refs(&c->repo, &rel->remote, &tags)) < 0)
		return rc;
	rc = release_last_final(c, &rel->remote, &b->tip, last, at, &found);
	if (rc < 0 || found)
		return rc;
	rc = error(E_NOTFOUND, "'%s' has no release to mend", name);
	if (tag_forms_advise(c))
		return rc;
	if (key)
		error_hint("git rel start <version> begins the first one");
	else
		error_hint("git rel start <version> %s begins the first one",
			   ctx_shell(c, name));
	return rc;
}

/* On a stable branch all that is there is for its next patch: from its tip. */
static int mend_line(struct ctx *c, struct start *s, const char *line,
		     const struct version *typed)
{
	struct version last;
	struct branch b;
	git_oid at;
	int rc = last_on(c, &s->rel, line, NULL, &b, &last, &at);

	if (rc < 0)
		return rc;
	s->base = (struct start_point){ b.tip, b.name, b.name };
	rc = typed ? release_name(c, &s->rel, typed, true) :
		     release_next_free(c, &s->rel, &last, PART_PATCH, true);
	if (rc < 0 || (s->rel.on_stable && !strcmp(s->rel.stable, line)))
		return rc;
	return error(E_POLICY, "%s would not land on '%s', but on '%s'",
		     s->rel.version.text, line, s->rel.main);
}

/* From the last release on main, unless what comes next lands elsewhere. */
static int mend_main(struct ctx *c, struct start *s)
{
	struct version last;
	struct branch b;
	int rc = last_on(c, &s->rel, setting(&c->repo.config, K_MAIN),
			 keys[K_MAIN].git, &b, &last, &s->base.id);

	if (rc < 0)
		return rc;
	s->base.name = arena_strdup(&c->repo.arena, last.text);
	s->base.branch = NULL;
	return release_next_free(c, &s->rel, &last, PART_PATCH, true);
}

/* The stable branch that was named, if it is one; NULL: a version was. */
static const char *named_line(struct ctx *c, const struct release *rel,
			      const char *typed)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	struct branch b = { 0 };

	if (!typed || !line_is_stable(c, typed, &series) ||
	    branch_newest(c, typed, &b.tip) < 0)
		return NULL;
	b.ref = arena_printf(&c->repo.arena, "refs/heads/%s", typed);
	return git_oid_is_zero(&b.tip) && git_oid_is_zero(remote_ref(
						  &rel->remote, b.ref)) ?
		       NULL :
		       typed;
}

/* Which line is mended, from where, and what that is called. */
static int mend(struct ctx *c, struct start *s)
{
	const char *typed = ctx_arg(c, 0);
	const char *line = named_line(c, &s->rel, typed);
	struct version v;
	int rc;

	if (!typed)
		line = line_of_head(c);
	if (line)
		return mend_line(c, s, line, NULL);
	if (!typed) {
		if ((rc = line_check_known(c, NULL)) < 0)
			return rc;
		rc = mend_main(c, s);
		return rc < 0 || !s->rel.on_stable ?
			       rc :
			       mend_line(c, s, s->rel.stable, NULL);
	}
	rc = release_version(c, typed, &v);
	if (rc < 0 && strchr(typed, '/'))
		return error(E_NOTFOUND,
			     "'%s' is neither a version nor a stable branch",
			     typed);
	if (rc < 0 || (rc = release_name(c, &s->rel, &v, true)) < 0)
		return rc;
	if (s->rel.on_stable)
		return mend_line(c, s, s->rel.stable, &v);
	if ((rc = line_check_known(c, &s->rel)) < 0)
		return rc;
	rc = mend_main(c, s);
	return rc < 0 ? rc : release_name(c, &s->rel, &v, true);
}

static int plan_hotfix(struct ctx *c, struct plan *p)
{
	struct start s = begin();
	int rc = begin_again(c, p, true);

	if (rc)
		return rc < 0 ? rc : 0;
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_remote(c, &s.rel, false)) < 0)
		return rc;
	rc = mend(c, &s);
	if (!rc)
		rc = candidates_check(c, &s.rel);
	if (rc < 0)
		return rc;
	return start_plan(&s, c, p);
}

static void list_lines(struct ctx *c, FILE *out)
{
	git_reference_iterator *it = NULL;
	const char *name;

	if (repo_read(&c->repo) < 0 ||
	    git_reference_iterator_glob_new(&it, c->repo.git, "refs/heads/*") <
		    0)
		return;
	while (!git_reference_next_name(&name, it)) {
		CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
		if (line_is_stable(c, ref_short(name), &series))
			fprintf(out, "%s\n", ref_short(name));
	}
	git_reference_iterator_free(it);
}

const struct cmd cmd_hotfix = {
	.name = "hotfix",
	.args = "[<options>] [<version> | <stable branch>]",
	.brief = "begin a hotfix of main, or of a stable branch",
	.opts = opts,
	.min_args = 0,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_hotfix,
	.list = list_lines,
};
