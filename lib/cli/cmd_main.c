#include "cli/cmd.h"

#include "base/cleanup.h"
#include "base/interrupt.h"
#include "base/spawn.h"
#include "base/std_stream.h"
#include "cli/cmd_run.h"
#include "cli/pending.h"
#include "cli/ui.h"
#include "git/progress.h"
#include "tx/interrupted.h"

#include <signal.h>
#include <string.h>

/* What is said before a command, or instead of one. */
struct top {
	int version, list, dry_run, yes, verbose, quiet, json;
	int go, skip, stop, leave;
	const char *color_when;
};

static bool ends_pending(const struct top *t)
{
	return t->go || t->skip || t->stop || t->leave;
}

static void usage(const struct program *p, const struct opt *top, FILE *out)
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

static int one_command(const struct program *p, const struct top *top, int argc,
		       const char *const *argv)
{
	struct ctx c = { .program = p,
			 .resuming = top->go || top->skip,
			 .dry_run = top->dry_run,
			 .yes = top->yes,
			 .verbose = top->verbose,
			 .quiet = top->quiet,
			 .json = top->json,
			 .color_when = top->color_when };
	int status = cmd_run(&c, argc, argv);

	cmd_release(&c);
	return status;
}

/* What was interrupted is another program's to take up. */
static int hand_on(const struct top *top, const char *name)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	strvec_pushl(&argv, "git", name + strlen("git-"), "--continue",
		     (char *)NULL);
	if (top->yes)
		strvec_push(&argv, "--yes");
	if (top->quiet)
		strvec_push(&argv, "--quiet");
	if (top->verbose)
		strvec_push(&argv, "--verbose");
	if (top->json)
		strvec_push(&argv, "--json");
	struct run run = { .argv = (const char *const *)argv.v,
			   .flags = RUN_IN_TTY };
	return run_command(&run);
}

/* Run again what was asked for, as noted: from its verb on, behind the name of a
 * program that is not git rel. */
static int take_up(const struct program *p, const struct top *top,
		   const struct strvec *again)
{
	size_t named = starts_with(again->v[0], "git-");
	const char *name = named ? again->v[0] : "git-rel";

	if (strcmp(name, p->name) != 0)
		return hand_on(top, name);
	return one_command(p, top, (int)(again->n - named),
			   (const char *const *)again->v + named);
}

/* The first two may lead to a command run again. */
static int end_pending(const struct program *p, const struct top *top)
{
	struct ctx c = { .program = p, .json = top->json };
	CLEANUP(strvec) struct strvec again = STRVEC_INIT;
	bool goes_on = top->go || top->skip;
	int rc = goes_on ? cmd_open(&c) : cmd_open_leniently(&c);

	if (!rc)
		cmd_sweep(&c);
	interrupted_look();
	if (!rc)
		rc = top->skip ? pending_skip(&c.repo, &again) :
		     top->go   ? pending_continue(&c.repo, &again) :
		     top->stop ? pending_abort(&c.repo) :
				 pending_quit(&c.repo);
	if (rc < 0 && !top->leave && c.repo.state_dir)
		pending_remind(&c.repo, p->call, rc);
	int status = rc < 0 ? cmd_fail(&c, rc) : rc;
	cmd_release(&c);
	return rc == 0 && again.n ? take_up(p, top, &again) : status;
}

/* Where a command goes without a verb, what it takes first stands beside them. */
static int list_cmds(const struct program *p)
{
	struct ctx c = { .program = p, .cmd = p->bare };

	for (size_t i = 0; p->cmds[i]; i++)
		printf("%s\t%s\n", p->cmds[i]->name, p->cmds[i]->brief);
	if (p->bare && p->bare->list && !cmd_open(&c))
		p->bare->list(&c, stdout);
	cmd_release(&c);
	return 0;
}

static int check(const struct program *p, const struct top *top)
{
	if (top->skip && !p->skips)
		return error(E_USAGE, "unknown option '--skip'");
	if (!top->dry_run || !ends_pending(top))
		return 0;
	int rc = error(E_USAGE,
		       "--continue, --abort and --quit have no dry run");
	error_hint("%s status   tells where things stand", p->call);
	return rc;
}

