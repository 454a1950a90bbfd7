#include "cli/pending.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/lock.h"
#include "base/quote.h"
#include "base/strvec.h"
#include "cli/leave_unshared.h"
#include "cli/say_back.h"
#include "cli/ui.h"
#include "git/oid.h"
#include "git/worktree.h"
#include "plan/goes_on.h"
#include "plan/resolve.h"
#include "plan/stages.h"
#include "tx/for_a_while.h"
#include "tx/give_up.h"
#include "tx/journal.h"
#include "tx/resume.h"
#include "tx/stage.h"
#include "tx/tx.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a person would have typed for the command that waits for a merge. */
static const char *describe_merge(struct repo *r, const struct resolve *v)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	size_t named = starts_with(v->argv.v[0], "git-");
	strbuf_addf(&text, "git %s",
		    named ? v->argv.v[0] + strlen("git-") : "rel");
	for (size_t i = named; i < v->argv.n; i++) {
		strbuf_addc(&text, ' ');
		strbuf_add_shell(&text, v->argv.v[i]);
	}
	return arena_strdup(&r->arena, text.buf);
}

/* Who carries a plan out holds the lock; nothing is made to ask for it. */
static bool is_held(struct repo *r)
{
	const char *path = arena_printf(&r->arena, "%s/lock", r->state_dir);
	int fd = -1;

	if (!file_exists(path))
		return false;
	bool held = file_lock(&fd, path, 0) == E_PENDING;
	if (fd >= 0)
		close(fd);
	return held;
}

/* A command that goes in stages, between two of them. */
static int describe_begun(struct repo *r, struct pending *out)
{
	CLEANUP(stages) struct stages b = { 0 };
	int rc = stages_read(&b, r);

	if (rc < 0 || !b.exists)
		return rc;
	out->running = stage_is_held(r);
	const char *command = stages_command(&b, r);
	if (out->running)
		out->line = arena_printf(&r->arena, "'%s' is running", command);
	else if (b.failed)
		out->line = arena_printf(&r->arena, "'%s' stopped at: %s",
					 command, b.failed);
	else
		out->line = arena_printf(&r->arena, "'%s' was interrupted",
					 command);
	if (b.failed && !out->running)
		out->once = "once it is mended";
	return 0;
}

/* A copy, or renamed since: --continue and --abort leave that folder alone. */
static bool is_lost(struct repo *r, const char *path)
{
	struct worktrees all;

	return !(r->work_tree && !strcmp(r->work_tree, path)) &&
	       worktrees_list(r, &all) >= 0 && !worktrees_at(&all, path);
}

int pending_plan(struct repo *r, struct plan *out)
{
	if (!journal_exists(r))
		return 0;
	int rc = journal_read(r, out);
	if (rc < 0)
		plan_release(out);
	return rc < 0 ? rc : 1;
}

int pending_describe(struct repo *r, struct pending *out)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	const char *title;
	int rc;

	memset(out, 0, sizeof(*out));
	if ((rc = tx_pending(r, &title)) < 0)
		return rc;
	if (title) {
		out->running = is_held(r);
		out->final = !out->running && tx_seems_final(r);
		out->for_a_while = !out->running && tx_is_for_a_while(r);
		out->asks_forge = !out->running && tx_asks_forge(r);
		out->unless = out->running     ? NULL :
			      tx_push_begun(r) ? "the remote has it" :
			      out->asks_forge  ? "the forge has begun it" :
						 NULL;
		out->line = arena_printf(&r->arena, "'%s' %s", title,
					 out->running ? "is running" :
							"was interrupted");
		return 0;
	}
	if ((rc = describe_begun(r, out)) < 0 || out->line)
		return rc;
	if ((rc = resolve_read(&v, r)) < 0 || !v.exists)
		return rc;
	out->lost = is_lost(r, v.worktree);
	struct resolved *m = resolve_open_merge(&v);
	bool picks = v.n && v.merge[v.n - 1].picks;
	if (!m) {
		out->line = arena_printf(&r->arena,
					 "'%s' has its %s resolved in '%s'",
					 describe_merge(r, &v),
					 picks ? "pick" : "merge", v.worktree);
		return 0;
	}
	out->line = arena_printf(&r->arena,
				 "'%s' waits for the %s '%s' in '%s'",
				 describe_merge(r, &v),
				 picks ? "pick onto" : "merge into", m->branch,
				 v.worktree);
	if (!out->lost)
		out->once =
			picks ? "once the pick is resolved and added, or committed" :
				"once the merge is resolved and added, or committed";
	return 0;
}

