#include "git-stage/report/report.h"

#include <string.h>

/* Foreign text stays in its line, and makes no markup. */
static void add_text(struct strbuf *out, const char *text)
{
	for (; text && *text; text++) {
		if ((unsigned char)*text < 32 || *text == 127) {
			strbuf_addc(out, ' ');
			continue;
		}
		if (strchr("\\`*_<>[]|#&", *text))
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
}

/* A link is what a browser may be sent to, and nothing else. */
static void add_link(struct strbuf *out, const char *link)
{
	if (!link)
		return;
	strbuf_adds(out, " <");
	for (; *link; link++)
		if ((unsigned char)*link > 32 && !strchr("<>\"", *link))
			strbuf_addc(out, *link);
	strbuf_addc(out, '>');
}

static void add_values(struct strbuf *out, const struct record *rec)
{
	for (size_t i = 0; i < rec->n_values; i++) {
		strbuf_adds(out, i ? ", " : " — ");
		add_text(out, rec->value[i].name);
		strbuf_addf(out, " %s", rec->value[i].value);
	}
	if (rec->n_values && rec->text[TEXT_ACCEPT]) {
		strbuf_adds(out, " (");
		add_text(out, rec->text[TEXT_ACCEPT]);
		strbuf_addc(out, ')');
	}
}

static void add_task(struct strbuf *out, const struct standing *s)
{
	const struct record *rec = s->answer.record;

	strbuf_addf(out, "%*s- [%c] ", 2 * s->task->depth, "",
		    standing_is_met(s) ? 'x' : ' ');
	add_text(out, s->task->title);
	if (s->state != STANDING_DONE && s->state != STANDING_OPEN)
		strbuf_addf(out, " (%s)", standing_words[s->state]);
	if (rec) {
		add_values(out, rec);
		if (s->who) {
			strbuf_adds(out, ", ");
			add_text(out, s->who);
			strbuf_adds(out, s->is_signed ? "" : " (unsigned)");
		}
		add_link(out, rec->text[TEXT_LINK]);
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
			add_text(out, task->phase ? task->phase->title :
						    "Needed besides");
			strbuf_adds(out, "\n\n");
		}
		phase = task->phase;
		add_task(out, &r->all->v[i]);
	}
}

static void add_blocking(const struct report *r, struct strbuf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < r->all->n; i++)
		n += standing_blocks(&r->all->v[i], LIST_FINISH);
	strbuf_addf(out, "**%s**", n ? "NO-GO" : "GO");
	if (n)
		strbuf_addf(out, ": %zu to do", n);
	strbuf_adds(out, "\n\n");
}

/* What it goes out with: known issues, and what was waived. */
static void add_issues(const struct report *r, struct strbuf *out)
{
	const struct evidence *e = &r->s->evidence;
	size_t n = 0;

	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		bool waived = rec->kind == RECORD_WAIVE;
		if (!waived && rec->kind != RECORD_KNOWN_ISSUE)
			continue;
		strbuf_adds(out, n++ ? "" : "\n### Known Issues\n\n");
		strbuf_adds(out, "- ");
		if (waived) {
			strbuf_adds(out, "Waived: ");
			add_text(out, rec->text[TEXT_ASK]);
			strbuf_adds(out, ": ");
			add_text(out, rec->text[TEXT_REASON]);
		} else {
			add_text(out, rec->text[TEXT_MESSAGE]);
		}
		add_link(out, rec->text[TEXT_LINK]);
		strbuf_addc(out, '\n');
	}
}

static bool is_fixed(const struct evidence *e, const struct record *finding)
{
	for (const struct record *rec = finding + 1;
	     rec < e->record + e->n_records; rec++)
		if (rec->kind == RECORD_FINDING && rec->text[TEXT_STATE] &&
		    !strcmp(rec->text[TEXT_NAME], finding->text[TEXT_NAME]))
			return true;
	return false;
}

static void add_findings(const struct report *r, struct strbuf *out)
{
	static const char *const order[] = { "high", "medium", "low" };
	const struct evidence *e = &r->s->evidence;
	size_t n = 0;

	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < e->n_records; i++) {
			const struct record *rec = &e->record[i];
			if (rec->kind != RECORD_FINDING ||
			    rec->text[TEXT_STATE] || !rec->text[TEXT_NAME] ||
			    !rec->text[TEXT_SEVERITY] ||
			    strcmp(rec->text[TEXT_SEVERITY], order[k]) != 0)
				continue;
			strbuf_adds(out, n++ ? "" : "\n### Findings\n\n");
			strbuf_addf(out,
				    "- [%c] %s: ", is_fixed(e, rec) ? 'x' : ' ',
				    order[k]);
			add_text(out, rec->text[TEXT_MESSAGE]);
			add_link(out, rec->text[TEXT_LINK]);
			strbuf_addc(out, '\n');
		}
}

void report_markdown(const struct report *r, struct strbuf *out)
{
	strbuf_adds(out, "## Version ");
	add_text(out, r->s->rel.version.text);
	strbuf_adds(out, "\n\n");
	add_blocking(r, out);
	strbuf_addf(out, "Candidate: `%s` on `", oid_hex(&r->s->candidate));
	strbuf_adds(out, r->s->rel.branch);
	strbuf_adds(out, "`\n");
	add_phases(r, out);
	add_issues(r, out);
	add_findings(r, out);
}
