#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"
#include "text/html.h"

#include <string.h>

static const char *const labels[] = { "State", "Item", "Answer", "Who",
				      "When",  "On",   NULL };

static void add_words(struct sheet *x, const char *text)
{
	if (!text)
		return;
	write_text(x, text);
	strbuf_adds(x->out, "<br>");
}

static void add_answer(struct sheet *x, const struct standing *one)
{
	const struct record *rec = one->answer.record;

	write_why(x, one->why);
	if (one->why)
		strbuf_adds(x->out, "<br>");
	if (!rec)
		return;
	if (rec->n_values)
		write_values(x, rec);
	add_words(x, rec->text[TEXT_MESSAGE]);
	add_words(x, rec->text[TEXT_REASON]);
	write_link(x, rec->text[TEXT_LINK]);
	if (rec->text[TEXT_JOB]) {
		strbuf_adds(x->out, " <span class=soft>job</span> ");
		write_code(x, rec->text[TEXT_JOB]);
	}
	if (rec->text[TEXT_FILE]) {
		strbuf_adds(x->out, " <span class=soft>file</span> ");
		write_code(x, rec->text[TEXT_FILE]);
	}
}

static void add_item(struct sheet *x, const struct standing *one)
{
	const struct record *rec = one->answer.record;

	write_row(x);
	write_cell(x, labels[0]);
	write_state(x, one->state);
	write_cell(x, labels[1]);
	for (int i = 0; i < one->task->depth; i++)
		strbuf_adds(x->out, "<span aria-hidden=true>· </span>");
	write_text(x, one->task->title);
	if (one->task->optional)
		strbuf_adds(x->out, " <span class=soft>optional</span>");
	write_cell(x, labels[2]);
	add_answer(x, one);
	write_cell(x, labels[3]);
	if (rec)
		write_who(x, one);
	else if (one->task->fact)
		strbuf_adds(x->out, "<span class=soft>looked at</span>");
	write_cell(x, labels[4]);
	if (rec)
		write_time(x, rec->text[TEXT_TIME]);
	write_cell(x, labels[5]);
	if (rec)
		write_commit(x, &rec->commit);
}

/* By phase, as the list has them. */
void sheet_items(struct sheet *x)
{
	const struct phase *phase = NULL;
	size_t n = 0;

	for (size_t i = 0; i < x->all->n; i++) {
		const struct task *task = x->all->v[i].task;
		if (task->gate)
			continue;
		if (!n)
			write_section(x, "items", "Items and facts");
		if (!n || task->phase != phase) {
			if (n)
				write_table_end(x);
			strbuf_adds(x->out, "<h3>");
			write_text(x, task->phase ? task->phase->title :
						    "Needed besides");
			strbuf_adds(x->out, "</h3>\n");
			write_table(x, "items", labels);
		}
		phase = task->phase;
		add_item(x, &x->all->v[i]);
		n++;
	}
	if (!n)
		return;
	write_table_end(x);
	write_end(x);
}
