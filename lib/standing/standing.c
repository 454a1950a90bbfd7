#include "standing/standing.h"

#include "base/cleanup.h"
#include "standing/checked.h"
#include "standing/fact.h"
#include "standing/outdated.h"
#include "standing/stale.h"
#include "staging/who.h"

#include <string.h>
#include <time.h>

const char *const standing_words[N_STANDINGS] = {
	[STANDING_OPEN] = "open",         [STANDING_UNKNOWN] = "not looked at",
	[STANDING_STALE] = "stale",       [STANDING_PENDING] = "pending",
	[STANDING_FAILED] = "failed",     [STANDING_DONE] = "done",
	[STANDING_NA] = "not applicable", [STANDING_WAIVED] = "waived",
};

/* What is asked of an answer, handed through answer_find(). */
struct asked {
	struct ctx *c;
	const struct staging *s;
	const struct policy *p;
	const struct standings *all;
	const struct task *task;
	long long now;
	struct stale *stale;
	const char *why; /* the last answer that was not taken */
	bool was_good;   /* it would have been once */
};

static const struct signed_by *by_of(const struct asked *a,
				     const struct link *l)
{
	return &a->all->by[l - a->s->evidence.link];
}

static long long max_age(const struct task *task)
{
	return task->item ? task->item->is.max_age :
	       task->gate ? task->gate->max_age :
			    0;
}

static const char *too_old(struct asked *a, const struct link *l)
{
	long long age = max_age(a->task);

	if (!age)
		return NULL;
	if (l->time + age < a->now)
		return "it is too old";
	/* nobody stays young by a clock that is ahead */
	return l->time > a->now + age ? "its date is to come" : NULL;
}

static bool takes(const struct answer_rules *rules, const struct link *l,
		  const struct record *rec)
{
	struct asked *a = (struct asked *)rules->arg;
	const char *why =
		who_may_not(a->c, a->p, a->s, a->task, rec, by_of(a, l));

	bool was_good = !why;

	if (!why && by_of(a, l)->gone && rec->result != RESULT_FAIL)
		why = arena_printf(&a->c->repo.arena, "%s signs no more",
				   by_of(a, l)->who);
	if (!why)
		why = too_old(a, l);
	if (!why)
		why = outdated(a->c, a->p, a->s, a->task, rec);
	if (why && !a->why) {
		a->why = why;
		a->was_good = was_good;
	}
	return !why;
}

static bool still(const struct answer_rules *rules, const struct record *rec)
{
	const struct asked *a = rules->arg;

	return stale_holds(a->stale, a->c, a->s, a->task, rec);
}

static bool may_withdraw(const struct answer_rules *rules, const struct link *l,
			 const struct link *of)
{
	const struct asked *a = rules->arg;
	const struct record *rec = &a->s->evidence.record[l->first];
	const struct record *was = &a->s->evidence.record[of->first];

	return who_is_same(who_has(rec, by_of(a, l)),
			   who_has(was, by_of(a, of)));
}

static enum standing_state state_of(enum answer_state state)
{
	static const enum standing_state states[] = {
		[ANSWER_NONE] = STANDING_OPEN,
		[ANSWER_STALE] = STANDING_STALE,
		[ANSWER_PENDING] = STANDING_PENDING,
		[ANSWER_PASSED] = STANDING_DONE,
		[ANSWER_NA] = STANDING_NA,
		[ANSWER_WAIVED] = STANDING_WAIVED,
		[ANSWER_FAILED] = STANDING_FAILED,
	};

	return states[state];
}

/* Who have passed it since the last who did not, the last one first. */
static void find_people(struct asked *a, const struct answer_rules *rules,
			struct strvec *people)
{
	const struct evidence *e = &a->s->evidence;

	for (size_t i = e->n_records; i-- > 0;) {
		const struct record *rec = &e->record[i];
		const struct link *l = e->link;
		size_t k = 0;
		if (rec->kind != RECORD_ITEM || !rec->text[TEXT_NAME] ||
		    strcmp(rec->text[TEXT_NAME], a->task->name) != 0 ||
		    !answer_is_about(rules, rec))
			continue;
		while (i < l->first || i >= l->first + l->n)
			l++;
		if (!takes(rules, l, rec) ||
		    answer_is_withdrawn(e, (size_t)(l - e->link), rec, rules))
			continue;
		if (rec->result != RESULT_PASS)
			break;
		const char *who = who_has(rec, by_of(a, l));
		while (k < people->n && !who_is_same(people->v[k], who))
			k++;
		if (k == people->n && who)
			strvec_push(people, who);
	}
}

