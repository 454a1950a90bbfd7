#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"

/* Whose answer it was, on which commit, and why it does not count any more. */
static void add_one(struct sheet *x, const struct standing *one)
{
	const struct record *rec = one->answer.record ? one->answer.record :
							one->answer.passed_over;
	const char *step = next_step_of(&x->next, one->task);

	strbuf_adds(x->out, "<li>");
	write_text(x, one->task->title);
	if (rec) {
		strbuf_adds(x->out, ": answered by ");
		write_text(x, one->who ? one->who : rec->text[TEXT_BY]);
		strbuf_adds(x->out, " about ");
		write_commit(x, &rec->commit);
		strbuf_adds(x->out, ", the candidate is ");
		write_commit(x, &x->s->candidate);
	}
	if (one->why) {
		strbuf_adds(x->out, "; ");
		write_why(x, one->why);
	}
	if (step) {
		strbuf_adds(x->out, "<br>");
		write_command(x, step);
	}
	strbuf_addc(x->out, '\n');
}

static void begin(struct sheet *x, size_t *n)
{
	if ((*n)++)
		return;
	write_section(x, "stale", "To be answered again");
	strbuf_adds(x->out, "<ul>\n");
}

/* Also what would be stale once what lands by now is the candidate. */
void sheet_stale(struct sheet *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->all->n; i++) {
		if (x->all->v[i].state != STANDING_STALE)
			continue;
		begin(x, &n);
		add_one(x, &x->all->v[i]);
	}
	for (size_t i = 0; i < x->again.n; i++) {
		begin(x, &n);
		strbuf_adds(x->out, "<li>");
		write_text(x, x->again.v[i]);
		strbuf_addc(x->out, '\n');
	}
	if (!n)
		return;
	strbuf_adds(x->out, "</ul>\n");
	write_end(x);
}
