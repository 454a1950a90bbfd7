#include "cli/cmd.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/quote.h"
#include "base/spawn.h"
#include "base/strvec.h"
#include "cli/carry_out.h"
#include "cli/pending.h"
#include "cli/ui.h"
#include "git/gitrel_file.h"
#include "git/progress.h"
#include "git/scratch.h"
#include "text/similar.h"
#include "tx/interrupted.h"
#include "tx/tx.h"

#include <signal.h>
#include <string.h>

static const struct cmd *find(const struct program *p, const char *name)
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
	return plans ? planning : looking;
}

static void program_usage(const struct program *p, const struct opt *top,
			  FILE *out)
{
	if (p->bare)
		fprintf(out, "usage: %s %s\n   or: ", p->call, p->bare->args);
	else
		fprintf(out, "usage: ");
	fprintf(out, "%s %s<command> [<options>] [<args>]%s\n", p->call,
		p->bare ? "" : "[", p->bare ? "" : "]");
	if (p->cmds[0])
		fprintf(out, "   or: %s (--continue | %s--abort | --quit)\n",
			p->call, p->skips ? "--skip | " : "");
	fprintf(out, "\n%s\n\n", p->brief);
	for (size_t i = 0; p->cmds[i]; i++)
		fprintf(out, "    %-10s %s\n", p->cmds[i]->name,
			p->cmds[i]->brief);
	if (!p->cmds[0])
		fprintf(out, "    (this version has no commands here yet)\n");
	opt_usage(out, p->bare ? p->bare->opts : NULL, top);
	if (p->bare)
		fprintf(out, "'%s <target> -h' has the common options, too\n",
			p->call);
	if (p->cmds[0])
		fprintf(out,
			"'%s <command> -h' tells about one of them, '%s --help' opens the manual\n",
			p->call, p->call);
}

static void command_usage(struct ctx *c, FILE *out)
{
	bool bare = c->cmd == c->program->bare;

	fprintf(out, "usage: %s%s%s%s%s\n", c->program->call, bare ? "" : " ",
		bare ? "" : c->cmd->name, *c->cmd->args ? " " : "",
		c->cmd->args);
	opt_usage(out, c->cmd->opts, cmd_common(c, c->cmd->plan != NULL));
}

/* Say what went wrong, to everybody who wants to know. */
static int fail(struct ctx *c, int code)
{
	int status = ui_error(code);

	if (c->json)
		ui_error_json(code, stdout);
	return status;
}

/* A command line that cannot be read may ask for JSON behind the mistake. */
static bool asks_json(int argc, const char *const *argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (!strcmp(argv[i], "--json"))
			return true;
	return false;
}

static int wrong_usage(struct ctx *c)
{
	int status = fail(c, E_USAGE);

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
	scratch_discard(&c->repo);
	repo_close(&c->repo);
	c->version_tags = NULL; /* it lived there */
}

static int open_repo(struct ctx *c)
{
	int rc = repo_open(&c->repo, false);

	if (!rc)
		rc = gitrel_read(&c->repo);
	if (!rc && c->remote)
		rc = config_set(&c->repo.config, K_REMOTE, c->remote,
				"--remote");
	if (!rc)
		rc = config_settle(&c->repo.config);
	c->repo.dry_run = c->dry_run;
	const char *color = config_git(&c->repo.config, "color.rel");
	c->color = ui_color(stdout, c->json ? "never" : c->color_when,
			    color ? color :
				    config_git(&c->repo.config, "color.ui")) ==
		   UI_COLOR;
	return rc;
}

/* What processes that were killed have left. */
static void sweep(struct ctx *c)
{
	scratch_sweep(&c->repo);
	file_sweep(c->repo.state_dir);
}

static int open_leniently(struct ctx *c)
{
	int rc = repo_open(&c->repo, true);

	if (!rc)
		(void)!config_settle(&c->repo.config);
	return rc;
}

/* One plan; `again` if the command goes on from there. */
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
	if (rc >= 0)
		rc = carry_out(c, &plan);
	*again = rc == 0 && plan.goes_on && !c->dry_run;
	plan_release(&plan);
	return rc;
}

/* What a stage has changed the next one sees: it opens the repository anew. */
static int run_plans(struct ctx *c)
{
	bool again;
	int rc = run_plan(c, &again);

	while (rc == 0 && again) {
		c->resuming = true;
		close_repo(c);
		rc = open_repo(c);
		if (rc == 0)
			rc = run_plan(c, &again);
	}
	return rc;
}

