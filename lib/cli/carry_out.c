#include "cli/carry_out.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "cli/judge_plan.h"
#include "cli/ui.h"
#include "forge/session.h"
#include "plan/resolve.h"
#include "tx/run_commands.h"
#include "tx/tx.h"

#include <stdlib.h>
#include <unistd.h>

/* What was begun was asked for; but who said yes to setting a merge up has not
 * seen yet what comes of it. */
static bool is_agreed(struct ctx *c)
{
	return c->resuming && !file_exists(resolve_path(&c->repo));
}

bool ctx_asks(struct ctx *c)
{
	return (c->cmd->flags & CMD_CONFIRM) && !c->yes && !c->dry_run &&
	       !is_agreed(c) && ui_can_ask() &&
	       setting_bool(&c->repo.config, K_CONFIRM);
}

static bool confirmed(struct ctx *c, const struct plan *p)
{
	if (!ctx_asks(c))
		return true;
	plan_print(p, stderr, c->color && isatty(2));
	if (p->about)
		fprintf(stderr, "\n%s\n\n", p->about);
	bool yes = ui_ask("do this?");
	forge_session_forget(&c->repo); /* it took its time */
	return yes;
}

static void print_json(const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	plan_write(p, &text);
	fwrite(text.buf, 1, text.len, stdout);
}

/* A command that runs steps would find another world behind them. */
static int refuse_in_step(const struct ctx *c)
{
	const char *step = getenv("GIT_REL_STEP");
	int rc;

	if (!step || !*step)
		return 0;
	rc = error(
		E_PENDING,
		"'%s %s' changes something, which a step (%s) must leave to its command",
		c->program->call, c->cmd->name, step);
	error_hint("run it before or after, by hand");
	return rc;
}

static void print_notes(const struct plan *p)
{
	for (size_t i = 0; i < p->n_notes; i++)
		ui_say("note: %s", p->note[i]);
}

int carry_out(struct ctx *c, struct plan *p)
{
	int rc;

	if (p->answered)
		return p->stops && !c->dry_run;
	if ((rc = judge_plan(c, p)) < 0)
		return rc;
	p->fetches = c->repo.fetches;
	if (c->dry_run) {
		if (c->json)
			print_json(p);
		else
			plan_print(p, stdout, c->color);
		return 0;
	}
	bool empty = plan_is_empty(p);
	if (empty && !p->undoes) { /* else the log has to know */
		if (c->json)
			print_json(p);
		print_notes(p);
		if (p->outcome)
			ui_say("%s", p->outcome);
		return p->stops ? 1 : 0;
	}
	if ((rc = refuse_in_step(c)) < 0)
		return rc;
	if (!empty && !confirmed(c, p)) { /* no error, but not done either */
		rc = error(E_POLICY, "nothing was changed");
		if (c->json)
			ui_error_json(rc, stdout);
		ui_say("%s", error_message());
		return error_exit_status(rc);
	}
	if (!ctx_asks(c)) /* else they were shown with the plan */
		print_notes(p);
	rc = plan_only_runs(p) ? run_commands(&c->repo, p, c->quiet) :
				 tx_run(&c->repo, p);
	if (rc < 0 && p->kept && file_exists(p->kept))
		error_hint("your text is in '%s'", p->kept);
	if (rc < 0)
		return rc;
	if (c->json)
		print_json(p);
	ui_say_lines(c->repo.told);
	if (p->stops && p->outcome)
		ui_must_say("%s", p->outcome); /* it is for a person to do */
	else if (p->outcome)
		ui_say("%s", p->outcome);
	return p->stops || c->repo.fell_short ? 1 : 0;
}
