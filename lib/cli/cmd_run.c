#include "cli/cmd_run.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/quote.h"
#include "base/spawn.h"
#include "base/strvec.h"
#include "cli/carry_out.h"
#include "cli/pending.h"
#include "cli/ui.h"
#include "forge/session.h"
#include "git/gitrel_file.h"
#include "git/progress.h"
#include "git/scratch.h"
#include "plan/goes_on.h"
#include "plan/resolve.h"
#include "rules/rules.h"
#include "text/similar.h"
#include "tx/interrupted.h"
#include "tx/tx.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The last of them wait up to four seconds. */
enum { TIMES_STALE = 40, WAIT_DOUBLED = 6 };

const struct cmd *cmd_find(const struct program *p, const char *name)
{
	for (size_t i = 0; name && p->cmds[i]; i++)
		if (!strcmp(p->cmds[i]->name, name))
			return p->cmds[i];
	return NULL;
}

const char *ctx_arg(const struct ctx *c, size_t i)
{
	return i < c->args.n ? c->args.v[i] : NULL;
}

const char *ctx_shell(struct ctx *c, const char *word)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_add_shell(&text, word);
	return arena_strdup(&c->repo.arena, text.buf);
}

const char *ctx_version(void)
{
	return REL_VERSION;
}

static const struct opt *cmd_common(struct ctx *c, bool plans)
{
	static struct opt planning[] = {
		OPT_GROUP("Common options"),
		OPT_BOOL('n', "dry-run", NULL, "show the plan, change nothing"),
		OPT_BOOL('y', "yes", NULL, "do not ask"),
		OPT_STRING(0, "remote", NULL, "name", "use this remote"),
		OPT_BOOL('v', "verbose", NULL,
			 "print each git command as it runs"),
		OPT_BOOL('q', "quiet", NULL, "say only what went wrong"),
		OPT_BOOL(0, "json", NULL, "print JSON lines"),
		OPT_OPTIONAL(0, "color", NULL, "when", "always",
			     "always, never or auto"),
		OPT_END,
	};
	static struct opt looking[6];

	planning[1].value = &c->dry_run;
	planning[2].value = &c->yes;
	planning[3].value = &c->remote;
	planning[4].value = &c->verbose;
	planning[5].value = &c->quiet;
	planning[6].value = &c->json;
	planning[7].value = &c->color_when;
	looking[0] = planning[0];
	memcpy(looking + 1, planning + 4, 5 * sizeof(*looking));
	/* what was asked for is no message */
	looking[2].help = "no progress and no hints beside the result";
	return plans ? planning : looking;
}

static void command_usage(struct ctx *c, FILE *out)
{
	bool bare = c->cmd == c->program->bare;

	fprintf(out, "usage: %s%s%s%s%s\n", c->program->call, bare ? "" : " ",
		bare ? "" : c->cmd->name, *c->cmd->args ? " " : "",
		c->cmd->args);
	opt_usage(out, c->cmd->opts, cmd_common(c, c->cmd->plan != NULL));
}

int cmd_fail(struct ctx *c, int code)
{
	int status = ui_error(code);

	if (c->json)
		ui_error_json(code, stdout);
	return status;
}

bool cmd_asks_json(int argc, const char *const *argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (!strcmp(argv[i], "--json"))
			return true;
	return false;
}

static int wrong_usage(struct ctx *c)
{
	int status = cmd_fail(c, E_USAGE);

	fprintf(stderr, "\n");
	command_usage(c, stderr);
	return status;
}

static int check_args(struct ctx *c)
{
	int n = (int)c->args.n;

	if (n < c->cmd->min_args)
		return error(E_USAGE, "'%s %s' needs %s: %s", c->program->call,
			     c->cmd->name,
			     n ? "another argument" : "an argument",
			     c->cmd->args);
	if (c->cmd->max_args >= 0 && n > c->cmd->max_args)
		return error(E_USAGE, "'%s %s' has no use for '%s'",
			     c->program->call, c->cmd->name,
			     c->args.v[c->cmd->max_args]);
	return 0;
}

static void close_repo(struct ctx *c)
{
	forge_session_end(&c->repo);
	scratch_discard(&c->repo);
	repo_close(&c->repo);
	c->version_tags = NULL; /* it lived there */
}

/* Rules that cannot be are told of by whoever reads them first. */
static int check_rules(struct ctx *c)
{
	struct rules rules = { 0 };

	if (!c->repo.config.n_rules)
		return 0;
	int rc = rules_read(&rules, &c->repo.config, SIDE_CLIENT);
	rules_release(&rules);
	return rc;
}

