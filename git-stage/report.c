/*
 * git staging report: what was found about a release, for people and programs.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "git-stage/report/report.h"
#include "release/under_way.h"

#include <string.h>

static const char *format;

static const struct opt opts[] = {
	OPT_STRING(0, "format", &format, "form",
		   "markdown (default), jsonl or in-toto"),
	OPT_END,
};

static int write_it(struct ctx *c, const struct staging *s, struct strbuf *text)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct standings all;
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = standings_look(c, s, &policy, &all);
	if (rc < 0)
		return rc;
	const struct report r = { c, s, &policy, &all };
	if (!strcmp(format, "in-toto"))
		return report_in_toto(&r, text);
	if (strcmp(format, "markdown") != 0)
		return error(
			E_USAGE,
			"'%s' is no form: it is markdown, jsonl or in-toto",
			format);
	report_markdown(&r, text);
	return 0;
}

static int show_report(struct ctx *c, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct staging s;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	if (!rc)
		rc = staging_need(c, &s);
	if (rc < 0)
		return rc;
	if (!format)
		format = c->json ? "jsonl" : "markdown";
	if (!strcmp(format, "jsonl"))
		evidence_lines(&s.evidence, &text);
	else
		rc = write_it(c, &s, &text);
	fwrite(text.buf, 1, text.len, out);
	return rc;
}

const struct cmd cmd_report = {
	.name = "report",
	.args = "[<options>] [<version>]",
	.brief = "what was found about a release, to hand on",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_report,
	.list = release_list,
};
