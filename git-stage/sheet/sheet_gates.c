#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"
#include "text/html.h"

static const char *const labels[] = { "State", "Gate", "Seconds", "Values",
				      "Who",   "When", "Proof",   NULL };

static void add_proof(struct sheet *x, const struct record *rec)
{
	if (rec->text[TEXT_LINK]) {
		write_link(x, rec->text[TEXT_LINK]);
		strbuf_adds(x->out, "<br>");
	}
	if (rec->text[TEXT_JOB]) {
		strbuf_adds(x->out, "job ");
		write_code(x, rec->text[TEXT_JOB]);
		strbuf_adds(x->out, "<br>");
	}
	if (rec->text[TEXT_LOG]) {
		strbuf_adds(x->out, "<span class=soft>log SHA-256</span> "
				    "<code class=id>");
		html_add(x->out, rec->text[TEXT_LOG]);
		strbuf_adds(x->out, "</code>");
	}
}

static void add_gate(struct sheet *x, const struct standing *one)
{
	static const struct record none;
	const struct record *rec = one->answer.record;
	const struct record *r = rec ? rec : &none;

	write_row(x);
	write_cell(x, labels[0]);
	write_state(x, one->state);
	write_cell(x, labels[1]);
	write_text(x, one->task->title);
	if (r->text[TEXT_REASON]) {
		strbuf_adds(x->out, "<br><span class=soft>");
		write_text(x, r->text[TEXT_REASON]);
		strbuf_adds(x->out, "</span>");
	}
	write_cell(x, labels[2]);
	write_text(x, r->text[TEXT_SECONDS]);
	write_cell(x, labels[3]);
	write_values(x, r);
	write_cell(x, labels[4]);
	if (rec)
		write_who(x, one);
	write_cell(x, labels[5]);
	write_time(x, r->text[TEXT_TIME]);
	write_cell(x, labels[6]);
	add_proof(x, r);
}

void sheet_gates(struct sheet *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->all->n; i++) {
		if (!x->all->v[i].task->gate)
			continue;
		if (!n++) {
			write_section(x, "gates", "Gates");
			write_table(x, "gates", labels);
		}
		add_gate(x, &x->all->v[i]);
	}
	if (!n)
		return;
	write_table_end(x);
	write_end(x);
}
