/*
 * git rel config: the settings in force, and where they come from.
 */
#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "cmds.h"
#include "model/config.h"
#include "model/similar.h"

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
	if (starts_with(name, "release."))
		return k->section && !strcmp(k->name, name + 8);
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

static int no_setter(struct ctx *c, const struct key *k)
{
	error(E_USAGE, "git rel config only shows the settings");
	error_hint("git config %s %s", k->git, ctx_shell(c, ctx_arg(c, 1)));
	return E_USAGE;
}

static void print_json(const struct key *k, const struct setting *s, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf origin = STRBUF_INIT;

	strbuf_addf(&name, "%s.%s", k->section ? k->section : "rel", k->name);
	strbuf_add_visible(&origin, s->origin, strlen(s->origin));
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "key", name.buf);
	json_add_str(o, "git", k->git);
	json_add_str(o, "value", s->value);
	json_add_str(o, "origin", origin.buf);
	fprintf(out, "%s\n", json_line(o));
}

static int show_one(struct ctx *c, FILE *out)
{
	const struct key *k = find(ctx_arg(c, 0));

	if (!k)
		return unknown(ctx_arg(c, 0));
	if (ctx_arg(c, 1))
		return no_setter(c, k);
	const struct setting *s = &c->repo.config.setting[k - keys];
	if (c->json)
		print_json(k, s, out);
	else if (explain)
		ui_line(out, "%s  %s", s->value, s->origin);
	else /* as it is: a message may have several lines */
		fprintf(out, "%s\n", s->value);
	return 0;
}

static int show_config(struct ctx *c, FILE *out)
{
	if (ctx_arg(c, 0))
		return show_one(c, out);
	if (c->json)
		config_explain_json(&c->repo.config, out);
	else if (explain)
		config_explain(&c->repo.config, out);
	else
		for (int i = 0; i < N_KEYS; i++)
			ui_line(out, "%s=%s", keys[i].git,
				setting(&c->repo.config, (enum key_id)i));
	return 0;
}

static void list_config(struct ctx *c, FILE *out)
{
	(void)c;
	for (int i = 0; i < N_KEYS; i++)
		fprintf(out, "%s\n", keys[i].git);
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