/* Where a person resolves a pick, the work tree is that of a line, with its .gitrel
 * or none; the command ends as it was begun. */
static int read_policy(struct ctx *c)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	struct repo *r = &c->repo;
	struct saved_error before;

	error_save(&before);
	(void)error_restore(resolve_read(&v, r), &before);
	bool here = v.worktree && r->work_tree &&
		    !strcmp(v.worktree, r->work_tree);
	bool kept = v.exists && v.n && (here || c->resuming);
	const char *name = ".gitrel, as it was begun";
	if (kept && v.merge[v.n - 1].picks)
		return gitrel_take(r, v.policy ? v.policy : "", name);
	int rc = gitrel_read(r);
	return rc || !kept || !v.policy ? rc : gitrel_take(r, v.policy, name);
}

int cmd_open(struct ctx *c)
{
	int rc = repo_open(&c->repo, false);

	if (!rc)
		rc = read_policy(c);
	bool has_policy = rc > 0;
	if (rc >= 0 && c->remote)
		rc = config_set(&c->repo.config, K_REMOTE, c->remote,
				"--remote");
	if (rc >= 0)
		rc = config_settle(&c->repo.config);
	if (!rc && !has_policy && c->program->by_main)
		rc = rules_stand_in(&c->repo);
	if (!rc)
		rc = check_rules(c);
	c->repo.dry_run = c->dry_run;
	const char *color = config_git(&c->repo.config, "color.rel");
	c->color = ui_color(stdout, c->json ? "never" : c->color_when,
			    color ? color :
				    config_git(&c->repo.config, "color.ui")) ==
		   UI_COLOR;
	return rc;
}

void cmd_sweep(struct ctx *c)
{
	scratch_sweep(&c->repo);
	file_sweep(c->repo.state_dir);
}

int cmd_open_leniently(struct ctx *c)
{
	int rc = repo_open(&c->repo, true);

	if (!rc)
		(void)!config_settle(&c->repo.config);
	return rc;
}

/* One plan; `again` if the command goes on from there, or begins anew. */
static int run_plan(struct ctx *c, bool *again)
{
	CLEANUP(text) char *title = NULL;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct plan plan;
	int rc;

	strbuf_adds(&text, c->program->call);
	if (c->cmd != c->program->bare)
		strbuf_addf(&text, " %s", c->cmd->name);
	for (size_t i = 0; i < c->args.n; i++) {
		strbuf_addc(&text, ' ');
		strbuf_add_shell(&text, c->args.v[i]);
	}
	title = strbuf_detach(&text);
	plan_init(&plan, c->cmd->name, title);
	plan.dry_run = c->dry_run;
	if (c->resuming)
		interrupted_look();
	else if (!c->dry_run)
		interrupted_nothing();
	rc = c->cmd->plan(c, &plan);
	if (rc >= 0 && plan.goes_on && c->program->shares && !c->dry_run &&
	    !c->resuming)
		rc = goes_on_note(&c->repo, c->program->name, &c->raw);
	if (rc >= 0)
		rc = carry_out(c, &plan);
	*again = ((rc == 0 && plan.goes_on) || (rc == E_STALE && plan.again)) &&
		 !c->dry_run;
	plan_release(&plan);
	return rc;
}

/* Who was second comes again, at another moment than all others who were: the more
 * there seem to be, the later. */