int pending_refuse(struct repo *r, const char *call)
{
	struct pending p;
	int rc = pending_describe(r, &p);

	if (rc < 0 || !p.line)
		return rc;
	/* a step of that very command may call us */
	if (p.running && getenv("GIT_REL_STEP") && stage_is_held(r))
		return 0;
	rc = error(E_PENDING, "%s", p.line);
	if (p.running) {
		error_hint("wait for it to end, then run the command again");
		return rc;
	}
	if (p.lost) {
		error_hint("%s --quit       to forget it here", call);
		return rc;
	}
	error_hint("%s --continue   to finish it%s%s", call, p.once ? ", " : "",
		   p.once ? p.once : "");
	if (p.for_a_while)
		error_hint(
			"%s --abort      to take its labels away, and wait no more",
			call);
	else if (!p.final) /* then there is no way back */
		error_hint("%s --abort      to go back to before it%s%s", call,
			   p.unless ? ", unless " : "",
			   p.unless ? p.unless : "");
	error_hint("%s --quit       to forget it and leave things as they are",
		   call);
	return rc;
}

void pending_remind(struct repo *r, const char *call, int code)
{
	const char *hints = error_hints();
	struct saved_error first;
	const char *title = NULL;

	if (code == E_PENDING || strstr(hints, "--continue") ||
	    strstr(hints, "--abort"))
		return;
	error_save(&first);
	bool begun = !r->state_dir || file_exists(stages_path(r));
	bool any = begun || (!tx_pending(r, &title) && title);
	bool asks_forge = title && tx_asks_forge(r);
	(void)error_restore(code, &first);
	if (any)
		error_hint(
			"%s --continue   to finish it, once the cause is gone",
			call);
	if (begun && !title)
		error_hint("%s --abort      to go back to before it", call);
	if (asks_forge)
		error_hint(
			"%s --quit       to forget it, and leave what the forge has by now",
			call);
}

/* Nobody ends a command under the hands of the process that is at it. */
static int lock_begun(struct repo *r)
{
	return file_exists(stages_path(r)) ? stage_lock(r) : 0;
}

/* The command is planned anew, from where it is. */
static int continue_begun(struct repo *r, struct strvec *again)
{
	CLEANUP(stages) struct stages b = { 0 };
	int rc = stages_read(&b, r);

	for (size_t i = 0; !rc && b.exists && i < b.argv.n; i++)
		strvec_push(again, b.argv.v[i]);
	return rc < 0 ? rc : b.exists;
}

static int nothing(void)
{
	return error(E_NOTFOUND, "nothing was interrupted");
}

int pending_continue(struct repo *r, struct strvec *again)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	struct plan plan;
	const char *title;
	int rc = lock_begun(r);

	if (!rc)
		rc = tx_pending(r, &title);
	if (rc < 0)
		return rc;
	if (title) {
		rc = tx_continue(r, &plan);
		if (!rc)
			ui_say_lines(r->told);
		const char *name = plan.part_of || r->told ? NULL : plan.title;
		if (!rc && (plan.outcome || name))
			ui_say("%s", plan.outcome ? plan.outcome : name);
		if (!rc && (plan.stops || r->fell_short))
			rc = 1;
		plan_release(&plan);
		if (!rc)
			rc = continue_begun(r, again);
		if (!rc)
			rc = goes_on_read(r, again);
		return rc > 0 && again->n ? 0 : rc;
	}
	rc = continue_begun(r, again);
	if (rc)
		return rc < 0 ? rc : 0;
	if ((rc = resolve_read(&v, r)) < 0)
		return rc;
	if (v.exists)
		return resume_continue(r, again);
	rc = goes_on_read(r, again);
	return rc < 0 ? rc : rc ? 0 : nothing();
}

