/*
 * git rel config: the settings in force, and where they come from.
 */
#include "cmds.h"
#include "model/config.h"

#include <string.h>

static int explain;

static const struct opt opts[] = {
	OPT_BOOL(0, "explain", &explain, "with where each value comes from"),
	OPT_END,
};

static int show_one(struct ctx *c, FILE *out)
{
	const struct key *k = key_by_git(ctx_arg(c, 0));
	int rc;

	for (int i = 0; !k && i < N_KEYS; i++)
		if (!strcmp(keys[i].name, ctx_arg(c, 0)))
			k = &keys[i];
	if (!k) {
		rc = error(E_USAGE, "there is no setting '%s'", ctx_arg(c, 0));
		error_hint("git rel config lists them");
		return rc;
	}
	const struct setting *s = &c->repo.config.setting[k - keys];
	fprintf(out, explain ? "%s\t%s\n" : "%s\n", s->value, s->origin);
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
			fprintf(out, "%s=%s\n", keys[i].git,
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
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_config,
	.list = list_config,
};
