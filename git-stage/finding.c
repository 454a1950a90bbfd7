/*
 * git staging finding: what reviewers have found, and what became of it.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "cli/ui.h"
#include "git-stage/note.h"
#include "git-stage/noted.h"
#include "standing/findings.h"

#include <string.h>

static struct note_options options = { .push = 1 };

static const struct opt opts[] = { NOTE_OPTIONS(options), OPT_END };

static const char *const severities[] = { "high", "medium", "low", NULL };

static int check_severity(const char *word)
{
	for (size_t i = 0; severities[i]; i++)
		if (!strcmp(severities[i], word))
			return 0;
	return error(E_USAGE, "'%s' is no severity: it is high, medium or low",
		     word);
}

/* The next number that is free: "1", "2". */
static const char *next_name(struct ctx *c, const struct staging *s)
{
	size_t n = 1;

	for (size_t i = 0; i < s->evidence.n_records; i++)
		n += s->evidence.record[i].kind == RECORD_FINDING &&
		     !s->evidence.record[i].text[TEXT_STATE];
	return arena_printf(&c->repo.arena, "%zu", n);
}

static int add(struct ctx *c, const struct staging *s, struct record *rec)
{
	int rc;

	if (c->args.n != 3)
		return error(
			E_USAGE,
			"a finding is added with its severity and its text");
	if ((rc = check_severity(ctx_arg(c, 1))) < 0)
		return rc;
	rec->text[TEXT_NAME] = next_name(c, s);
	rec->text[TEXT_SEVERITY] = ctx_arg(c, 1);
	rec->text[TEXT_MESSAGE] = ctx_arg(c, 2);
	if (!*ctx_arg(c, 2))
		return error(E_USAGE, "say what was found");
	return 0;
}

static int fix(struct ctx *c, const struct staging *s, struct record *rec)
{
	const struct record *was;
	int rc;

	if (c->args.n != 2)
		return error(E_USAGE, "which finding is fixed?");
	if ((rc = noted_finding(c, s, ctx_arg(c, 1), &was)) < 0)
		return rc;
	if (finding_fix(&s->evidence, was))
		return error(E_EXISTS, "finding %s is fixed already",
			     ctx_arg(c, 1));
	rec->text[TEXT_NAME] = was->text[TEXT_NAME];
	rec->text[TEXT_SEVERITY] = was->text[TEXT_SEVERITY];
	rec->text[TEXT_MESSAGE] = was->text[TEXT_MESSAGE];
	rec->text[TEXT_STATE] = "fixed";
	return 0;
}

static int fill(struct ctx *c, struct plan *p, const struct staging *s,
		struct record *rec)
{
	const char *verb = ctx_arg(c, 0);
	int rc;

	rec->kind = RECORD_FINDING;
	rec->text[TEXT_LINK] = options.link;
	if (!strcmp(verb, "add"))
		rc = add(c, s, rec);
	else if (!strcmp(verb, "fix"))
		rc = fix(c, s, rec);
	else
		rc = error(E_USAGE, "'%s' is neither add nor fix", verb);
	if (rc < 0)
		return rc;
	p->outcome = plan_text(p, "finding %s (%s): %s%s", rec->text[TEXT_NAME],
			       rec->text[TEXT_SEVERITY],
			       rec->text[TEXT_MESSAGE],
			       rec->text[TEXT_STATE] ? ", fixed" : "");
	return 0;
}

static int plan_finding(struct ctx *c, struct plan *p)
{
	p->answered = !c->args.n && !c->resuming;
	if (p->answered)
		return noted_list_findings(c, options.of, stdout);
	return note_plan(c, p, &options, fill);
}

static void list_words(struct ctx *c, FILE *out)
{
	const char *verb = ctx_arg(c, 0);

	if (!verb)
		fputs("add\nfix\n", out);
	else if (c->args.n > 1)
		return;
	else if (!strcmp(verb, "fix"))
		noted_list_open(c, options.of, out);
	else
		for (size_t i = 0; severities[i]; i++)
			fprintf(out, "%s\n", severities[i]);
}

const struct cmd cmd_finding = {
	.name = "finding",
	.args = "[<options>] [add <severity> <text> | fix <number>]",
	.brief = "list or note what a review has found, or that it is fixed",
	.opts = opts,
	.max_args = 3,
	.plan = plan_finding,
	.list = list_words,
};
