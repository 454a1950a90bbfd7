#include "config/config.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"

#include <string.h>

enum { MAX_COLUMN = 40 };

static const char *visible(struct arena *a, const char *text)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_add_visible(&sb, text, strlen(text));
	return arena_strdup(a, sb.buf);
}

static struct config_row key_row(const struct config *c, struct arena *a, int i)
{
	const struct key *k = &keys[i];

	return (struct config_row){
		/* git's name where only git config has it */
		.name = k->section ?
				arena_printf(a, "%s.%s", k->section, k->name) :
				k->git,
		.git = k->git,
		.value = c->setting[i].value,
		.origin = visible(a, c->setting[i].origin),
	};
}

static struct config_row command_row(const struct command *cmd, struct arena *a)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;

	command_name(&name, cmd);
	return (struct config_row){
		.name = arena_strdup(a, name.buf),
		.git = arena_printf(a, "rel.%s", name.buf),
		.value = cmd->line,
		.origin = visible(a, cmd->origin),
	};
}

static struct config_row rule_row(const struct rule_line *line, struct arena *a)
{
	const char *warn = line->warn ? ".warn" : "";
	const char *name = rule_names[line->id];

	return (struct config_row){
		.name = arena_printf(a, "rules%s.%s", warn, name),
		.git = arena_printf(a, "rel.rule%s.%s", warn, name),
		.value = line->value,
		.origin = visible(a, line->origin),
	};
}

static struct config_row check_row(const struct check_line *line,
				   struct arena *a)
{
	return (struct config_row){
		.name = arena_printf(a, "%s.%s", line->section, line->name),
		.value = line->value,
		.origin = visible(a, line->origin),
	};
}

size_t config_rows(const struct config *c, struct arena *a,
		   struct config_row **out)
{
	struct commands cmds;

	commands_all(c, a, &cmds);
	size_t n = N_KEYS + cmds.n;
	*out = arena_alloc(a, (n + c->n_rules + c->n_checks) * sizeof(**out));
	for (int i = 0; i < N_KEYS; i++)
		(*out)[i] = key_row(c, a, i);
	for (size_t i = 0; i < cmds.n; i++)
		(*out)[N_KEYS + i] = command_row(cmds.item[i], a);
	for (int id = 0; id < N_RULES; id++)
		for (size_t i = 0; i < c->n_rules; i++)
			if (c->rule[i].id == (enum rule_id)id)
				(*out)[n++] = rule_row(&c->rule[i], a);
	for (size_t i = 0; i < c->n_checks; i++)
		(*out)[n++] = check_row(&c->check[i], a);
	return n;
}

static const char *shown(struct arena *a, const char *value)
{
	return *value ? visible(a, value) : "\"\"";
}

static int wider(int width, const char *text)
{
	size_t len = strlen(text);

	return len > (size_t)width && len <= MAX_COLUMN ? (int)len : width;
}

void config_explain(const struct config *c, FILE *out)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	int name_width = 0, value_width = 0;
	struct config_row *row;
	size_t n = config_rows(c, &a, &row);

	for (size_t i = 0; i < n; i++) {
		row[i].value = shown(&a, row[i].value);
		name_width = wider(name_width, row[i].name);
		value_width = wider(value_width, row[i].value);
	}
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%-*s  %-*s  %s\n", name_width, row[i].name,
			value_width, row[i].value, row[i].origin);
}

void config_row_json(const struct config_row *row, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "key", row->name);
	json_add_str(o, "git", row->git);
	json_add_str(o, "value", row->value);
	json_add_str(o, "origin", row->origin);
	fprintf(out, "%s\n", json_line(o));
}

void config_explain_json(const struct config *c, FILE *out)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct config_row *row;
	size_t n = config_rows(c, &a, &row);

	for (size_t i = 0; i < n; i++)
		config_row_json(&row[i], out);
}
