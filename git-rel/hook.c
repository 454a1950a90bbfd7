/*
 * git rel hook: what the scripts in the folder of hooks call.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "git-rel/hook/drafts.h"
#include "git-rel/hook/moves.h"
#include "git/hook_file.h"

#include <string.h>
#include <unistd.h>

static const char *legacy, *line;

static const struct opt opts[] = {
	OPT_STRING(0, "legacy", &legacy, "script",
		   "run this one first, if it is there"),
	OPT_STRING(0, "line", &line, "line",
		   "comes before what is on stdin: it was read from there"),
	OPT_END,
};

#define INPUT_MAX ((size_t)256 * 1024 * 1024)

enum input { NO_INPUT, READS_INPUT };

static const struct hook_kind {
	const char *name;
	enum input input;
} kinds[] = {
	{ "pre-commit", NO_INPUT },
	{ "pre-merge-commit", NO_INPUT },
	{ "commit-msg", NO_INPUT },
	{ "pre-push", READS_INPUT },
	{ "pre-receive", READS_INPUT },
	{ "update", NO_INPUT },
	{ "reference-transaction", READS_INPUT },
};

static const struct hook_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

/* With the arguments that git gave us, and with what it wrote to us. */
static int run_legacy(struct ctx *c, const struct hook_kind *kind,
		      const struct strbuf *in)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(arena) struct arena own = { 0 }; /* no repository is open yet */
	bool reads = kind->input == READS_INPUT;

	const char *script = legacy ? hook_file_kept(&own, legacy) : NULL;
	if (!script || !file_is_executable(script))
		return 0;
	strvec_push(&argv, script);
	for (size_t i = 1; i < c->args.n; i++)
		strvec_push(&argv, c->args.v[i]);
	struct run run = { .argv = (const char *const *)argv.v,
			   .in = reads ? in->buf : NULL,
			   .in_len = reads ? in->len : 0,
			   .flags = reads ? 0 : RUN_IN_TTY };
	return run_command(&run);
}

static int judge_by(struct ctx *c, const char *name, const struct strbuf *in)
{
	if (!strcmp(name, "pre-push"))
		return moves_pre_push(&c->repo, &c->args, in);
	if (!strcmp(name, "pre-receive"))
		return moves_pre_receive(c, in);
	if (!strcmp(name, "update"))
		return moves_update(c, &c->args);
	if (!strcmp(name, "reference-transaction"))
		return moves_transaction(&c->repo, &c->args, in);
	if (!strcmp(name, "commit-msg") && !ctx_arg(c, 1))
		return error(E_USAGE, "commit-msg has the file of the message");
	return drafts_judge(&c->repo, name, ctx_arg(c, 1));
}

static int show_hook(struct ctx *c, FILE *out)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	const struct hook_kind *kind = find_kind(ctx_arg(c, 0));
	int rc = 0;

	(void)out;
	if (!kind)
		return error(E_USAGE, "there is no hook '%s' of ours",
			     ctx_arg(c, 0));
	if (line)
		strbuf_addf(&in, "%s\n", line);
	if (kind->input == READS_INPUT &&
	    (rc = strbuf_read_fd(&in, STDIN_FILENO, INPUT_MAX)) < 0)
		return rc;
	rc = run_legacy(c, kind, &in);
	return rc ? rc : judge_by(c, kind->name, &in);
}

const struct cmd cmd_hook = {
	.name = "hook",
	.args = "<name> [--] [<args>]",
	.brief = "one hook, as git calls it",
	.opts = opts,
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_NO_REPO | CMD_PENDING_OK,
	.show = show_hook,
};
