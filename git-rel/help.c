/*
 * git rel help: the manual.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strbuf.h"
#include "git-rel/help/web.h"
#include "text/similar.h"

#include <string.h>

static int man, web;

static const struct opt opts[] = {
	OPT_FLAG('m', "man", &man, "open the manual page"),
	OPT_FLAG('w', "web", &web, "open the page in a browser"),
	OPT_END,
};

static const struct {
	const char *topic, *page;
} pages[] = {
	{ "config", "gitrel" },         { "workflow", "gitrel-workflow" },
	{ "backport", "git-backport" }, { "staging", "git-staging" },
	{ "hooks", "gitrel-hooks" },    { "forge", "gitrel-forge" },
	{ "rel", "git-rel" },           { "gitrel", "gitrel" },
	{ "policy", "gitrel" },
};

static bool is_topic(const char *word)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (!strcmp(word, pages[i].topic))
			return true;
	return false;
}

/* A command is told about on the first page, and *verb is it; NULL: there is no such
 * topic. */
static const char *find_page(const struct program *p, const char *topic,
			     const char **verb)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (!strcmp(topic, pages[i].topic) ||
		    !strcmp(topic, pages[i].page))
			return pages[i].page;
	for (size_t i = 0; p->cmds[i]; i++)
		if (!strcmp(topic, p->cmds[i]->name)) {
			*verb = topic;
			return "git-rel";
		}
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

static int show_man(const char *page)
{
	const char *argv[] = { "man", page, NULL };
	struct run run = { .argv = argv, .flags = RUN_IN_TTY };

	if (run_command(&run) == 0)
		return 0;
	error(E_NOTFOUND, "'man %s' does not open the manual", page);
	error_hint("git rel -h, and git rel <command> -h, tell the options");
	return E_NOTFOUND;
}

/* A command has a section of its own, whose id is mandoc's. */
static int show_web(struct ctx *c, const char *page, const char *verb)
{
	CLEANUP(strbuf) struct strbuf part = STRBUF_INIT;
	const char *topic = ctx_arg(c, 0);

	if (verb)
		strbuf_addf(&part, "git_rel_%s", verb);
	int rc = web_open(page, verb ? part.buf : NULL);
	if (rc == E_NOTFOUND)
		error_hint(
			"'%s help --man%s%s' opens the same without a browser",
			c->program->call, topic ? " " : "", topic ? topic : "");
	return rc;
}

static int show_help(struct ctx *c, FILE *out)
{
	const char *topic = ctx_arg(c, 0), *verb = NULL;
	const char *page = topic ? find_page(c->program, topic, &verb) :
				   "git-rel";

	(void)out;
	if (man && web)
		return error(E_USAGE, "--man and --web are two things to open");
	if (!page)
		return unknown(c->program, topic);
	if (web || (!man && web_is_format()))
		return show_web(c, page, verb);
	return show_man(page);
}

static void list_help(struct ctx *c, FILE *out)
{
	for (size_t i = 0; i < 6; i++)
		fprintf(out, "%s\n", pages[i].topic);
	for (size_t i = 0; c->program->cmds[i]; i++)
		if (!is_topic(c->program->cmds[i]->name))
			fprintf(out, "%s\n", c->program->cmds[i]->name);
}

const struct cmd cmd_help = {
	.name = "help",
	.args = "[<options>] [<topic>]",
	.brief = "open the manual",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_NO_REPO | CMD_PENDING_OK,
	.show = show_help,
	.list = list_help,
};
