#include "release/hook_notes.h"

#include "git/hook.h"

static void note_skipped(struct ctx *c, struct plan *p, const char *event)
{
	if (hook_exists(&c->repo, event))
		plan_note_once(p, "the hook %s is skipped, as --no-verify says",
			       event);
}

static void note_later(struct ctx *c, struct plan *p, const char *event)
{
	if (hook_exists(&c->repo, event))
		plan_note_once(
			p,
			"the hook %s runs when the plan is carried out; ids may differ then",
			event);
}

void hook_notes_commit(struct ctx *c, struct plan *p, bool merge,
		       bool no_verify)
{
	if (no_verify) {
		if (merge)
			note_skipped(c, p, "pre-merge-commit");
		note_skipped(c, p, "commit-msg");
	} else if (c->dry_run && merge) {
		note_later(c, p, "pre-merge-commit");
	}
	if (c->dry_run)
		note_later(c, p, "prepare-commit-msg");
}

void hook_notes_push(struct ctx *c, struct plan *p, bool no_verify)
{
	if (no_verify)
		note_skipped(c, p, "pre-push");
}
