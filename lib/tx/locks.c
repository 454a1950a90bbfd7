#include "tx/locks.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/quote.h"
#include "base/strvec.h"
#include "git/worktree.h"

#include <string.h>
#include <time.h>

enum { PATIENCE = 10, PAUSE_MS = 100 };

static void add(struct strvec *out, const char *folder, const char *name)
{
	CLEANUP(text) char *path = xasprintf("%s/%s", folder, name);

	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i], path))
			return;
	if (file_exists(path))
		strvec_push(out, path);
}

/* Deleting a ref rewrites what is packed; so does a push, for the tracking ref
 * of what it deletes there. */
static void add_refs(struct repo *r, const struct step *s, struct strvec *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct change *c = &s->change[i];
		bool there = s->kind == STEP_PUSH;
		CLEANUP(text)
		char *lock = there ? xasprintf("refs/remotes/%s/%s.lock",
					       s->remote, ref_short(c->ref)) :
				     xasprintf("%s.lock", c->ref);
		if (!there || starts_with(c->ref, "refs/heads/"))
			add(out, r->common_dir, lock);
		if (!git_oid_is_zero(&c->to))
			continue;
		add(out, r->common_dir, "packed-refs.lock");
		add(out, r->common_dir, "packed-refs.new");
	}
}

/* HEAD may be that of another work tree, where a merge was resolved. */
static const char *git_dir_of(struct repo *r, const char *work_tree)
{
	struct worktrees all;

	if (r->work_tree && !strcmp(work_tree, r->work_tree))
		return r->git_dir;
	const struct worktree *w = worktrees_list(r, &all) < 0 ?
					   NULL :
					   worktrees_at(&all, work_tree);
	return w ? w->git_dir : r->git_dir;
}

static void find(struct repo *r, const struct plan *p, struct strvec *out)
{
	strvec_clear(out);
	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind == STEP_REFS || s->kind == STEP_PUSH)
			add_refs(r, s, out);
		else if (s->kind == STEP_CONFIG)
			add(out, r->common_dir, "config.lock");
		else if (s->kind == STEP_CHECKOUT && s->head_to)
			add(out, git_dir_of(r, s->worktree), "HEAD.lock");
	}
}

static void hint(const struct strvec *locks)
{
	for (size_t i = 0; i < locks->n; i++) {
		CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
		strbuf_add_shell(&path, locks->v[i]);
		error_hint("if no git is running: rm %s", path.buf);
	}
}

int locks_check(struct repo *r, const struct plan *p)
{
	static const struct timespec pause = { 0, PAUSE_MS * 1000000L };
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;

	find(r, p, &locks);
	for (int i = 0; locks.n && i < PATIENCE; i++) {
		nanosleep(&pause, NULL);
		find(r, p, &locks);
	}
	if (!locks.n)
		return 0;
	int rc = error(E_POLICY, "git has a lock on '%s'", locks.v[0]);
	hint(&locks);
	return rc;
}

void locks_name(struct repo *r, const struct plan *p)
{
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;

	find(r, p, &locks);
	hint(&locks);
}
