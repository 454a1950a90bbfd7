#include "tx/locks.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/lock_files.h"
#include "git/worktree.h"

#include <string.h>

static void add(struct strvec *out, const char *folder, const char *name)
{
	CLEANUP(text) char *path = xasprintf("%s/%s", folder, name);

	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i], path))
			return;
	strvec_push(out, path);
}

/* The one lock on all refs of a folder. */
static void add_stack(const char *dir, struct strvec *out)
{
	add(out, dir, "reftable/tables.list.lock");
}

static void add_head_lock(const struct repo *r, const char *dir,
			  struct strvec *out)
{
	if (r->reftable)
		add_stack(dir, out);
	else
		add(out, dir, "HEAD.lock");
}

/* git locks HEAD with the branch that it is on, for its reflog. */
static void add_head(struct repo *r, const char *ref, struct strvec *out)
{
	const char *branch;
	git_oid at;

	if (repo_head(r, &branch, &at) == 0 && branch && !strcmp(branch, ref))
		add_head_lock(r, r->git_dir, out);
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
		if (r->reftable)
			add_stack(r->common_dir, out);
		else if (!there || starts_with(c->ref, "refs/heads/"))
			add(out, r->common_dir, lock);
		if (!there)
			add_head(r, c->ref, out);
		if (r->reftable || !git_oid_is_zero(&c->to))
			continue;
		add(out, r->common_dir, "packed-refs.lock");
		add(out, r->common_dir, "packed-refs.new");
	}
}

/* HEAD may be that of another work tree, where a merge was resolved.  NULL: that
 * is gone. */
static const char *git_dir_of(struct repo *r, const char *work_tree)
{
	struct worktrees all;

	if (r->work_tree && !strcmp(work_tree, r->work_tree))
		return r->git_dir;
	const struct worktree *w = worktrees_list(r, &all) < 0 ?
					   NULL :
					   worktrees_at(&all, work_tree);
	return w ? w->git_dir : NULL;
}

/* Where no file changes the index stays as it is. */
static bool changes_files(struct repo *r, const struct step *s)
{
	git_oid from, to;

	return history_tree(r, &s->from, &from) < 0 ||
	       history_tree(r, &s->to, &to) < 0 || !oid_eq(&from, &to);
}

static void add_tree(struct repo *r, const char *work_tree, struct strvec *out)
{
	const char *dir = git_dir_of(r, work_tree);

	if (!dir)
		return;
	add(out, dir, "index.lock");
	add_head_lock(r, dir, out);
	if (!r->reftable)
		add(out, dir, "ORIG_HEAD.lock");
}

static void add_checkout(struct repo *r, const struct step *s,
			 struct strvec *out)
{
	const char *dir = git_dir_of(r, s->worktree);

	if (dir && s->head_to)
		add_head_lock(r, dir, out);
	if (dir && changes_files(r, s))
		add(out, dir, "index.lock");
}

static void find(struct repo *r, const struct plan *p, struct strvec *out)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind == STEP_REFS || s->kind == STEP_PUSH)
			add_refs(r, s, out);
		else if (s->kind == STEP_CONFIG)
			add(out, r->common_dir, "config.lock");
		else if (s->kind == STEP_RESOLVE)
			add_tree(r, s->worktree, out);
		else if (s->kind == STEP_CHECKOUT)
			add_checkout(r, s, out);
	}
}

int locks_check(struct repo *r, const struct plan *p)
{
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;

	find(r, p, &locks);
	return lock_files_check(&locks);
}

int locks_check_tree(struct repo *r, const char *work_tree, const char *then)
{
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;

	add_tree(r, work_tree, &locks);
	int rc = lock_files_check(&locks);
	if (rc < 0)
		error_hint("then run it again: %s", then);
	return rc;
}

void locks_name(struct repo *r, const struct plan *p)
{
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;
	struct saved_error first;

	error_save(&first);
	find(r, p, &locks);
	(void)error_restore(E_FAIL, &first);
	lock_files_hint(&locks);
}

void locks_warn(struct repo *r, const struct plan *p)
{
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;

	find(r, p, &locks);
	lock_files_warn(&locks);
}

void locks_warn_all(struct repo *r, const struct plan *p)
{
	CLEANUP(strvec) struct strvec locks = STRVEC_INIT;

	find(r, p, &locks);
	if (r->work_tree)
		add_tree(r, r->work_tree, &locks);
	lock_files_warn(&locks);
}
