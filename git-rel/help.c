/*
 * git rel help: the manual.
 */
#include "base/run.h"
#include "base/strbuf.h"
#include "cmds.h"

#include <string.h>

static const struct opt opts[] = { OPT_END };

static int show_help(struct ctx *c, FILE *out)
{
	static const struct {
		const char *topic, *page;
	} pages[] = {
		{ "config", "gitrel" },
		{ "gitrel", "gitrel" },
		{ "policy", "gitrel" },
		{ "workflow", "gitrel-workflow" },
		{ "backport", "git-backport" },
		{ "staging", "git-staging" },
	};
	const char *page = "git-rel", *topic = ctx_arg(c, 0);

	(void)out;
	for (size_t i = 0; topic && i < sizeof(pages) / sizeof(*pages); i++)
		if (!strcmp(topic, pages[i].topic))
			page = pages[i].page;
	const char *argv[] = { "man", page, NULL };
	struct run run = { .argv = argv, .flags = RUN_IN_TTY };
	int rc = run_command(&run);
	if (!rc)
		return 0;
	rc = error(E_NOTFOUND, "'man %s' does not open the manual", page);
	error_hint("git rel -h, and git rel <command> -h, tell the options");
	return rc;
}

static void list_help(struct ctx *c, FILE *out)
{
	(void)c;
	fputs("config\nworkflow\nbackport\nstaging\n", out);
}

const struct cmd cmd_help = {
	.name = "help",
	.args = "[<topic>]",
	.brief = "open the manual",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_NO_REPO | CMD_PENDING_OK,
	.show = show_help,
	.list = list_help,
};
