/*
 * git staging known-issue: what the release goes out with, for its notes.
 */
#include "git-stage/cmds.h"

#include "git-stage/note.h"

#include <string.h>

static struct note_options options = { .push = 1 };

static const struct opt opts[] = { NOTE_OPTIONS(options), OPT_END };

static int fill(struct ctx *c, struct plan *p, const struct staging *s,
		struct record *rec)
{
	(void)s;
	if (strcmp(ctx_arg(c, 0), "add") != 0)
		return error(E_USAGE, "'%s' is not add", ctx_arg(c, 0));
	if (!*ctx_arg(c, 1))
		return error(E_USAGE, "say what the issue is");
	rec->kind = RECORD_KNOWN_ISSUE;
	rec->text[TEXT_MESSAGE] = ctx_arg(c, 1);
	rec->text[TEXT_LINK] = options.link;
	p->outcome = plan_text(p, "known issue: %s", ctx_arg(c, 1));
	return 0;
}

static int plan_known_issue(struct ctx *c, struct plan *p)
{
	return note_plan(c, p, &options, fill);
}

const struct cmd cmd_known_issue = {
	.name = "known-issue",
	.args = "[<options>] add <text>",
	.brief = "note what the release goes out with",
	.opts = opts,
	.min_args = 2,
	.max_args = 2,
	.plan = plan_known_issue,
};
