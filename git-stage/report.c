/*
 * git staging report: what was found about a release, for people and programs.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "git-stage/report/report.h"
#include "git-stage/sheet/sheet.h"
#include "standing/form.h"
#include "standing/listed.h"
#include "staging/sealed.h"
#include "standing/summary.h"

#include <string.h>

enum { FORM_MAX = 1 << 20 };

static const char *format, *form;
static int sealed;

static const struct opt opts[] = {
	OPT_STRING(0, "format", &format,
		   "(markdown|summary|html|jsonl|in-toto)",
		   "in this form (default: markdown)"),
	OPT_STRING(0, "form", &form, "file",
		   "fill this form, as forge.pr-body names one"),
	OPT_FLAG(0, "sealed", &sealed, "without what came after the release"),
	OPT_END,
};

static void write_summary(const struct report *r, struct strbuf *text)
{
	summary_add(text, r->s, r->all);
}

static const struct {
	const char *name;
	void (*write)(const struct report *r, struct strbuf *text);
} forms[] = {
	{ "markdown", report_markdown },
	{ "summary", write_summary },
	{ "html", sheet },
	{ "in-toto", report_in_toto },
};

static int write_form(struct ctx *c, const struct staging *s,
		      struct strbuf *text)
{
	CLEANUP(strbuf) struct strbuf from = STRBUF_INIT;
	const struct form f = { .c = c, .rel = &s->rel };
	int rc = strbuf_read_file(&from, form, FORM_MAX, false);

	if (rc < 0)
		return error_in(rc, "--form");
	rc = form_expand(&f, from.buf, text);
	return rc < 0 ? error_in(rc, "'%s'", form) : 0;
}

static int write_it(struct ctx *c, const struct staging *s, struct strbuf *text)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct standings all;
	size_t i = 0, n = sizeof(forms) / sizeof(*forms);
	int rc;

	while (i < n && strcmp(forms[i].name, format) != 0)
		i++;
	if (i == n)
		return error(
			E_USAGE,
			"'%s' is no form: it is markdown, summary, html, jsonl or in-toto",
			format);
	rc = policy_look(c, s, &policy);
	if (!rc)
		rc = standings_look(c, s, &policy, &all);
	if (rc < 0)
		return rc;
	forms[i].write(&(struct report){ c, s, &policy, &all }, text);
	return 0;
}

static int find(struct ctx *c, struct staging *s)
{
	struct seal seal;
	int rc = staging_find(c, ctx_arg(c, 0), s);

	if (!rc)
		rc = staging_need(c, s);
	if (rc < 0 || !sealed)
		return rc;
	rc = sealed_read(c, s, &seal);
	return rc ? rc < 0 ? rc : 0 :
		    error(E_POLICY, "%s has no seal", s->rel.version.text);
}

static int show_report(struct ctx *c, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct staging s;
	int rc;

	if (form && (format || c->json))
		return error(E_USAGE, "either --form or --format, not both");
	if (c->json && format && strcmp(format, "jsonl") != 0)
		return error(E_USAGE,
			     "--json is --format=jsonl, and not '%s' as well",
			     format);
	if ((rc = find(c, &s)) < 0)
		return rc;
	if (!format)
		format = c->json ? "jsonl" : "markdown";
	if (form)
		rc = write_form(c, &s, &text);
	else if (!strcmp(format, "jsonl"))
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
	.list = listed_releases,
};