static void wait_a_little(int times)
{
	uint64_t any = (uint64_t)(getpid() * 7919) + (uint64_t)clock_ms();
	int doubled = times / 2 < WAIT_DOUBLED ? times / 2 : WAIT_DOUBLED;
	long ms = 5 + (long)((any * 2654435761U >> 8) % (60U << doubled));
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* All of it is shared, or nothing was kept. */
static int end_sharing(struct ctx *c, int rc)
{
	struct saved_error before;
	const char *title = NULL;

	error_save(&before);
	if (c->repo.state_dir && tx_pending(&c->repo, &title) == 0 && !title &&
	    goes_on_end(&c->repo) < 0 && !rc)
		return E_FAIL;
	return error_restore(rc, &before);
}

/* What a stage has changed the next one sees: it opens the repository anew. */
static int run_plans(struct ctx *c)
{
	/* cut short before anything was kept, it begins anew */
	if (c->resuming && c->program->shares && goes_on_is_fresh(&c->repo))
		c->resuming = false;
	bool again, resumed = c->resuming;
	int rc = run_plan(c, &again), stale = 0;
	bool first = rc < 0 && !resumed;

	while (again && (rc == 0 || ++stale < TIMES_STALE)) {
		if (rc < 0)
			wait_a_little(stale);
		c->resuming = true;
		close_repo(c);
		rc = cmd_open(c);
		if (rc == 0)
			rc = run_plan(c, &again);
	}
	if (c->program->shares && !c->dry_run && (rc == 0 || first))
		rc = end_sharing(c, rc);
	return rc == 0 && c->fell_short ? 1 : rc;
}

static int run(struct ctx *c)
{
	bool looks = c->cmd->show != NULL;
	int rc;

	if (c->cmd->flags & CMD_NO_REPO)
		return c->cmd->show(c, stdout);
	if ((rc = cmd_open(c)) < 0)
		return rc;
	if (!looks && !c->dry_run)
		cmd_sweep(c);
	if (!c->resuming && !(c->cmd->flags & CMD_PENDING_OK) &&
	    (rc = pending_refuse(&c->repo, c->program->call)) < 0)
		return rc;
	if (looks)
		return c->cmd->show(c, stdout);
	if ((rc = run_plans(c)) < 0)
		pending_remind(&c->repo, c->program->call, rc);
	return rc;
}

/* What stands alone behind two dashes, without them. */
static bool is_end(const struct program *p, const char *name)
{
	return !strcmp(name, "continue") || !strcmp(name, "abort") ||
	       !strcmp(name, "quit") || (p->skips && !strcmp(name, "skip"));
}

static int unknown(struct ctx *c, const char *name)
{
	struct similar near = similar_init(name);

	error(E_USAGE, "'%s' is not a %s command", name, c->program->call);
	if (is_end(c->program, name)) {
		error_hint("did you mean '%s --%s'?", c->program->call, name);
		return cmd_fail(c, E_USAGE);
	}
	if (c->program->default_verb && *name >= '0' && *name <= '9') {
		error_hint("did you mean '%s %s %s'?", c->program->call,
			   c->program->default_verb, name);
		return cmd_fail(c, E_USAGE);
	}
	for (size_t i = 0; c->program->cmds[i]; i++)
		similar_offer(&near, c->program->cmds[i]->name);
	if (near.best)
		error_hint("did you mean '%s %s'?", c->program->call,
			   near.best);
	else
		error_hint("see '%s -h'", c->program->call);
	return cmd_fail(c, E_USAGE);
}

/* What may stand behind these words: the value of an option that ends with '=', else
 * an argument.  Those of them that are wrong are none of our business. */
static void list_args(struct ctx *c, int argc, const char *const *words)
{
	const struct opt *o = NULL;

	if (argc)
		o = opt_named(c->cmd->opts, words[argc - 1]);
	void (*list)(struct ctx * ctx, FILE * out) = o ? o->list : c->cmd->list;
	if (!list ||
	    opt_parse(o ? argc - 1 : argc, words, c->cmd->opts,
		      cmd_common(c, c->cmd->plan != NULL), false, &c->args) > 0)
		return;
	if (!o && c->cmd->max_args >= 0 && (int)c->args.n >= c->cmd->max_args)
		return;
	if (!cmd_open(c))
		list(c, stdout);
}

int cmd_run(struct ctx *c, int argc, const char *const *argv)
{
	int words = 1;

	c->cmd = argc ? cmd_find(c->program, argv[0]) : NULL;
	if (!c->cmd && c->program->bare) {
		c->cmd = c->program->bare;
		words = 0;
	}
	if (!c->cmd) {
		c->json = c->json || cmd_asks_json(argc, argv);
		return unknown(c, argv[0]);
	}
	for (int i = 0; i < argc; i++)
		strvec_push(&c->raw, argv[i]);
	const struct opt *common = cmd_common(c, c->cmd->plan != NULL);
	if (argc > 1 && !strcmp(argv[1], "--list-args")) {
		list_args(c, argc - 2, argv + 2);
		return 0;
	}
	int rc = opt_parse(argc - words, argv + words, c->cmd->opts, common,
			   false, &c->args);
	spawn_verbose = c->verbose;
	ui_quiet = c->quiet;
	progress_wanted = !c->json && ui_can_meter();
	progress_lines = !c->json && !ui_quiet && !progress_wanted;
	if (rc == OPT_HELP) {
		command_usage(c, stdout);
		return 0;
	}
	if (rc == OPT_COMPLETE) {
		opt_completion(stdout, c->cmd->opts, common);
		return 0;
	}
	if (rc == E_USAGE || check_args(c) < 0) {
		c->json = c->json || cmd_asks_json(argc, argv);
		return wrong_usage(c);
	}
	rc = rc < 0 ? rc : run(c);
	return rc < 0 ? cmd_fail(c, rc) : rc;
}

void cmd_release(struct ctx *c)
{
	close_repo(c);
	strvec_clear(&c->raw);
	strvec_clear(&c->args);
}
