#include "cli/pending.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "cli/ui.h"
#include "model/resolve.h"
#include "tx/resume.h"
#include "tx/tx.h"

#include <string.h>
#include <unistd.h>

/* What a person would have typed for the command that waits for a merge. */
static const char *describe_merge(struct repo *r, const struct resolve *v)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_adds(&text, "git rel");
	for (size_t i = 0; i < v->argv.n; i++) {
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

int pending_describe(struct repo *r, const char **line, bool *running)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	const char *title;
	int rc;

	*line = NULL;
	*running = false;
	if ((rc = tx_pending(r, &title)) < 0)
		return rc;
	if (title) {
		*running = is_held(r);
		*line = arena_printf(&r->arena, "'%s' %s", title,
				     *running ? "is running" :
						"was interrupted");
		return 0;
	}
	if ((rc = resolve_read(&v, r)) < 0 || !v.exists)
		return rc;
	struct resolved *m = resolve_open_merge(&v);
	*line = arena_printf(&r->arena,
			     "'%s' waits for the merge into '%s' "
			     "in '%s'",
			     describe_merge(r, &v), m ? m->branch : "?",
			     v.worktree);
	return 0;
}

int pending_refuse(struct repo *r, const char *call)
{
	const char *line;
	bool running;
	int rc = pending_describe(r, &line, &running);

	if (rc < 0 || !line)
		return rc;
	rc = error(E_PENDING, "%s", line);
	if (running) {
		error_hint("wait for it to end, then run the command again");
		return rc;
	}
	error_hint("%s --continue   to finish it", call);
	error_hint("%s --abort      to go back to before it", call);
	error_hint("%s --quit       to forget it and leave things as they are",
		   call);
	return rc;
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
	int rc;

	if ((rc = tx_pending(r, &title)) < 0)
		return rc;
	if (title) {
		rc = tx_continue(r, &plan);
		if (!rc)
			ui_say("%s", plan.outcome ? plan.outcome : plan.title);
		if (!rc && plan.stops)
			rc = 1;
		plan_release(&plan);
		return rc;
	}
	if ((rc = resolve_read(&v, r)) < 0)
		return rc;
	return v.exists ? resume_continue(r, again) : nothing();
}

int pending_abort(struct repo *r)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	struct plan plan;
	const char *title;
	int rc;

	if ((rc = tx_pending(r, &title)) < 0)
		return rc;
	if (title) {
		rc = tx_abort(r, &plan);
		if (!rc)
			ui_say("'%s' is forgotten; nothing was changed", title);
		plan_release(&plan);
	}
	if (rc < 0 || (rc = resolve_read(&v, r)) < 0)
		return rc;
	if (!v.exists)
		return title ? 0 : nothing();
	if ((rc = resume_abort(r)) < 0)
		return rc;
	ui_say("back to '%s'; nothing was changed", ref_short(v.head));
	return 0;
}

int pending_quit(struct repo *r)
{
	int rc = tx_quit(r);

	if (!rc)
		rc = resume_quit(r);
	if (!rc)
		ui_say("forgotten; things are left as they are");
	return rc;
}
