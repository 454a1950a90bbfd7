/*
 * git rel help: the manual.
 */
#include "git-rel/cmds.h"

#include "base/run.h"
#include "base/strbuf.h"
#include "text/similar.h"

#include <string.h>

static const struct opt opts[] = { OPT_END };

static const struct {
	const char *topic, *page;
} pages[] = {
	{ "config", "gitrel" },         { "workflow", "gitrel-workflow" },
	{ "backport", "git-backport" }, { "staging", "git-staging" },
	{ "hooks", "gitrel-hooks" },    { "forge", "gitrel-forge" },
	{ "rel", "git-rel" },           { "gitrel", "gitrel" },
	{ "policy", "gitrel" },
};

/* A command is told about on the first page; NULL: there is no such topic. */
static const char *find_page(const struct program *p, const char *topic)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (!strcmp(topic, pages[i].topic) ||
		    !strcmp(topic, pages[i].page))
			return pages[i].page;
	for (size_t i = 0; p->cmds[i]; i++)
		if (!strcmp(topic, p->cmds[i]->name))
			return "git-rel";
	return NULL;
}

static int unknown(const struct program *p, const char *topic)
{
	struct similar near = similar_init(topic);

	error(E_USAGE, "there is no help on '%s'", topic);
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		similar_offer(&near, pages[i].topic);
	for (size_t i = 0; p->cmds[i]; i++)
		similar_offer(&near, p->cmds[i]->name);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	error_hint(
		"topics are the commands, and config, workflow, backport, staging, hooks, forge");
	return E_USAGE;
}

static int show_help(struct ctx *c, FILE *out)
{
	const char *topic = ctx_arg(c, 0);
	const char *page = topic ? find_page(c->program, topic) : "git-rel";

	(void)out;
	if (!page)
		return unknown(c->program, topic);
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
	for (size_t i = 0; i < 6; i++)
		fprintf(out, "%s\n", pages[i].topic);
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
