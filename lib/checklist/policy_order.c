#include "checklist/policy_order.h"

#include "base/cleanup.h"

#include <string.h>

enum state { UNSEEN, ON_THE_WAY, DONE };

struct walk {
	const struct release_list *list;
	struct arena *arena;
	struct complaints *all;
	enum state *state;
	const struct task **way; /* from the one we began with */
	size_t n;
};

/* The next part of a task behind `last`, or behind itself; NULL: there is none. */
static const struct task *next_part(const struct walk *w,
				    const struct task *task,
				    const struct task *last)
{
	const struct task *end = w->list->v + w->list->n_listed;

	for (last++; last < end && last->phase == task->phase &&
		     last->depth > task->depth;
	     last++)
		if (last->depth == task->depth + 1)
			return last;
	return NULL;
}

/* Where it is said what it waits for. */
static const char *place_of(const struct walk *w, const struct task *task)
{
	return task_needs(task, w->arena).n ? task_needs_origin(task) :
					      task->phase->origin;
}

static void tell_circle(const struct walk *w, const struct task *task)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	size_t i = 0;

	while (w->way[i] != task)
		i++;
	for (; i < w->n; i++)
		strbuf_addf(&text, "'%s' waits for ", w->way[i]->name);
	complain(w->all, place_of(w, w->way[w->n - 1]), "%s'%s'", text.buf,
		 task->name);
}

static void visit(struct walk *w, const struct task *task);

static void follow(struct walk *w, const struct task *task)
{
	enum state state = w->state[task - w->list->v];

	if (state == ON_THE_WAY)
		tell_circle(w, task);
	else if (state == UNSEEN)
		visit(w, task);
}

/* No deeper than there are names, which CHECK_LINES_MAX limits. */
static void visit(struct walk *w, const struct task *task)
{
	const struct release_list *list = w->list;
	const struct task *part = task;
	struct words needs = task_needs(task, w->arena);

	w->state[task - list->v] = ON_THE_WAY;
	w->way[w->n++] = task;
	for (part = next_part(w, task, part); part;
	     part = next_part(w, task, part))
		follow(w, part);
	for (size_t i = 0; i < needs.n; i++) {
		const struct task *need = release_list_find(list, needs.v[i]);
		if (need)
			follow(w, need);
	}
	w->n--;
	w->state[task - list->v] = DONE;
}

static void tell_if_late(const struct walk *w, const struct task *task,
			 const struct task *need, const char *origin)
{
	if (task_blocks(task, LIST_FINISH) && !need->before_finish)
		complain(
			w->all, origin,
			"%s: nobody can meet it: '%s' comes after the release is finished",
			task->name, need->name);
}

static void tell_late(const struct walk *w, const struct task *task)
{
	struct words needs = task_needs(task, w->arena);
	const struct task *part = task;

	for (part = next_part(w, task, part); part;
	     part = next_part(w, task, part))
		tell_if_late(w, task, part, task->phase->origin);
	for (size_t i = 0; i < needs.n; i++) {
		const struct task *need =
			release_list_find(w->list, needs.v[i]);
		if (need)
			tell_if_late(w, task, need, task_needs_origin(task));
	}
}

void policy_order(const struct release_list *list, struct arena *arena,
		  struct complaints *all)
{
	struct walk w = {
		.list = list,
		.arena = arena,
		.all = all,
		.state = arena_alloc(arena, (list->n + 1) * sizeof(*w.state)),
		.way = arena_alloc(arena, (list->n + 1) * sizeof(*w.way))
	};

	for (size_t i = 0; i < list->n; i++) {
		follow(&w, &list->v[i]);
		tell_late(&w, &list->v[i]);
	}
}
