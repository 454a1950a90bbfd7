#include "release/line.h"

#include "base/cleanup.h"
#include "git/gitrel_file.h"
#include "release/policy_beside.h"

#include <string.h>

/* What .gitrel says of stable branches where `main` is: where there is none here,
 * main is what that calls so. */
static const char *form_of_main(struct ctx *c, const char **main)
{
	CLEANUP(config) struct config at = { 0 };
	struct policy_beside beside;
	git_oid tip;

	*main = policy_beside(c, &beside) ? beside.branch :
					    setting(&c->repo.config, K_MAIN);
	if (branch_newest(c, *main, &tip) < 0 || git_oid_is_zero(&tip) ||
	    gitrel_commands(&c->repo, &tip, &at) < 0 ||
	    !at.setting[K_STABLE_BRANCH].policy)
		return NULL;
	return arena_strdup(&c->repo.arena, at.setting[K_STABLE_BRANCH].policy);
}

const char *line_unknown(struct ctx *c, const char **form, const char **main)
{
	const struct config *config = &c->repo.config;
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	struct saved_error first;
	struct version v;
	const char *head;
	bool hotfix;
	git_oid id;

	if (config->setting[K_STABLE_BRANCH].rank > RANK_POLICY ||
	    repo_head(&c->repo, &head, &id) < 0 || !head)
		return NULL;
	head = ref_short(head);
	if (setting_is(config, K_MAIN, head) ||
	    setting_is(config, K_DEVELOP, head) ||
	    release_of_branch(c, head, &v, &hotfix) ||
	    line_is_stable(c, head, &series))
		return NULL;
	error_save(&first);
	*form = form_of_main(c, main);
	(void)error_restore(0, &first);
	strbuf_reset(&series);
	return *form && **form && template_match_line(*form, head, &series) ?
		       head :
		       NULL;
}

int line_check_known(struct ctx *c, const struct release *rel)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const char *form, *main, *head = line_unknown(c, &form, &main);

	if (!head)
		return 0;
	if (rel && (template_expand(&name, form, &rel->vars) < 0 ||
		    strcmp(name.buf, head) != 0))
		return 0;
	int rc = error(
		E_POLICY,
		"'%s' is a stable branch by the .gitrel of '%s', but not by its own",
		head, main);
	error_hint("to have it there, too: %s", policy_beside_take(c, main));
	error_hint("or, here alone: git config rel.stableBranch %s",
		   ctx_shell(c, form));
	return rc;
}
