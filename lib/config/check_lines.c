#include "config/check_lines.h"

#include "config/config.h"
#include "text/similar.h"

#include <string.h>

const char *const item_keys[N_ITEM_KEYS] = {
	[ITEM_ASK] = "ask",         [ITEM_BY] = "by",
	[ITEM_COUNT] = "count",     [ITEM_NOT_AUTHOR] = "not-author",
	[ITEM_WANTS] = "wants",     [ITEM_ACCEPT] = "accept",
	[ITEM_JOB_OF] = "job-of",   [ITEM_NEEDS] = "needs",
	[ITEM_MAX_AGE] = "max-age", [ITEM_PATHS] = "paths",
	[ITEM_WAIVE] = "waive",
};

const char *const gate_keys[N_GATE_KEYS] = {
	[GATE_TITLE] = "title",       [GATE_RUN] = "run",
	[GATE_LAUNCH] = "launch",     [GATE_CHECK] = "check",
	[GATE_READ_ID] = "read-id",   [GATE_EVERY] = "every",
	[GATE_WORKFLOW] = "workflow", [GATE_FOR] = "for",
	[GATE_NEEDS] = "needs",       [GATE_TIMEOUT] = "timeout",
	[GATE_RETRIES] = "retries",   [GATE_READ] = "read",
	[GATE_ACCEPT] = "accept",     [GATE_KEEP] = "keep",
	[GATE_MAX_AGE] = "max-age",   [GATE_PATHS] = "paths",
};

const char *const check_sections[] = { "roles",  "phases", "items", "checklist",
				       "item.x", "gate.x", NULL };

static const struct {
	const char *name;
	enum check_kind kind;
	enum { ALONE, TYPE, NAME } behind; /* the dot */
} sections[] = {
	{ "roles", CHECK_ROLES, ALONE }, { "phases", CHECK_PHASES, ALONE },
	{ "items", CHECK_ITEMS, TYPE },  { "item", CHECK_ITEM, NAME },
	{ "gate", CHECK_GATE, NAME },    { "checklist", CHECK_CHECKLIST, TYPE },
};

/* [item.x], [gate.x]: a name as that of a key. */
static int check_name(const char *section, const char *name)
{
	if (*name && !strchr(name, '.'))
		return 0;
	return error(E_CONFIG, "[%s] needs a name without a dot: [%s.<name>]",
		     section, section);
}

int check_section(struct check_line *place, struct arena *arena,
		  const char *name)
{
	size_t n = strcspn(name, ".");
	int rc = 0;

	*place = (struct check_line){ 0 };
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++) {
		const char *known = sections[i].name;
		const char *of = name[n] ? name + n + 1 : "";
		if (strlen(known) != n || memcmp(known, name, n) != 0)
			continue;
		if (sections[i].behind == NAME)
			rc = check_name(known, of);
		else if (name[n] && sections[i].behind == ALONE)
			return 0;
		else if (name[n])
			rc = command_type_check(of);
		if (rc < 0)
			return rc;
		place->kind = sections[i].kind;
		place->of = *of ? arena_strdup(arena, of) : NULL;
		place->section = arena_strdup(arena, name);
		return 1;
	}
	return 0;
}

int check_key(const struct check_line *place, const char *key)
{
	struct similar near = similar_init(key);
	const char *const *known = item_keys;
	size_t n = N_ITEM_KEYS;

	if (place->kind == CHECK_GATE) {
		known = gate_keys;
		n = N_GATE_KEYS;
	} else if (place->kind != CHECK_ITEM) {
		return 0;
	}
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(known[i], key))
			return 0;
		similar_offer(&near, known[i]);
	}
	int rc = error(E_CONFIG, "unknown key '%s' in [%s]", key,
		       place->section);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	return rc;
}

static bool is_run(const struct check_line *line)
{
	static const enum gate_key run[] = { GATE_RUN, GATE_LAUNCH,
					     GATE_CHECK };

	for (size_t i = 0; i < 3 && line->kind == CHECK_GATE; i++)
		if (!strcmp(gate_keys[run[i]], line->name))
			return true;
	return false;
}

void check_line_take(struct config *c, const struct check_line *line)
{
	struct check_line copy = {
		.kind = line->kind,
		.of = arena_strdup(&c->arena, line->of),
		.section = arena_strdup(&c->arena, line->section),
		.name = arena_strdup(&c->arena, line->name),
		.value = arena_strdup(&c->arena, line->value),
		.origin = arena_strdup(&c->arena, line->origin),
	};
	const struct check_line *last =
		c->n_checks ? &c->check[c->n_checks - 1] : NULL;

	if (last && !strcmp(last->section, line->section))
		copy.section = last->section;
	c->check =
		arena_grow(&c->arena, c->check, c->n_checks, sizeof(*c->check));
	c->check[c->n_checks++] = copy;
	if (is_run(line))
		command_take(c, &(struct command){ .section = copy.section,
						   .name = copy.name,
						   .line = copy.value,
						   .origin = copy.origin,
						   .policy = true });
}
