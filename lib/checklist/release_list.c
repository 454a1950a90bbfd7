#include "checklist/release_list.h"

#include <string.h>

struct building {
	struct release_list *out;
	struct arena *arena;
	const struct staging_policy *policy;
	const char *const *types;
	struct commands checks;
	struct complaints *all; /* NULL: nobody wants to hear */
};

/* Is it in [check], of some type at least?  What one person has in git config is
 * nothing that a project can name. */
static bool is_check(const struct building *b, const char *name)
{
	const struct config *c = b->policy->config;

	for (size_t i = 0; i < c->n_commands; i++)
		if (c->command[i].policy &&
		    !strcmp(c->command[i].section, "check") &&
		    !strcmp(c->command[i].name, name))
			return true;
	return false;
}

/* NULL: of another type, or switched off. */
static const struct command *check_of(const struct building *b,
				      const char *name)
{
	for (size_t i = 0; i < b->checks.n; i++)
		if (!strcmp(b->checks.item[i]->name, name))
			return b->checks.item[i];
	return NULL;
}

/* Is there such a gate or check that this release does not have? */
static bool is_for_others(const struct building *b, const char *name)
{
	const struct gate *gate = gate_find(&b->policy->gates, name);

	return gate ? !gate_is_for(gate, b->types) : is_check(b, name);
}

struct task release_list_check(const struct command *cmd, struct arena *arena)
{
	struct gate *gate = arena_alloc(arena, sizeof(*gate));

	*gate = (struct gate){ .name = cmd->name,
			       .section = cmd->section,
			       .origin = cmd->origin,
			       .title = cmd->name,
			       .way = GATE_BY_RUN,
			       .tries = 1 };
	return (struct task){ .kind = TASK_CHECK,
			      .name = cmd->name,
			      .title = cmd->name,
			      .gate = gate,
			      .check = cmd };
}

/* An item hides a check of its name: that has another one, with others. */
static bool look_up(const struct building *b, const char *name,
		    struct task *task)
{
	const struct staging_policy *p = b->policy;

	task->name = name;
	task->item = item_find(&p->items, name, b->types);
	if (task->item) {
		task->kind = TASK_ITEM;
		task->title = task->item->ask;
		if (task->item->fact.text)
			task->fact = &task->item->fact;
		return true;
	}
	task->gate = gate_find(&p->gates, name);
	if (task->gate) {
		task->kind = TASK_GATE;
		task->title = task->gate->title;
		return gate_is_for(task->gate, b->types);
	}
	const struct command *cmd = is_check(b, name) ? check_of(b, name) :
							NULL;
	if (!cmd)
		return false;
	struct task check = release_list_check(cmd, b->arena);
	task->kind = check.kind;
	task->title = check.title;
	task->gate = check.gate;
	task->check = check.check;
	return true;
}

static void tell_unknown(const struct building *b, const char *origin,
			 const char *context, const char *name)
{
	bool elsewhere = false;
	size_t i = 0;

	if (!b->all)
		return;
	for (size_t k = 0; k < b->policy->items.n; k++)
		elsewhere |= !strcmp(b->policy->items.v[k].name, name);
	while (b->types && b->types[i] && b->types[i + 1])
		i++;
	if (elsewhere && b->types && b->types[i])
		complain(b->all, origin,
			 "%s: a %s release has no item, gate or check '%s'",
			 context, b->types[i], name);
	else
		complain(b->all, origin,
			 "%s: there is no item, gate or check '%s'", context,
			 name);
}

static struct task *add(const struct building *b, const struct task *task)
{
	struct release_list *out = b->out;

	out->v = arena_grow(b->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n] = *task;
	return &out->v[out->n++];
}

/* What is left out takes its parts along, and parts of what is optional are so. */
struct above {
	bool optional[ENTRY_DEPTH_MAX + 1];
	int left_out; /* at this depth; -1: none */
};

