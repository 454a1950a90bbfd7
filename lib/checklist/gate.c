#include "checklist/gate.h"

#include "checklist/duration.h"
#include "text/template.h"

#include <string.h>

enum { EVERY = 600 }; /* seconds, where nobody has said */

static int read_names(struct words *out, struct arena *arena, const char *value)
{
	*out = words_of(arena, value);
	int rc = words_are_names(out);
	return rc < 0 ? rc : words_differ(out);
}

static int read_types(struct words *out, struct arena *arena, const char *value)
{
	int rc = read_names(out, arena, value);

	for (size_t i = 0; !rc && i < out->n; i++)
		rc = command_type_check(out->v[i]);
	if (rc < 0)
		out->n = 0;
	return rc;
}

static int read_globs(struct words *out, struct arena *arena, const char *value)
{
	*out = words_of(arena, value);
	return words_are_globs(out);
}

/* "5", "5 30s" */
static int read_retries(struct gate *gate, const char *value)
{
	size_t n = strspn(value, "0123456789");

	if (!n || n > 2 || *value == '0' || (value[n] && value[n] != ' '))
		return error(E_CONFIG,
			     "'%s' is not how often, and how far apart: 5 30s",
			     value);
	for (size_t i = gate->tries = 0; i < n; i++)
		gate->tries = gate->tries * 10 + (value[i] - '0');
	value += n + strspn(value + n, " ");
	return *value ? duration_read(&gate->pause, value) : 0;
}

static int read_id(struct gate *gate, struct arena *arena, const char *value)
{
	struct read_pattern *p = &gate->read_id;
	int rc = read_pattern_read(p, arena, value);

	if (!rc && (p->n_names != 1 || strcmp(p->name[0], "id") != 0)) {
		p->n_names = 0;
		return error(E_CONFIG, "'%s' has to hold {id}, and no other",
			     value);
	}
	return rc;
}

static bool input_ok(const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = word[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool digit = c >= '0' && c <= '9';
		if (!letter && c != '_' && (!i || (!digit && c != '-')))
			return false;
	}
	return n && word[n] == '=';
}

/* "release-check.yml level=comprehensive type={type}" */
static int read_workflow(struct gate *gate, struct arena *arena,
			 const char *value)
{
	struct words w = words_of(arena, value);

	if (!w.n || strchr(w.v[0], '=') || *w.v[0] == '-')
		return error(E_CONFIG, "'%s' does not begin with a workflow",
			     value);
	gate->workflow = w.v[0];
	for (size_t i = 1; i < w.n; i++) {
		size_t n = strcspn(w.v[i], "=");
		if (!input_ok(w.v[i], n))
			return error(E_CONFIG, "'%s' is no input=value",
				     w.v[i]);
		int rc = template_check(w.v[i] + n + 1);
		if (rc < 0)
			return rc;
		gate->input = arena_grow(arena, gate->input, gate->n_inputs,
					 sizeof(*gate->input));
		gate->input[gate->n_inputs++] =
			(struct gate_input){ arena_strndup(arena, w.v[i], n),
					     w.v[i] + n + 1 };
	}
	return 0;
}

static int read_value(struct gate *gate, struct arena *arena, enum gate_key key,
		      const char *value)
{
	switch (key) {
	case GATE_TITLE:
		gate->title = value;
		return 0;
	case GATE_READ_ID:
		return read_id(gate, arena, value);
	case GATE_EVERY:
		return duration_read(&gate->every, value);
	case GATE_WORKFLOW:
		return read_workflow(gate, arena, value);
	case GATE_FOR:
		return read_types(&gate->for_types, arena, value);
	case GATE_NEEDS:
		return read_names(&gate->needs, arena, value);
	case GATE_TIMEOUT:
		return duration_read(&gate->timeout, value);
	case GATE_RETRIES:
		return read_retries(gate, value);
	case GATE_READ:
		return read_pattern_read(&gate->read, arena, value);
	case GATE_ACCEPT:
		gate->accept_text = value;
		return condition_read(&gate->accept, arena, value);
	case GATE_KEEP:
		return read_globs(&gate->keep, arena, value);
	case GATE_MAX_AGE:
		return duration_read(&gate->max_age, value);
	case GATE_PATHS:
		return read_globs(&gate->paths, arena, value);
	default: /* commands */
		return 0;
	}
}

