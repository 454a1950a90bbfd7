/*
 * git rel config: the settings in force, and where they come from.
 */
#include "cmds.h"
#include "model/config.h"

static int explain;

static const struct opt opts[] = {
	OPT_BOOL(0, "explain", &explain, "with where each value comes from"),
	OPT_END,
};

static int show_config(struct ctx *c, FILE *out)
{
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
	.args = "[--explain]",
	.brief = "the settings in force, and where they come from",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_PENDING_OK,
	.show = show_config,
	.list = list_config,
};
