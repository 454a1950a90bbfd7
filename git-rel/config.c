/*
 * git rel config: the settings in force, and where they come from.
 */
#include "git-rel/cmds.h"

#include "checklist/staging_policy.h"
#include "cli/ui.h"
#include "config/config.h"
#include "rules/rule.h"
#include "text/similar.h"

#include <string.h>
#include <strings.h>

static int explain;

static const struct opt opts[] = {
	OPT_BOOL(0, "explain", &explain, "with where each value comes from"),
	OPT_END,
};

/* As git config has it, as .gitrel has it, with or without the section. */
static bool is_called(const struct key *k, const char *name)
{
	const char *dot = strchr(name, '.');
	size_t n = dot ? (size_t)(dot - name) : 0;

	if (dot && k->section && strlen(k->section) == n &&
	    !strncmp(k->section, name, n) && !strcmp(k->name, dot + 1))
		return true;
	return !strcmp(k->name, name) || key_by_git(name) == k ||
	       !strcasecmp(k->git + 4, name);
}

static int unknown(const char *name)
{
	const char *dot = strrchr(name, '.');
	struct similar near = similar_init(dot ? dot + 1 : name);

	error(E_USAGE, "there is no setting '%s'", name);
	for (int i = 0; i < N_KEYS; i++)
		similar_offer(&near, keys[i].name);
	for (int i = 0; i < N_RULES; i++)
		similar_offer(&near, rule_names[i]);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	error_hint("git rel config lists them");
	return E_USAGE;
}

static const struct key *find(const char *name)
{
	for (int i = 0; i < N_KEYS; i++)
		if (is_called(&keys[i], name))
			return &keys[i];
	return NULL;
}

/* `key`: as git config has it; NULL: it does not. */
static int no_setter(struct ctx *c, const char *key)
{
	error(E_USAGE, "git rel config only shows the settings");
	if (key)
		error_hint("git config %s %s", key,
			   ctx_shell(c, ctx_arg(c, 1)));
	else
		error_hint("it is changed in .gitrel, which is committed");
	return E_USAGE;
}

/* The row of a setting or, by either of its names, of a command. */
static const struct config_row *find_row(const struct config_row *row, size_t n,
					 const char *name)
{
	const struct key *k = find(name);

	if (k)
		return &row[k - keys];
	for (size_t i = N_KEYS; i < n; i++)
		if (!strcmp(row[i].name, name) ||
		    (row[i].git && !strcmp(row[i].git, name)))
			return &row[i];
	return NULL;
}

/* "rel.rule.protect", "rules.warn.protect", "protect"; N_RULES: none. */
static enum rule_id find_rule(const char *name)
{
	static const char *const before[] = { "rel.rule.warn.", "rel.rule.",
					      "rules.warn.", "rules." };

	for (size_t i = 0; i < 4; i++)
		if (starts_with(name, before[i]))
			return rule_by_name(name + strlen(before[i]));
	return rule_by_name(name);
}

static void explain_rule(const struct rule *rule, FILE *out)
{
	ui_line(out, "  %s", rule->help);
	ui_line(out, "  value: %s", rule->form);
	if (*rule->repair)
		ui_line(out, "  where it is broken: %s", rule->repair);
}

/* In .gitrel and in git config it may have two values. */
static void show_rule(const struct config *c, enum rule_id id, FILE *out)
{
	bool set = false;

	for (size_t i = 0; i < c->n_rules; i++) {
		const struct rule_line *line = &c->rule[i];
		if (line->id != id)
			continue;
		set = true;
		if (explain)
			ui_line(out, "%s  %s%s", line->value, line->origin,
				line->warn ? ", only warns" : "");
		else
			ui_line(out, "%s", line->value);
	}
	if (!set)
		ui_line(out, "%s", explain ? "\"\"  not set" : "");
	if (explain)
		explain_rule(&rule_table[id], out);
}

/* Is it a section of .gitrel, or of git config, that has this one? */
static bool is_below(const char *section, const char *name)
{
	size_t n = strlen(section);

	return name && !strncmp(name, section, n) && name[n] == '.';
}

/* All that a section has; false: there is none of that name. */
static bool show_section(const struct ctx *c, FILE *out,
			 const struct config_row *row, size_t n)
{
	const char *section = ctx_arg(c, 0);
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (!is_below(section, row[i].name) &&
		    !is_below(section, row[i].git))
			continue;
		any = true;
		if (c->json)
			config_row_json(&row[i], out);
		else
			ui_line(out, "%s=%s%s%s",
				row[i].git ? row[i].git : row[i].name,
				row[i].value, explain ? "  " : "",
				explain ? row[i].origin : "");
	}
	return any;
}

static int show_one(struct ctx *c, FILE *out, const struct config_row *all,
		    size_t n)
{
	const struct config_row *row = find_row(all, n, ctx_arg(c, 0));
	enum rule_id rule = find(ctx_arg(c, 0)) ? N_RULES :
						  find_rule(ctx_arg(c, 0));

	if (!row && rule == N_RULES && !ctx_arg(c, 1) &&
	    show_section(c, out, all, n))
		return 0;
	if (!row && rule == N_RULES)
		return unknown(ctx_arg(c, 0));
	if (ctx_arg(c, 1))
		return no_setter(c, row ? row->git :
					  arena_printf(&c->repo.arena,
						       "rel.rule.%s",
						       rule_names[rule]));
	if (rule < N_RULES && !c->json) {
		show_rule(&c->repo.config, rule, out);
		return 0;
	}
	if (!row) {
		const struct config_row unset = {
			.name = arena_printf(&c->repo.arena, "rules.%s",
					     rule_names[rule]),
			.git = arena_printf(&c->repo.arena, "rel.rule.%s",
					    rule_names[rule]),
			.value = "",
			.origin = "not set",
		};
		config_row_json(&unset, out);
		return 0;
	}
	if (c->json)
		config_row_json(row, out);
	else if (explain)
		ui_line(out, "%s  %s", row->value, row->origin);
	else /* as it is: a message may have several lines */
		fprintf(out, "%s\n", row->value);
	return 0;
}

static int show_config(struct ctx *c, FILE *out)
{
	struct staging_policy policy;
	struct config_row *row;
	size_t n = config_rows(&c->repo.config, &c->repo.arena, &row);
	int rc = staging_policy_read(&policy, &c->repo.arena, &c->repo.config);

	if (rc < 0)
		return rc;
	if (ctx_arg(c, 0))
		return show_one(c, out, row, n);
	if (c->json)
		config_explain_json(&c->repo.config, out);
	else if (explain)
		config_explain(&c->repo.config, out);
	else
		for (size_t i = 0; i < n; i++)
			ui_line(out, "%s=%s",
				row[i].git ? row[i].git : row[i].name,
				row[i].value);
	return 0;
}

static void list_config(struct ctx *c, FILE *out)
{
	struct config_row *row;
	size_t n;

	if (c->args.n) /* nothing is set here */
		return;
	n = config_rows(&c->repo.config, &c->repo.arena, &row);
	for (size_t i = 0; i < n; i++)
		ui_line(out, "%s", row[i].git ? row[i].git : row[i].name);
	for (int i = 0; i < N_RULES; i++)
		ui_line(out, "rel.rule.%s", rule_names[i]);
}

const struct cmd cmd_config = {
	.name = "config",
	.args = "[--explain] [<key>]",
	.brief = "the settings in force, and where they come from",
	.opts = opts,
	.max_args = 2, /* the second one is refused in better words */
	.flags = CMD_PENDING_OK,
	.show = show_config,
	.list = list_config,
};