static bool is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (!strcmp(word, *list))
			return true;
	return false;
}

/* Is there no verb, and nothing that stands alone?  Then all options are the
 * command's. */
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
	return p->bare && i < argc && !cmd_find(p, argv[i]) &&
	       !is_one_of(argv[i], alone);
}

static int act(const struct program *p, const struct top *top,
	       const struct opt *opts, const struct strvec *args)
{
	if (top->version)
		return printf("%s version %s\n", p->name, ctx_version()) < 0;
	if (top->list)
		return list_cmds(p);
	if (ends_pending(top))
		return end_pending(p, top);
	if (args->n)
		return one_command(p, top, (int)args->n,
				   (const char *const *)args->v);
	if (p->default_verb)
		return one_command(p, top, 1, &p->default_verb);
	if (p->bare)
		return one_command(p, top, 0, NULL);
	usage(p, opts, stderr);
	return 129;
}

/* Those that are hidden are for other programs, or have nothing to do here. */
#define TOP(s, l, v, hide, h)                                                  \
	{                                                                      \
		OPT_T_BOOL, s, l, v, NULL, NULL, h, true, hide, NULL           \
	}

static int run(const struct program *p, int argc, char **argv)
{
	const char *const *words = (const char *const *)argv + 1;
	CLEANUP(strvec) struct strvec args = STRVEC_INIT;
	bool none = !p->cmds[0];
	struct top top = { 0 };
	const struct opt opts[] = {
		TOP(0, "continue", &top.go, none,
		    "finish what was interrupted"),
		TOP(0, "skip", &top.skip, none || !p->skips,
		    "go on without what waits to be resolved"),
		TOP(0, "abort", &top.stop, none, "go back to before it"),
		TOP(0, "quit", &top.leave, none,
		    "forget it, leave things as they are"),
		TOP('v', "verbose", &top.verbose, none,
		    "print each git command as it runs"),
		TOP('q', "quiet", &top.quiet, none, "say only what went wrong"),
		TOP('y', "yes", &top.yes, none, "do not ask"),
		TOP(0, "json", &top.json, none, "print JSON lines"),
		{ OPT_T_OPTIONAL, 0, "color", &top.color_when, "when", "always",
		  "always, never or auto", false, !p->default_verb, NULL },
		TOP(0, "version", &top.version, false, "print the version"),
		TOP(0, "list-cmds", &top.list, true, "for completion"),
		TOP('n', "dry-run", &top.dry_run, true, "as behind a command"),
		OPT_END,
	};

	signal(SIGPIPE, SIG_IGN);
	interrupt_listen();
	if (is_bare(p, argc - 1, words))
		return one_command(p, &top, argc - 1, words);
	int rc = opt_parse(argc - 1, words, opts, NULL, true, &args);
	spawn_verbose = top.verbose;
	ui_quiet = top.quiet;
	progress_wanted = !top.json && ui_can_meter();
	progress_lines = !top.json && !ui_quiet && !progress_wanted;
	if (rc == OPT_HELP) {
		usage(p, opts, stdout);
		return 0;
	}
	if (rc == OPT_COMPLETE) {
		opt_completion(stdout, opts, p->bare ? p->bare->opts : NULL);
		return 0;
	}
	if (!rc)
		rc = check(p, &top);
	if (!rc)
		return act(p, &top, opts, &args);
	if (rc == E_USAGE && p->default_verb && !args.n)
		error_hint("options of a command stand behind it: %s %s -h",
			   p->call, p->default_verb);
	if (top.json || cmd_asks_json(argc - 1, words))
		ui_error_json(rc, stdout);
	return ui_error(rc);
}

/* What got lost is told where nothing else went wrong, or it was no more than an
 * answer that is not 0. */
int cmd_main(const struct program *p, int argc, char **argv)
{
	if (std_stream_open() < 0)
		return ui_error(E_FAIL);
	int status = run(p, argc, argv);
	int rc = status > 1 ? 0 : std_stream_end();
	return rc < 0 ? ui_error(rc) : status;
}
