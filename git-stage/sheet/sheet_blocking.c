#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"

#include <string.h>

/* Whom a task waits for: its roles; a task without roles waits for a kind of work,
 * which is one group. */
static const struct words *by_of(const struct standing *one)
{
	static const struct words nobody;

	return one->task->item && !one->task->fact ? &one->task->item->is.by :
						     &nobody;
}

static bool is_person(const struct standing *one)
{
	return one->task->kind == TASK_ITEM && !one->task->fact;
}

static bool is_same_group(const struct standing *a, const struct standing *b)
{
	const struct words *p = by_of(a), *q = by_of(b);
	size_t i = 0;

	if (is_person(a) != is_person(b) || !a->task->gate != !b->task->gate)
		return false;
	while (i < p->n && i < q->n && !strcmp(p->v[i], q->v[i]))
		i++;
	return i == p->n && i == q->n;
}

static bool is_in_way(const struct standing *one)
{
	return standing_blocks(one, LIST_FINISH);
}

static void add_group_name(struct sheet *x, const struct standing *one)
{
	const struct words *by = by_of(one);
	struct words people =
		roles_people(&x->r->p->staging.roles, &x->c->repo.arena, by);

	strbuf_adds(x->out, "<h3>");
	for (size_t i = 0; i < by->n; i++) {
		strbuf_adds(x->out, i ? " or " : "");
		write_text(x, by->v[i]);
	}
	if (!by->n)
		strbuf_adds(x->out, one->task->gate ? "Gates to run" :
				    is_person(one)  ? "Anybody" :
						      "To be done");
	for (size_t i = 0; i < people.n; i++) {
		strbuf_adds(x->out, i ? ", " : " <span class=soft>");
		write_text(x, people.v[i]);
	}
	strbuf_adds(x->out, people.n ? "</span></h3>\n" : "</h3>\n");
}

static void add_task(struct sheet *x, const struct standing *one)
{
	const char *step = next_step_of(&x->next, one->task);

	strbuf_adds(x->out, "<li>");
	write_state(x, one->state);
	strbuf_addc(x->out, ' ');
	write_text(x, one->task->title);
	if (one->why) {
		strbuf_adds(x->out, " <span class=soft>");
		write_why(x, one->why);
		strbuf_adds(x->out, "</span>");
	}
	if (step) {
		strbuf_adds(x->out, "<br>");
		write_command(x, step);
	}
	strbuf_addc(x->out, '\n');
}

static bool was_told(const struct sheet *x, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (is_in_way(&x->all->v[i]) &&
		    is_same_group(&x->all->v[i], &x->all->v[at]))
			return true;
	return false;
}

static void add_group(struct sheet *x, size_t at)
{
	strbuf_adds(x->out, "<div class=card>\n");
	add_group_name(x, &x->all->v[at]);
	strbuf_adds(x->out, "<ul>\n");
	for (size_t i = at; i < x->all->n; i++)
		if (is_in_way(&x->all->v[i]) &&
		    is_same_group(&x->all->v[i], &x->all->v[at]))
			add_task(x, &x->all->v[i]);
	strbuf_adds(x->out, "</ul>\n</div>\n");
}

void sheet_blocking(struct sheet *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->all->n; i++) {
		if (!is_in_way(&x->all->v[i]) || was_told(x, i))
			continue;
		if (!n++) {
			write_section(x, "blocks", "What is in the way");
			strbuf_adds(x->out, "<div class=cards>\n");
		}
		add_group(x, i);
	}
	if (!n)
		return;
	strbuf_adds(x->out, "</div>\n");
	write_end(x);
}
