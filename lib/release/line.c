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

int line_check_base(struct ctx *c, const struct release *rel, const git_oid *at,
		    const char *base)
{
	struct branch line;
	int rc, fits = 0;

	if (!rel->on_stable || !strcmp(base, rel->stable))
		return 0;
	rc = branch_look(c, &rel->remote, rel->stable, &line);
	if (!rc && !is_of_main(c, base))
		fits = history_contains(&c->repo, at, &line.tip);
	if (!rc && !fits && !is_of_main(c, base))
		fits = history_contains(&c->repo, &line.tip, at);
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

bool line_advise(struct ctx *c, const struct release *rel)
{
	struct release last = { .remote = rel->remote };
	struct saved_error first;
	struct version v;
	bool found = false, here;
	git_oid tag = { { 0 } };
	int rc;

	if (!rel->stable || rel->on_stable)
		return false;
	error_save(&first);
	rc = release_below(c, &rel->remote, &rel->version, &v, &found);
	found = !rc && found && release_name(c, &last, &v, false) == 0 &&
		last.stable && !strcmp(last.stable, rel->stable);
	here = found && repo_ref(&c->repo, last.tag_ref, &tag) == 0 &&
	       !git_oid_is_zero(&tag);
	(void)error_restore(0, &first);
	if (!found)
		return false;
	error_hint("it needs the branch of its line: %s%s%sgit branch %s %s",
		   here ? "" : "git fetch ",
		   here ? "" : ctx_shell(c, rel->remote.name),
		   here ? "" :
			  arena_printf(&c->repo.arena, " tag %s && ",
				       ctx_shell(c, last.tag)),
		   ctx_shell(c, rel->stable), ctx_shell(c, last.tag));
	return true;
}