static int run(struct ctx *c)
{
	bool looks = c->cmd->show != NULL;
	int rc;

	if (c->cmd->flags & CMD_NO_REPO)
		return c->cmd->show(c, stdout);
	if ((rc = open_repo(c)) < 0)
		return rc;
	if (!looks && !c->dry_run)
		sweep(c);
	if (!c->resuming && !(c->cmd->flags & CMD_PENDING_OK) &&
	    (rc = pending_refuse(&c->repo, c->program->call)) < 0)
		return rc;
	if (looks)
		return c->cmd->show(c, stdout);
	if ((rc = run_plans(c)) < 0)
		pending_remind(&c->repo, c->program->call, rc);
	return rc;
}

static int unknown(struct ctx *c, const char *name)
{
	struct similar near = similar_init(name);

	error(E_USAGE, "'%s' is not a %s command", name, c->program->call);
	for (size_t i = 0; c->program->cmds[i]; i++)
		similar_offer(&near, c->program->cmds[i]->name);
	if (near.best)
		error_hint("did you mean '%s %s'?", c->program->call,
			   near.best);
	else
		error_hint("see '%s -h'", c->program->call);
	return fail(c, E_USAGE);
}

/* One command, from its words on. */
static int dispatch(struct ctx *c, int argc, const char *const *argv)
{
	int words = 1;

	c->cmd = argc ? find(c->program, argv[0]) : NULL;
	if (!c->cmd && c->program->bare) {
		c->cmd = c->program->bare;
		words = 0;
	}
	if (!c->cmd) {
		c->json = c->json || asks_json(argc, argv);
		return unknown(c, argv[0]);
	}
	for (int i = 0; i < argc; i++)
		strvec_push(&c->raw, argv[i]);
	const struct opt *common = cmd_common(c, c->cmd->plan != NULL);
	if (argc > 1 && !strcmp(argv[1], "--list-args")) {
		if (c->cmd->list && !open_repo(c))
			c->cmd->list(c, stdout);
		return 0;
	}
	int rc = opt_parse(argc - words, argv + words, c->cmd->opts, common,
			   false, &c->args);
	spawn_verbose = c->verbose;
	ui_quiet = c->quiet;
	progress_wanted = !c->json && ui_can_meter();
	if (rc == OPT_HELP) {
		command_usage(c, stdout);
		return 0;
	}
	if (rc == OPT_COMPLETE) {
		opt_completion(stdout, c->cmd->opts, common);
		return 0;
	}
	if (rc == E_USAGE || check_args(c) < 0) {
		c->json = c->json || asks_json(argc, argv);
		return wrong_usage(c);
	}
	rc = rc < 0 ? rc : run(c);
	return rc < 0 ? fail(c, rc) : rc;
}

struct top {
	int version, list, go, skip, stop, leave, dry_run, yes, verbose, quiet,
		json;
};

static void ctx_release(struct ctx *c)
{
	close_repo(c);
	strvec_clear(&c->raw);
	strvec_clear(&c->args);
}

static int one_command(const struct program *p, const struct top *top, int argc,
		       const char *const *argv)
{
	struct ctx c = { .program = p,
			 .resuming = top->go || top->skip,
			 .dry_run = top->dry_run,
			 .yes = top->yes,
			 .verbose = top->verbose,
			 .quiet = top->quiet,
			 .json = top->json };
	int status = dispatch(&c, argc, argv);

	ctx_release(&c);
	return status;
}

/* What was interrupted is another program's to take up. */
static int hand_on(const struct program *p, const char *name)
{
	const char *argv[] = { "git", name + strlen("git-"), "--continue",
			       NULL };
	struct run run = { .argv = argv, .flags = RUN_IN_TTY };

	(void)p;
	return run_command(&run);
}

/* Run again what was asked for, as noted: from its verb on, behind the name of a
 * program that is not git rel. */
static int take_up(const struct program *p, const struct top *top,
		   const struct strvec *again)
{
	size_t named = starts_with(again->v[0], "git-");

	if (named ? strcmp(again->v[0], p->name) != 0 :
		    strcmp(p->name, "git-rel") != 0)
		return hand_on(p, named ? again->v[0] : "git-rel");
	return one_command(p, top, (int)(again->n - named),
			   (const char *const *)again->v + named);
}

/* --continue, --abort, --quit; the first may lead to a command run again. */
static int end_pending(const struct program *p, const struct top *top)
{
	struct ctx c = { .program = p, .json = top->json };
	CLEANUP(strvec) struct strvec again = STRVEC_INIT;
	bool goes_on = top->go || top->skip;
	int rc = goes_on ? open_repo(&c) : open_leniently(&c);

	if (!rc)
		sweep(&c);
	interrupted_look();
	if (!rc)
		rc = top->skip ? pending_skip(&c.repo, &again) :
		     top->go   ? pending_continue(&c.repo, &again) :
		     top->stop ? pending_abort(&c.repo) :
				 pending_quit(&c.repo);
	if (rc < 0 && !top->leave && c.repo.state_dir)
		pending_remind(&c.repo, p->call, rc);
	int status = rc < 0 ? fail(&c, rc) : rc;
	ctx_release(&c);
	return rc == 0 && again.n ? take_up(p, top, &again) : status;
}