static void read_line(struct gate *gate, struct arena *arena,
		      const struct check_line *line, struct complaints *all)
{
	int key = 0;

	while (key < N_GATE_KEYS - 1 && strcmp(gate_keys[key], line->name) != 0)
		key++;
	gate->set[key] = line->value;
	gate->at[key] = line->origin;
	if (!*line->value)
		complain(all, line->origin, "%s: there is nothing behind it",
			 line->name);
	else if (read_value(gate, arena, (enum gate_key)key, line->value) < 0)
		complain_error(all, line->origin, line->name);
}

/* A key that says nothing, since the gate goes another way. */
static void refuse(const struct gate *gate, enum gate_key key, const char *why,
		   struct complaints *all)
{
	if (gate->set[key])
		complain(all, gate->at[key], "%s: %s", gate_keys[key], why);
}

/* Just one way to run. */
static void settle(struct gate *gate, struct complaints *all)
{
	bool launch = gate->set[GATE_LAUNCH] || gate->set[GATE_CHECK];
	int ways = !!gate->set[GATE_RUN] + launch + !!gate->set[GATE_WORKFLOW];

	if (ways != 1)
		complain(all, gate->origin,
			 "[%s] has %s run, launch with check, and workflow",
			 gate->section, ways ? "more than one of" : "none of");
	gate->way = gate->set[GATE_RUN]      ? GATE_BY_RUN :
		    launch                   ? GATE_BY_LAUNCH :
		    gate->set[GATE_WORKFLOW] ? GATE_BY_WORKFLOW :
					       GATE_BY_NOTHING;
	if (launch && (!gate->set[GATE_LAUNCH] || !gate->set[GATE_CHECK]))
		complain(all, gate->origin, "[%s] has %s", gate->section,
			 gate->set[GATE_CHECK] ? "check without launch" :
						 "launch without check");
	if (!launch && ways) {
		refuse(gate, GATE_READ_ID, "only with launch", all);
		refuse(gate, GATE_EVERY, "only with launch", all);
	}
	if (gate->way == GATE_BY_RUN || gate->way == GATE_BY_LAUNCH)
		refuse(gate, GATE_KEEP,
		       "only with workflow, whose files are elsewhere", all);
	if (gate->way == GATE_BY_WORKFLOW) {
		refuse(gate, GATE_READ, "a workflow has no output to read",
		       all);
		refuse(gate, GATE_ACCEPT, "a workflow has no values", all);
	}
}

void gates_read(struct gates *out, struct arena *arena, const struct config *c,
		struct complaints *all)
{
	const struct check_line *last = NULL;

	*out = (struct gates){ 0 };
	for (size_t i = 0; i < c->n_checks; i++) {
		const struct check_line *line = &c->check[i];
		if (line->kind != CHECK_GATE)
			continue;
		if (!last || last->section != line->section) {
			out->v = arena_grow(arena, out->v, out->n,
					    sizeof(*out->v));
			out->v[out->n++] =
				(struct gate){ .name = line->of,
					       .section = line->section,
					       .origin = line->origin,
					       .title = line->of,
					       .every = EVERY,
					       .tries = 1 };
		}
		last = line;
		read_line(&out->v[out->n - 1], arena, line, all);
	}
	for (size_t i = 0; i < out->n; i++)
		settle(&out->v[i], all);
}

const struct gate *gate_find(const struct gates *gates, const char *name)
{
	for (size_t i = 0; i < gates->n; i++)
		if (!strcmp(gates->v[i].name, name))
			return &gates->v[i];
	return NULL;
}

bool gate_is_for(const struct gate *gate, const char *const *types)
{
	if (!gate->for_types.n)
		return true;
	for (size_t i = 0; types && types[i]; i++)
		if (words_have(&gate->for_types, types[i]))
			return true;
	return false;
}
