#include "checklist/policy_values.h"

#include "checklist/condition_clash.h"

#include <string.h>

static bool is_number(const char *name)
{
	return strcmp(name, "link") != 0 && strcmp(name, "file") != 0;
}

static void item_values(const struct item *item, struct complaints *all)
{
	const struct item_attributes *is = &item->is;

	for (size_t i = 0; i < is->accept.n; i++) {
		const struct term *t = &is->accept.term[i];
		const char *names[] = { t->name, t->of };
		for (size_t k = 0; k < 2; k++) {
			if (!names[k])
				continue;
			if (!is_number(names[k]))
				complain(all, is->origin[ITEM_ACCEPT],
					 "%s: '%s' is no value to compare",
					 item->name, names[k]);
			else if (!words_have(&is->wants, names[k]))
				complain(
					all, is->origin[ITEM_ACCEPT],
					"%s: accept names '%s', which is not in wants",
					item->name, names[k]);
		}
	}
}

/* Facts are looked at again each time. */
static void fact_answers(const struct item *item, struct complaints *all)
{
	static const enum item_key keys_of_answers[] = {
		ITEM_BY,     ITEM_COUNT,  ITEM_NOT_AUTHOR, ITEM_WANTS,
		ITEM_ACCEPT, ITEM_JOB_OF, ITEM_MAX_AGE,    ITEM_PATHS,
	};

	for (size_t i = 0; i < 8 && item->fact.text; i++) {
		enum item_key key = keys_of_answers[i];
		if (item->is.origin[key])
			complain(
				all, item->is.origin[key],
				"%s: %s says nothing, since %s is looked at and nobody answers",
				item->name,
				key == ITEM_JOB_OF ? "job of" : item_keys[key],
				item->fact.text);
	}
}

/* Without `read` a gate writes its values to a file. */
static void gate_values(const struct gate *gate, struct complaints *all)
{
	for (size_t i = 0; i < gate->accept.n && gate->read.n_names; i++) {
		const struct term *t = &gate->accept.term[i];
		const char *names[] = { t->name, t->of };
		for (size_t k = 0; k < 2; k++)
			if (names[k] &&
			    !read_pattern_has(&gate->read, names[k]))
				complain(
					all, gate->at[GATE_ACCEPT],
					"accept names '%s', which is not in read",
					names[k]);
	}
}

static void tell_clash(const struct condition *c, const char *origin,
		       struct complaints *all)
{
	const struct term *a, *b;

	if (condition_clash(c, &a, &b))
		complain(all, origin,
			 "no number meets what accept says twice of '%s'",
			 a->name);
}

/* Whose job the answer names. */
static void job_of(const struct staging_policy *p, const struct item *item,
		   struct complaints *all)
{
	for (size_t i = 0; i < item->is.job_of.n; i++) {
		const char *name = item->is.job_of.v[i];
		const struct gate *gate = gate_find(&p->gates, name);
		const char *origin = item->is.origin[ITEM_JOB_OF];
		if (!gate)
			complain(all, origin, "%s: there is no gate '%s'",
				 item->name, name);
		else if (gate->way == GATE_BY_RUN)
			complain(
				all, origin,
				"%s: gate '%s' has no job: it is run, not launched",
				item->name, name);
		else if (gate->way == GATE_BY_LAUNCH &&
			 !gate->set[GATE_READ_ID])
			complain(all, origin,
				 "%s: gate '%s' has no read-id for its job",
				 item->name, name);
	}
}

void policy_values(const struct staging_policy *p, struct complaints *all)
{
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *item = &p->items.v[i];
		fact_answers(item, all);
		item_values(item, all);
		job_of(p, item, all);
		tell_clash(&item->is.accept, item->is.origin[ITEM_ACCEPT], all);
	}
	for (size_t i = 0; i < p->gates.n; i++) {
		const struct gate *gate = &p->gates.v[i];
		gate_values(gate, all);
		tell_clash(&gate->accept, gate->at[GATE_ACCEPT], all);
	}
}
