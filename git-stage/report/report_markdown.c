#include "git-stage/report/report.h"

#include "base/cleanup.h"
#include "standing/findings.h"
#include "standing/known_issues.h"
#include "staging/released.h"
#include "standing/summary.h"
#include "text/markdown_text.h"

#include <string.h>

static void add_task(struct strbuf *out, const struct standing *s)
{
	const struct record *rec = s->answer.record;

	strbuf_addf(out, "%*s- [%c] ", 2 * s->task->depth, "",
		    standing_is_met(s) ? 'x' : ' ');
	markdown_text_add(out, s->task->title);
	if (s->state != STANDING_DONE && s->state != STANDING_OPEN)
		strbuf_addf(out, " (%s)", standing_words[s->state]);
	if (rec) {
		if (rec->n_values)
			strbuf_adds(out, " — ");
		summary_add_values(out, rec);
		if (s->who) {
			strbuf_adds(out, ", ");
			markdown_text_add(out, s->who);
			strbuf_adds(out, s->is_signed ? "" : " (unsigned)");
		}
		markdown_text_link(out, rec->text[TEXT_LINK]);
		if ((s->state == STANDING_NA || s->state == STANDING_FAILED) &&
		    rec->text[TEXT_REASON]) {
			strbuf_adds(out, ": ");
			markdown_text_add(out, rec->text[TEXT_REASON]);
		}
	}
	strbuf_addc(out, '\n');
}

static void add_phases(const struct report *r, struct strbuf *out)
{
	const struct phase *phase = NULL;

	for (size_t i = 0; i < r->all->n; i++) {
		const struct task *task = r->all->v[i].task;
		if (!i || task->phase != phase) {
			strbuf_addf(out, "\n### ");
			markdown_text_add(out, task->phase ?
						       task->phase->title :
						       "Needed besides");
			strbuf_adds(out, "\n\n");
		}
		phase = task->phase;
		add_task(out, &r->all->v[i]);
	}
}

const char *report_otherwise(const struct report *r)
{
	struct saved_error before;
	struct released is;

	error_save(&before);
	int rc = released_look(&is, r->c, r->s, r->p);
	(void)error_restore(0, &before);
	return rc < 0 || !is.otherwise ? NULL : is.why;
}

static void add_blocking(const struct report *r, struct strbuf *out)
{
	const char *why = report_otherwise(r);
	size_t n = 0;

	for (size_t i = 0; i < r->all->n; i++)
		n += standing_blocks(&r->all->v[i], LIST_FINISH);
	strbuf_addf(out, "**%s**", n || why ? "NO-GO" : "GO");
	if (why)
		strbuf_adds(out, ": it is out, and ");
	if (why)
		markdown_text_add(out, why);
	else if (n)
		strbuf_addf(out, ": %zu to do", n);
	strbuf_adds(out, "\n\n");
}

static void add_issues(const struct report *r, struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT;

	known_issues_add(&list, r->s, r->all);
	if (list.len)
		strbuf_addf(out, "\n### Known Issues\n\n%s", list.buf);
}

static void add_findings(const struct report *r, struct strbuf *out)
{
	static const char *const order[] = { "high", "medium", "low" };
	const struct evidence *e = &r->s->evidence;
	const struct record **fix = findings_fixes(&r->c->repo.arena, e);
	size_t n = 0;

	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < e->n_records; i++) {
			const struct record *rec = &e->record[i];
			if (!finding_is(rec) ||
			    strcmp(rec->text[TEXT_SEVERITY], order[k]) != 0)
				continue;
			strbuf_adds(out, n++ ? "" : "\n### Findings\n\n");
			strbuf_addf(out, "- [%c] %s: ", fix[i] ? 'x' : ' ',
				    order[k]);
			markdown_text_add(out, rec->text[TEXT_MESSAGE]);
			markdown_text_link(out, rec->text[TEXT_LINK]);
			strbuf_addc(out, '\n');
		}
}

void report_markdown(const struct report *r, struct strbuf *out)
{
	strbuf_adds(out, "## Version ");
	markdown_text_add(out, r->s->rel.version.text);
	strbuf_adds(out, "\n\n");
	add_blocking(r, out);
	strbuf_addf(out, "Candidate: `%s` on `", oid_hex(&r->s->candidate));
	strbuf_adds(out, r->s->rel.branch);
	strbuf_adds(out, "`\n");
	add_phases(r, out);
	add_issues(r, out);
	add_findings(r, out);
}