static void add_entry(const struct building *b, const struct phase *phase,
		      const struct entry *e, struct above *above)
{
	struct task task = { .phase = phase, .depth = e->depth };

	if (above->left_out >= 0 && e->depth > above->left_out)
		return;
	above->left_out = -1;
	above->optional[e->depth] = e->optional ||
				    (e->depth && above->optional[e->depth - 1]);
	task.optional = above->optional[e->depth];
	if (!e->name) {
		task.kind = TASK_FACT;
		task.name = e->fact.text;
		task.title = fact_table[e->fact.kind].title;
		task.fact = &e->fact;
	} else if (!look_up(b, e->name, &task)) {
		if (!is_for_others(b, e->name))
			tell_unknown(b, phase->origin, phase->key, e->name);
		above->left_out = e->depth;
		return;
	}
	add(b, &task);
}

static void add_phases(const struct building *b)
{
	const struct checklist *list = b->out->of;

	for (size_t i = 0; list && i < list->n; i++) {
		const struct phase *phase = &list->phase[i];
		struct above above = { .left_out = -1 };
		for (size_t k = 0; k < phase->entries.n; k++)
			add_entry(b, phase, &phase->entries.v[k], &above);
	}
	b->out->n_listed = b->out->n;
}

/* All that comes before the first thing that finish does. */
static void mark_finish(const struct building *b)
{
	struct release_list *out = b->out;

	for (size_t i = 0; i < out->n; i++) {
		const struct fact *fact = out->v[i].fact;
		if (fact && fact_is_of_finish(fact, b->policy->config))
			return;
		out->v[i].before_finish = true;
	}
}

static struct task *find(const struct release_list *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i].name, name))
			return &list->v[i];
	return NULL;
}

/* What is needed and in no phase stands in the way of what needs it. */
static bool add_need(const struct building *b, const struct task *by,
		     const char *name)
{
	struct task *task = find(b->out, name);
	struct task fresh = { .optional = true };

	if (!task && look_up(b, name, &fresh))
		task = add(b, &fresh);
	else if (!task && !is_for_others(b, name))
		tell_unknown(b, task_needs_origin(by), by->name, name);
	if (!task || task->phase)
		return false;
	bool changed = (by->before_finish && !task->before_finish) ||
		       (!by->optional && task->optional);
	task->before_finish |= by->before_finish;
	task->optional &= by->optional;
	return changed;
}

static void add_needs(const struct building *b)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t i = 0; i < b->out->n; i++) {
			const struct task by = b->out->v[i];
			struct words needs = task_needs(&by, b->arena);
			size_t n = b->out->n;
			for (size_t k = 0; k < needs.n; k++)
				changed |= add_need(b, &by, needs.v[k]);
			changed |= b->out->n > n;
		}
	}
}

void release_list_of(struct release_list *out, struct arena *arena,
		     const struct staging_policy *policy,
		     const char *const *types, struct complaints *all)
{
	struct building b = { .out = out,
			      .arena = arena,
			      .policy = policy,
			      .types = types,
			      .all = all };

	*out = (struct release_list){ .of = checklist_find(&policy->lists,
							   types) };
	commands_of(policy->config, arena, "check", types, &b.checks);
	add_phases(&b);
	mark_finish(&b);
	add_needs(&b);
}

const struct task *release_list_find(const struct release_list *list,
				     const char *name)
{
	return find(list, name);
}

bool task_blocks(const struct task *task, enum list_end end)
{
	return !task->optional && (end == LIST_CLOSE || task->before_finish);
}

struct words task_needs(const struct task *task, struct arena *arena)
{
	static const struct words none;
	const struct words *a = task->item ? &task->item->is.needs :
				task->gate ? &task->gate->needs :
					     &none;
	const struct words *b = task->item ? &task->item->is.job_of : &none;
	struct words all = { 0 };

	if (!b->n)
		return *a;
	all.v = arena_alloc(arena, (a->n + b->n) * sizeof(*all.v));
	for (size_t i = 0; i < a->n + b->n; i++)
		all.v[all.n++] = i < a->n ? a->v[i] : b->v[i - a->n];
	return all;
}

const char *task_needs_origin(const struct task *task)
{
	if (task->gate)
		return task->gate->at[GATE_NEEDS];
	const char *const *origin = task->item->is.origin;
	return origin[origin[ITEM_NEEDS] ? ITEM_NEEDS : ITEM_JOB_OF];
}
