/*
 * git rel hooks: put the hooks in place that look at the rules, take them away,
 * and tell whether they run.
 */
#include "git-rel/cmds.h"

#include "cli/pending.h"
#include "git-rel/hooks/install.h"
#include "git-rel/hooks/status.h"

#include <string.h>

static int server, chain, strict;

static const struct opt opts[] = {
	OPT_FLAG(0, "server", &server,
		 "install: pre-receive, for a repository that is pushed to"),
	OPT_FLAG(0, "chain", &chain,
		 "install: keep a hook that is there, and let it run first"),
	OPT_FLAG(0, "strict", &strict, "install: reference-transaction, too"),
	OPT_END,
};

static int check_options(const char *word)
{
	if (strcmp(word, "install") != 0 && (server || chain || strict))
		return error(
			E_USAGE,
			"--server, --chain and --strict are for 'install'");
	if (server && strict)
		return error(
			E_USAGE,
			"--strict is for where one works, --server for where one pushes to");
	return 0;
}

static int plan_hooks(struct ctx *c, struct plan *p)
{
	const struct install how = { .server = server,
				     .strict = strict,
				     .chain = chain };
	const char *word = ctx_arg(c, 0) ? ctx_arg(c, 0) : "status";
	struct place place;
	int rc;

	bool changes = strcmp(word, "status") != 0;
	rc = check_options(word);
	if (!rc && changes)
		rc = pending_refuse(&c->repo, c->program->call);
	/* hooks that could look at no rule would be none, or refuse all */
	if (!rc && !strcmp(word, "install"))
		rc = repo_read(&c->repo);
	if (!rc)
		rc = place_look(&place, c);
	if (rc < 0)
		return rc;
	if (!strcmp(word, "install"))
		return install_plan(c, p, &place, &how);
	if (!strcmp(word, "uninstall"))
		return uninstall_plan(c, p, &place);
	if (strcmp(word, "status") != 0)
		return error(
			E_USAGE,
			"'%s' is none of 'install', 'uninstall' and 'status'",
			word);
	p->answered = true;
	return status_of_hooks(c, &place, stdout);
}

static void list_hooks(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("install\nuninstall\nstatus\n", out);
}

const struct cmd cmd_hooks = {
	.name = "hooks",
	.args = "(install | uninstall | status) [<options>]",
	.brief = "let git look at the rules when you commit and push",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.plan = plan_hooks,
	.list = list_hooks,
};
