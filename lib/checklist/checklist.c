#include "checklist/checklist.h"

#include <string.h>

struct reading {
	struct checklists *out;
	struct arena *arena;
	const struct config *config;
	struct complaints *all;
};

/* "pre-release" is Pre-Release. */
static const char *title_of(struct arena *arena, const char *key)
{
	char *title = arena_strdup(arena, key);
	bool first = true;

	if (!strcmp(key, "candidate"))
		return "Release Candidate";
	for (char *p = title; *p; p++) {
		if (first && *p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
		first = *p == '-';
	}
	return title;
}

static void read_title(struct reading *r, struct phase *phase)
{
	phase->title = title_of(r->arena, phase->key);
	for (size_t i = 0; i < r->config->n_checks; i++) {
		const struct check_line *line = &r->config->check[i];
		if (line->kind == CHECK_PHASES &&
		    !strcmp(line->name, phase->key) && *line->value)
			phase->title = line->value;
	}
}

static const char *text_of(const struct entry *e)
{
	return e->name ? e->name : e->fact.text;
}

static bool is_in(const struct phase *phase, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(text_of(&phase->entries.v[i]), text))
			return true;
	return false;
}

static void tell_twice(struct reading *r, const struct checklist *list)
{
	const struct phase *phase = &list->phase[list->n - 1];

	for (size_t i = 0; i < phase->entries.n; i++) {
		const char *text = text_of(&phase->entries.v[i]);
		const struct phase *before = phase;
		if (!is_in(phase, i, text))
			before = list->phase;
		while (before < phase &&
		       !is_in(before, before->entries.n, text))
			before++;
		if (before < phase || is_in(phase, i, text))
			complain(r->all, phase->origin,
				 "%s: '%s' again, first in %s", phase->key,
				 text, before->key);
	}
}

static struct checklist *list_of(struct reading *r,
				 const struct check_line *line)
{
	struct checklists *out = r->out;

	if (out->n && out->v[out->n - 1].section == line->section)
		return &out->v[out->n - 1];
	out->v = arena_grow(r->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n] = (struct checklist){ .type = line->of,
					     .section = line->section };
	return &out->v[out->n++];
}

static size_t count(const struct checklist *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		n += list->phase[i].entries.n;
	return n;
}

static void read_phase(struct reading *r, const struct check_line *line)
{
	struct checklist *list = list_of(r, line);
	struct phase phase = { .key = line->name, .origin = line->origin };

	read_title(r, &phase);
	if (entries_read(&phase.entries, r->arena, line->value) < 0) {
		complain_error(r->all, line->origin, line->name);
		r->out->broken = true;
	}
	if (count(list) + phase.entries.n > ENTRIES_MAX) {
		complain(r->all, line->origin, "[%s] has more than %d names",
			 list->section, ENTRIES_MAX);
		r->out->broken = true;
		return;
	}
	list->phase = arena_grow(r->arena, list->phase, list->n,
				 sizeof(*list->phase));
	list->phase[list->n++] = phase;
	tell_twice(r, list);
}

static bool has_phase(const struct checklists *lists, const char *key)
{
	for (size_t i = 0; i < lists->n; i++)
		for (size_t k = 0; k < lists->v[i].n; k++)
			if (!strcmp(lists->v[i].phase[k].key, key))
				return true;
	return false;
}

static void check_titles(struct reading *r)
{
	for (size_t i = 0; i < r->config->n_checks; i++) {
		const struct check_line *line = &r->config->check[i];
		if (line->kind != CHECK_PHASES)
			continue;
		if (!*line->value)
			complain(r->all, line->origin, "%s has no title",
				 line->name);
		if (!has_phase(r->out, line->name))
			complain(r->all, line->origin,
				 "no checklist has a phase '%s'", line->name);
	}
}

void checklists_read(struct checklists *out, struct arena *arena,
		     const struct config *c, struct complaints *all)
{
	struct reading r = { out, arena, c, all };

	*out = (struct checklists){ 0 };
	for (size_t i = 0; i < c->n_checks; i++)
		if (c->check[i].kind == CHECK_CHECKLIST)
			read_phase(&r, &c->check[i]);
	check_titles(&r);
}

static size_t rank(const struct checklist *list, const char *const *types)
{
	size_t i = 0;

	if (!list->type)
		return 1;
	while (types && types[i] && strcmp(types[i], list->type) != 0)
		i++;
	return types && types[i] ? i + 2 : 0;
}

const struct checklist *checklist_find(const struct checklists *lists,
				       const char *const *types)
{
	const struct checklist *best = NULL;

	for (size_t i = 0; i < lists->n; i++)
		if (rank(&lists->v[i], types) > (best ? rank(best, types) : 0))
			best = &lists->v[i];
	return best;
}