int pending_skip(struct repo *r, struct strvec *again)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	CLEANUP(strvec) struct strvec made = STRVEC_INIT;
	const char *title;
	int rc = tx_pending(r, &title);

	if (!rc)
		rc = resolve_read(&v, r);
	if (rc < 0)
		return rc;
	bool ours = title && starts_with(title, "git backport");
	const struct resolved *last = v.n ? &v.merge[v.n - 1] : NULL;
	bool skipped = last && last->picks &&
		       oid_eq(&last->commit, &last->ours);
	if (ours || (!title && skipped)) /* left out already, interrupted */
		return pending_continue(r, again);
	if (!title && last && last->picks) {
		rc = resume_skip(r, again, &made);
		say_back_kept(&v, &made);
		return rc;
	}
	rc = error(E_NOTFOUND, "no pick waits to be resolved");
	if (title || v.exists)
		error_hint("git rel --continue   to finish what is under way");
	return rc;
}

static int abort_begun(struct repo *r)
{
	CLEANUP(strbuf) struct strbuf said = STRBUF_INIT;
	int rc = give_up(r, &said);

	if (!rc)
		ui_say("%s", said.buf);
	return rc;
}

/* What is decided of a command that goes in stages, and not public, is first
 * brought to its end, then taken back; a taking back that was interrupted goes
 * on. */
static int abort_tx(struct repo *r, const char *title, bool *whole)
{
	struct plan plan;
	const char *doubt = NULL;
	int rc = tx_abort(r, &plan, &doubt);
	bool ends = plan.verb && !strcmp(plan.verb, "abort");

	*whole = plan.part_of || ends;
	if (rc == E_POLICY && (ends || (*whole && !plan_pushes(&plan)))) {
		plan_release(&plan);
		rc = tx_continue(r, &plan);
		if (!rc && ends)
			ui_say("%s", plan.outcome);
	} else if (!rc && !*whole && doubt && r->told) {
		ui_say("'%s' is forgotten, and nothing was changed here",
		       title);
		ui_say("somebody else has pushed: '%s' has %s by now; %s goes on from there",
		       doubt, r->told, title);
	} else if (!rc && !*whole && doubt) {
		ui_say("'%s' is forgotten; nothing was changed here, and '%s' has nothing of it so far",
		       title, doubt);
		ui_say("its push had begun: should the server still take it, %s finds that",
		       title);
	} else if (!rc && for_a_while(&plan)) {
		ui_say("'%s' is given up, and its labels are taken away; what came of it on the forge stays",
		       title);
	} else if (!rc && !*whole) {
		ui_say("'%s' is forgotten; nothing was changed", title);
	}
	plan_release(&plan);
	return rc;
}

static int abort_unshared(struct repo *r)
{
	int rc = leave_unshared(r);

	return rc < 0 ? rc : rc ? 0 : nothing();
}

int pending_abort(struct repo *r)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	CLEANUP(strvec) struct strvec made = STRVEC_INIT;
	bool whole = true;
	const char *title;
	int rc = lock_begun(r);

	if (!rc)
		rc = tx_pending(r, &title);
	if (rc < 0)
		return rc;
	if (title)
		rc = abort_tx(r, title, &whole);
	if (rc < 0)
		return rc;
	if (file_exists(stages_path(r))) /* another one's journal was all */
		return whole ? abort_begun(r) : 0;
	if ((rc = resolve_read(&v, r)) < 0)
		return rc;
	if (!v.exists)
		return title ? goes_on_end(r) : abort_unshared(r);
	if ((rc = resume_abort(r, &made)) < 0)
		return rc;
	say_back(r, &v);
	say_back_kept(&v, &made);
	return 0;
}

int pending_quit(struct repo *r)
{
	struct pending p;
	int rc = pending_describe(r, &p);
	const char *left = NULL;
	bool any = rc < 0 || p.line; /* one that cannot be read goes, too */

	rc = lock_begun(r);
	if (!rc)
		rc = tx_quit(r, &left);
	if (!rc)
		rc = file_remove(stages_path(r));
	if (!rc)
		rc = resume_quit(r);
	if (!rc && !any) {
		rc = leave_unshared(r);
		if (rc)
			return rc < 0 ? rc : 0;
	} else if (!rc) {
		rc = goes_on_end(r);
	}
	if (!rc)
		ui_say(any ? "forgotten; things are left as they are" :
			     "nothing was interrupted");
	if (!rc && left)
		ui_say_lines(left);
	return rc;
}