/* "a, b", the first one first. */
static const char *all_of(struct arena *arena, const struct strvec *people)
{
	const char *text = people->v[people->n - 1];

	for (size_t i = people->n - 1; i-- > 0;)
		text = arena_printf(arena, "%s, %s", text, people->v[i]);
	return arena_strdup(arena, text);
}

/* All who have answered what it was about then are to answer again. */
static void name_stale(struct asked *a, const struct answer_rules *rules,
		       struct standing *out)
{
	CLEANUP(strvec) struct strvec people = STRVEC_INIT;
	struct answer_rules then = *rules;

	then.commit = out->answer.record->commit;
	then.tree = out->answer.record->tree;
	find_people(a, &then, &people);
	if (people.n > 1)
		out->who = all_of(&a->c->repo.arena, &people);
}

/* Who has made the candidate may be one of those who were to answer. */
static bool can_be_enough(const struct asked *a, const struct strvec *answered,
			  size_t wanted)
{
	const struct item *item = a->task->item;
	struct words people = roles_people(&a->p->staging.roles,
					   &a->c->repo.arena, &item->is.by);
	size_t n = answered->n;

	for (size_t i = 0; i < people.n; i++) {
		size_t k = 0;
		while (k < answered->n &&
		       !who_is_same(answered->v[k], people.v[i]))
			k++;
		n += k == answered->n &&
		     !who_may_not_give(a->c, a->p, a->s, a->task, RESULT_PASS,
				       people.v[i]);
	}
	return !item->is.by.n || n >= wanted;
}

static void look_at_count(struct asked *a, const struct answer_rules *rules,
			  struct standing *out)
{
	int wanted = a->task->item ? a->task->item->is.count : 0;

	if (wanted > 1 && out->state == STANDING_STALE && out->answer.record)
		name_stale(a, rules, out);
	if (wanted < 2 || out->state != STANDING_DONE)
		return;
	struct arena *arena = &a->c->repo.arena;
	CLEANUP(strvec) struct strvec people = STRVEC_INIT;
	find_people(a, rules, &people);
	if (people.n < (size_t)wanted) {
		out->state = STANDING_PENDING;
		out->why = arena_printf(
			arena, "%zu of %d have answered%s", people.n, wanted,
			can_be_enough(a, &people, (size_t)wanted) ?
				"" :
				", and nobody is left who may: waive it, or let somebody else push");
		return;
	}
	out->who = all_of(arena, &people);
}

static void look_at_answer(struct asked *a, struct standing *out)
{
	const struct answer_rules rules = {
		.commit = a->s->candidate,
		.tree = a->s->tree,
		.by_tree = setting_is(a->p->config, K_BIND, "tree"),
		.still = still,
		.takes = takes,
		.may_withdraw = may_withdraw,
		.arg = a,
	};

	answer_find(&out->answer, &a->s->evidence, a->task->name, a->task->gate,
		    &rules);
	out->state = state_of(out->answer.state);
	if (out->answer.link) {
		const struct signed_by *by = by_of(a, out->answer.link);
		out->who = who_has(out->answer.record, by);
		out->is_signed = by->state == 'G';
		out->is_unseen = by->unseen;
	}
	if (out->answer.passed_over &&
	    (out->state == STANDING_OPEN || out->state == STANDING_STALE)) {
		/* that one is about the candidate */
		out->state = STANDING_OPEN;
		out->answer.record = NULL;
		out->answer.link = NULL;
		out->who = NULL;
		out->is_signed = out->is_unseen = false;
		out->why = a->why;
		if (a->was_good)
			out->state = STANDING_STALE;
	}
	if (out->state == STANDING_STALE && !out->why)
		out->why = stale_why(a->stale, a->c, a->s, a->task,
				     out->answer.record);
	look_at_count(a, &rules, out);
}

/* Both what is recorded and what was found in this repository count. */
static int look_at_check(struct asked *a, struct standing *out)
{
	const struct commands one = {
		.item = (const struct command *[]){ a->task->check }, .n = 1
	};
	struct commands open;
	int rc = 0;

	look_at_answer(a, out);
	if (standing_is_met(out) || out->state == STANDING_FAILED)
		return 0;
	rc = checked_open(a->c, a->s, &one, &open);
	if (!rc && !open.n)
		*out = (struct standing){ .task = out->task,
					  .state = STANDING_DONE };
	return rc;
}

static void look_at_recorded(const struct asked *a, const struct command *check,
			     struct standing *out)
{
	struct task one = release_list_check(check, &a->c->repo.arena);

	struct asked of_one = *a;

