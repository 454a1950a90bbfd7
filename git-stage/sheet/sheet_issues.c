#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"
#include "standing/known_issues.h"

static void begin(struct sheet *x, size_t *n)
{
	if ((*n)++)
		return;
	write_section(x, "issues", "Waivers and known issues");
	strbuf_adds(x->out, "<ul>\n");
}

static void add_rest(struct sheet *x, const struct record *rec)
{
	strbuf_addc(x->out, ' ');
	write_link(x, rec->text[TEXT_LINK]);
	strbuf_adds(x->out, " <span class=soft>");
	write_text(x, rec->text[TEXT_BY]);
	strbuf_adds(x->out, ", ");
	write_time(x, rec->text[TEXT_TIME]);
	strbuf_adds(x->out, "</span>\n");
}

static void add_waiver(struct sheet *x, const struct standing *one)
{
	const struct record *rec = one->answer.record;

	strbuf_adds(x->out, "<li>");
	write_state(x, STANDING_WAIVED);
	strbuf_addc(x->out, ' ');
	write_text(x, one->task->title);
	if (!rec)
		return;
	strbuf_adds(x->out, ": ");
	write_text(x, rec->text[TEXT_REASON]);
	add_rest(x, rec);
}

void sheet_issues(struct sheet *x)
{
	const struct evidence *e = &x->s->evidence;
	size_t n = 0;

	for (size_t i = 0; i < x->all->n; i++) {
		if (x->all->v[i].state != STANDING_WAIVED)
			continue;
		begin(x, &n);
		add_waiver(x, &x->all->v[i]);
	}
	for (size_t i = 0; i < e->n_records; i++) {
		if (e->record[i].kind != RECORD_KNOWN_ISSUE ||
		    known_issue_is_withdrawn(e, x->all->by, &e->record[i]))
			continue;
		begin(x, &n);
		strbuf_adds(x->out, "<li>");
		write_text(x, e->record[i].text[TEXT_MESSAGE]);
		add_rest(x, &e->record[i]);
	}
	if (!n)
		return;
	strbuf_adds(x->out, "</ul>\n");
	write_end(x);
}