/* Where a command goes without a verb, what it takes first stands beside them. */
static void list_cmds(const struct program *p)
{
	struct ctx c = { .program = p, .cmd = p->bare };

	for (size_t i = 0; p->cmds[i]; i++)
		printf("%s\t%s\n", p->cmds[i]->name, p->cmds[i]->brief);
	if (p->bare && p->bare->list && !open_repo(&c))
		p->bare->list(&c, stdout);
	ctx_release(&c);
}

static int no_dry_run(const struct program *p)
{
	int rc = error(E_USAGE,
		       "--continue, --abort and --quit have no dry run");

	error_hint("%s status   tells where things stand", p->call);
	return rc;
}

/* Options that go before any command, and those that are none of a command. */
static bool is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(word, *list))
			return true;
	return false;
}

/* Is there no verb, and nothing that stands alone? */
static bool is_bare(const struct program *p, int argc, const char *const *argv)
{
	static const char *const common[] = {
		"-n",      "--dry-run", "-v",    "--verbose", "-q",
		"--quiet", "-y",        "--yes", "--json",    NULL
	};
	static const char *const alone[] = {
		"--continue", "--skip",      "--abort",
		"--quit",     "--version",   "-h",
		"--help",     "--list-cmds", "--git-completion-helper",
		NULL
	};
	int i = 0;

	while (i < argc && is_one_of(argv[i], common))
		i++;
	return p->bare && i < argc && !find(p, argv[i]) &&
	       !is_one_of(argv[i], alone);
}

static int bare_command(const struct program *p, int argc,
			const char *const *argv)
{
	struct top top = { 0 };

	return one_command(p, &top, argc, argv);
}

int cmd_main(const struct program *p, int argc, char **argv)
{
	struct top top = { 0 };
	struct opt opts[] = {
		OPT_FLAG(0, "continue", &top.go, "finish what was interrupted"),
		OPT_FLAG(0, "skip", &top.skip,
			 "go on without what waits to be resolved"),
		OPT_FLAG(0, "abort", &top.stop, "go back to before it"),
		OPT_FLAG(0, "quit", &top.leave,
			 "forget it, leave things as they are"),
		OPT_FLAG('v', "verbose", &top.verbose,
			 "print each git command as it runs"),
		OPT_FLAG('q', "quiet", &top.quiet, "say only what went wrong"),
		OPT_FLAG('y', "yes", &top.yes, "do not ask"),
		OPT_FLAG(0, "json", &top.json, "print JSON lines"),
		OPT_FLAG(0, "version", &top.version, "print the version"),
		OPT_FLAG(0, "list-cmds", &top.list, "for completion"),
		OPT_FLAG('n', "dry-run", &top.dry_run, "as behind a command"),
		OPT_END,
	};
	CLEANUP(strvec) struct strvec args = STRVEC_INIT;

	opts[9].hidden = opts[10].hidden = true;
	for (int i = 0; i < 8 && !p->cmds[0]; i++) /* nothing to continue */
		opts[i].hidden = true;
	opts[1].hidden = opts[1].hidden || !p->skips;
	if (is_bare(p, argc - 1, (const char *const *)argv + 1))
		return bare_command(p, argc - 1, (const char *const *)argv + 1);
	signal(SIGPIPE, SIG_IGN);
	interrupt_listen();
	int rc = opt_parse(argc - 1, (const char *const *)argv + 1, opts, NULL,
			   true, &args);
	spawn_verbose = top.verbose;
	ui_quiet = top.quiet;
	progress_wanted = !top.json && ui_can_meter();
	if (rc == OPT_HELP) {
		program_usage(p, opts, stdout);
		return 0;
	}
	if (rc == OPT_COMPLETE) {
		opt_completion(stdout, opts, p->bare ? p->bare->opts : NULL);
		return 0;
	}
	if (!rc && top.skip && !p->skips)
		rc = error(E_USAGE, "unknown option '--skip'");
	if (!rc && top.dry_run && (top.go || top.skip || top.stop || top.leave))
		rc = no_dry_run(p);
	if (rc < 0) {
		if (top.json ||
		    asks_json(argc - 1, (const char *const *)argv + 1))
			ui_error_json(rc, stdout);
		return ui_error(rc);
	}
	if (top.version)
		return printf("%s version %s\n", p->name, ctx_version()) < 0;
	if (top.list)
		return list_cmds(p), 0;
	if (top.go || top.skip || top.stop || top.leave)
		return end_pending(p, &top);
	if (args.n)
		return one_command(p, &top, (int)args.n,
				   (const char *const *)args.v);
	if (p->default_verb)
		return one_command(p, &top, 1, &p->default_verb);
	if (p->bare)
		return bare_command(p, 0, NULL);
	program_usage(p, opts, stderr);
	return 129;
}