	of_one.task = &one;
	of_one.why = NULL;
	of_one.was_good = false;
	look_at_answer(&of_one, out);
	out->task = NULL; /* it ends here */
}

/* All of [check]: one that was not found here may be recorded. */
static int look_at_checks(struct asked *a, struct standing *out)
{
	struct commands open;
	int rc = checked_all_open(a->c, a->s, &open);

	out->state = STANDING_DONE;
	for (size_t i = 0; !rc && i < open.n; i++) {
		struct standing it = { 0 };
		look_at_recorded(a, open.item[i], &it);
		if (standing_is_met(&it))
			continue;
		out->state = it.state == STANDING_FAILED ? STANDING_FAILED :
							   STANDING_OPEN;
		out->why = arena_printf(&a->c->repo.arena,
					"'%s' has not passed on %s",
					open.item[i]->name,
					oid_short(&a->s->candidate));
		break;
	}
	return rc;
}

int standings_checks(struct ctx *c, const struct staging *s,
		     const struct policy *p, struct commands *open)
{
	struct standings all = { 0 };
	struct stale stale = { 0 };
	struct asked a = { .c = c,
			   .s = s,
			   .p = p,
			   .all = &all,
			   .now = time(NULL),
			   .stale = &stale };
	struct signed_by *by;
	size_t n = 0;
	int rc = who_look(c, s, p, &by);

	if (rc < 0)
		return rc;
	all.by = by;
	for (size_t i = 0; i < open->n; i++) {
		struct standing it = { 0 };
		look_at_recorded(&a, open->item[i], &it);
		if (it.state != STANDING_DONE)
			open->item[n++] = open->item[i];
	}
	open->n = n;
	return 0;
}

int standings_look(struct ctx *c, const struct staging *s,
		   const struct policy *p, struct standings *out)
{
	struct stale stale = { 0 };
	struct asked a = { .c = c,
			   .s = s,
			   .p = p,
			   .all = out,
			   .now = time(NULL),
			   .stale = &stale };
	struct signed_by *by;
	int rc = who_look(c, s, p, &by);

	*out = (struct standings){ .n = p->list.n, .by = by };
	if (rc < 0)
		return rc;
	out->v = arena_alloc(&c->repo.arena, (out->n + 1) * sizeof(*out->v));
	for (size_t i = 0; !rc && i < out->n; i++) {
		a.task = out->v[i].task = &p->list.v[i];
		a.why = NULL;
		a.was_good = false;
		if (a.task->kind == TASK_CHECK)
			rc = look_at_check(&a, &out->v[i]);
		else if (a.task->fact && a.task->fact->kind == FACT_CHECK)
			rc = look_at_checks(&a, &out->v[i]);
		else if (a.task->fact)
			rc = fact_look(c, s, p, a.task, &out->v[i].state,
				       &out->v[i].why);
		else
			look_at_answer(&a, &out->v[i]);
	}
	return rc;
}

static bool is_part(const struct release_list *list, size_t i,
		    const struct task *task)
{
	size_t at = (size_t)(task - list->v);

	if (i <= at || (list->v[i].optional && !task->optional))
		return false;
	for (size_t k = at + 1; k <= i; k++)
		if (list->v[k].depth <= task->depth ||
		    list->v[k].phase != task->phase)
			return false;
	return true;
}

bool standing_is_before(const struct release_list *list, size_t i,
			const struct task *task)
{
	static const struct words none;
	/* what a job is of may be at it still */
	const struct words *needs = task->item ? &task->item->is.needs :
				    task->gate ? &task->gate->needs :
						 &none;

	return words_have(needs, list->v[i].name) || is_part(list, i, task);
}

bool standing_may_begin(const struct standings *all,
			const struct release_list *list,
			const struct task *task)
{
	for (size_t i = 0; i < all->n; i++)
		if (!standing_is_met(&all->v[i]) &&
		    standing_is_before(list, i, task))
			return false;
	return true;
}

bool standing_is_met(const struct standing *s)
{
	return s->state >= STANDING_DONE;
}

bool standing_blocks(const struct standing *s, enum list_end end)
{
	return !standing_is_met(s) && task_blocks(s->task, end);
}

bool standing_is_wanted(const struct standings *all,
			const struct release_list *list, size_t at,
			enum list_end end)
{
	if (standing_is_met(&all->v[at]))
		return false;
	for (size_t i = 0; i < all->n; i++)
		if (standing_blocks(&all->v[i], end) &&
		    (i == at || standing_is_before(list, at, all->v[i].task)))
			return true;
	return false;
}
