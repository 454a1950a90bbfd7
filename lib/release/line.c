#include "release/line.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "release/latest.h"

#include <string.h>

bool line_is_stable(struct ctx *c, const char *branch, struct strbuf *series)
{
	const struct config *config = &c->repo.config;
	const char *form = setting(config, K_STABLE_BRANCH);

	return *form && !setting_is(config, K_MAIN, branch) &&
	       !setting_is(config, K_DEVELOP, branch) &&
	       template_match_line(form, branch, series);
}

const char *line_of_head(struct ctx *c)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	struct release rel = { 0 };
	struct version v;
	const char *head;
	bool hotfix;
	git_oid id;

	if (repo_head(&c->repo, &head, &id) < 0 || !head)
		return NULL;
	head = ref_short(head);
	if (release_of_branch(c, head, &v, &hotfix))
		return release_name(c, &rel, &v, hotfix) == 0 && rel.on_stable ?
			       rel.stable :
			       NULL;
	return line_is_stable(c, head, &series) ? head : NULL;
}

/* What is merged into main is no older line. */
static bool is_of_main(struct ctx *c, const char *base)
{
	static const enum key_id named[] = { K_MAIN, K_DEVELOP, K_BASE };

	for (size_t i = 0; i < 3; i++)
		if (strcmp(base, "HEAD") != 0 &&
		    setting_is(&c->repo.config, named[i], base))
			return true;
	return false;
}

/* All of the line, or a part of it that has its last release. */
static int is_on_line(struct ctx *c, const struct release *rel,
		      const git_oid *tip, const git_oid *at)
{
	struct version last;
	git_oid released;
	bool found;
	int rc = history_contains(&c->repo, tip, at);

	if (rc)
		return rc;
	rc = history_contains(&c->repo, at, tip);
	if (rc <= 0)
		return rc;
	rc = release_last_final(c, &rel->remote, tip, &last, &released, &found);
	if (rc < 0 || !found)
		return rc < 0 ? rc : 1;
	return history_contains(&c->repo, &released, at);
}

int line_check_base(struct ctx *c, const struct release *rel, const git_oid *at,
		    const char *base)
{
	struct branch line;
	int rc, fits = 0;

	if (!rel->on_stable || !strcmp(base, rel->stable))
		return 0;
	rc = branch_look(c, &rel->remote, rel->stable, &line);
	if (!rc)
		rc = branch_is_there(c, &rel->remote, &line, NULL);
	if (!rc && !is_of_main(c, base))
		fits = is_on_line(c, rel, &line.tip, at);
	if (rc < 0 || fits)
		return rc < 0 ? rc : fits < 0 ? fits : 0;
	rc = error(E_POLICY, "%s lands on '%s', and '%s' is of another line",
		   rel->version.text, rel->stable, base);
	error_hint("%s %s %s %s begins it there", c->program->call,
		   c->cmd->name, ctx_shell(c, rel->version.text),
		   ctx_shell(c, rel->stable));
	error_hint(
		"to land it on '%s' all the same: git -c rel.stableBranch= rel %s %s %s, and the same with finish",
		setting(&c->repo.config, K_MAIN), c->cmd->name,
		ctx_shell(c, rel->version.text), ctx_shell(c, base));
	return rc;
}

const char *line_command(struct ctx *c, const struct release *rel)
{
	struct arena *a = &c->repo.arena;
	struct release last = { .remote = rel->remote };
	struct saved_error first;
	struct version v;
	bool found = false;
	git_oid tag = { { 0 } };

	if (!rel->stable || rel->on_stable)
		return NULL;
	error_save(&first);
	int rc = release_below(c, &rel->remote, &rel->version, &v, &found);
	found = !rc && found && release_name(c, &last, &v, false) == 0 &&
		last.stable && !strcmp(last.stable, rel->stable) &&
		repo_ref(&c->repo, last.tag_ref, &tag) == 0;
	(void)error_restore(0, &first);
	if (!found)
		return NULL;
	const char *make = arena_printf(a, "git branch %s %s",
					ctx_shell(c, rel->stable),
					ctx_shell(c, last.tag));
	return git_oid_is_zero(&tag) ?
		       arena_printf(a, "git fetch %s tag %s && %s",
				    ctx_shell(c, rel->remote.name),
				    ctx_shell(c, last.tag), make) :
		       make;
}

const char *line_finish(struct ctx *c, const struct release *rel,
			const char *line)
{
	return arena_printf(&c->repo.arena,
			    "git -c rel.stableBranch=%s rel finish %s",
			    *line == '<' ? line : ctx_shell(c, line),
			    ctx_shell(c, rel->version.text));
}

bool line_advise(struct ctx *c, const struct release *rel)
{
	const char *beside = rel->on_stable ? NULL : line_beside(c, rel);
	const char *make = beside ? NULL : line_command(c, rel);

	if (beside)
		error_hint("to land it on '%s', where it was begun: %s", beside,
			   line_finish(c, rel, beside));
	else if (make)
		error_hint("it needs the branch of its line: %s", make);
	return beside || make;
}

int line_check_into(struct ctx *c, const struct release *rel,
		    const struct branch *into)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	struct version last, first;
	bool found;
	int rc;

	if (!line_is_stable(c, into->name, &series))
		return 0;
	/* a new line may have no release yet */
	const char *dot = strchr(series.buf, '.') ? "" : ".0";
	if (version_try(&first, rel->scheme,
			arena_printf(&c->repo.arena, "%s%s.0", series.buf,
				     dot)) &&
	    version_cmp(&first, &rel->version) > 0)
		return 0;
	rc = release_last_final(c, &rel->remote, &into->tip, &last, NULL,
				&found);
	if (rc < 0 || !found || version_cmp(&last, &rel->version) > 0)
		return rc;
	rc = error(
		E_POLICY,
		"'%s' is an older line, whose last release is %s: %s cannot go into it",
		into->name, last.text, rel->version.text);
	error_hint("what it is to have is picked: git backport %s",
		   ctx_shell(c, into->name));
	return rc;
}
