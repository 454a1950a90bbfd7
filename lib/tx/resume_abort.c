#include "tx/resume.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/message.h"
#include "base/quote.h"
#include "git/worktree.h"
#include "plan/resolve.h"
#include "tx/by_hand.h"
#include "tx/crash.h"
#include "tx/journal.h"
#include "tx/keep_changes.h"
#include "tx/locks.h"
#include "tx/own_tree.h"
#include "tx/step.h"

#include <string.h>
#include <unistd.h>

/* The commit that HEAD goes back to. */
static int way_back(struct repo *r, const struct resolve *v, git_oid *out)
{
	git_oid theirs;
	int rc = by_hand_theirs(r, v, &theirs);

	if (!rc && starts_with(v->head, "refs/"))
		rc = repo_ref(r, v->head, out);
	else if (!rc && !oid_from_hex(out, v->head))
		rc = error(E_FAIL, "'%s' is no place to go back to", v->head);
	if (rc < 0 || !git_oid_is_zero(out))
		return rc;
	rc = error(E_NOTFOUND, "'%s' is gone: there is no way back to it",
		   ref_short(v->head));
	error_hint(
		"%s%s%sgo where you want with git switch, then git rel --quit",
		git_oid_is_zero(&theirs) ? "" : "git ",
		git_oid_is_zero(&theirs) ? "" : by_hand_verb(v),
		git_oid_is_zero(&theirs) ? "" : " --abort, ");
	return rc;
}

/* Path by path as well: it may be cut off anywhere, and run again. */
static int go_back(struct repo *r, const struct resolve *v, const git_oid *to)
{
	if (resolve_is_own_tree(r, v->worktree))
		return own_tree_remove(r, v->worktree);
	struct plan plan = { .title = "git rel --abort" };
	struct step go = { .kind = STEP_CHECKOUT,
			   .worktree = v->worktree,
			   .head_to = v->head,
			   .to = *to };
	enum state state = TODO;
	struct attempt back = {
		.repo = r, .plan = &plan, .step = &go, .state = &state
	};
	int rc = by_hand_head(r, v, &go.from);

	if (rc < 0)
		return rc;
	go.head_from = arena_strdup(&r->arena, oid_hex(&go.from));
	return step_checkout.apply(&back);
}

/* After a kill HEAD may be back already, or never have left. */
static bool at_home(struct repo *r, const struct resolve *v)
{
	static const char *const argv[] = { "git", "symbolic-ref", "--quiet",
					    "HEAD", NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (by_hand_git(r, v, argv, &text))
		return false;
	strbuf_trim_end(&text);
	return !strcmp(text.buf, v->head);
}

/* Is HEAD where we or the merges of this resolution put it? */
static bool is_ours(struct repo *r, const struct resolve *v,
		    const git_oid *head)
{
	for (size_t i = 0; i < v->n; i++)
		if (oid_eq(head, &v->merge[i].ours) ||
		    oid_eq(head, &v->merge[i].commit) ||
		    by_hand_is_made(r, &v->merge[i], head) == 0)
			return true;
	return false;
}

static int not_aborted(const struct resolve *v, struct strbuf *said)
{
	CLEANUP(strbuf) struct strbuf where = STRBUF_INIT;
	int rc = error(E_POLICY, "git %s --abort failed in '%s'",
		       by_hand_verb(v), v->worktree);

	for (char *save, *line = strtok_r(said->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		error_detail("git: %s", line);
	strbuf_add_shell(&where, v->worktree);
	error_hint(
		"if no change there is to be kept: git -C %s reset --hard, then git rel --abort",
		where.buf);
	return rc;
}

/* A merge is aborted only if it is the one we began. */
static int abort_merge(struct repo *r, const struct resolve *v,
		       const git_oid *head)
{
	const char *argv[] = { "git", by_hand_verb(v), "--abort", NULL };
	static const char *const refresh[] = { "git",       "update-index",
					       "-q",        "--unmerged",
					       "--refresh", NULL };
	CLEANUP(strbuf) struct strbuf said = STRBUF_INIT;
	struct resolved *m = resolve_open_merge(v);
	git_oid theirs;
	int rc = by_hand_theirs(r, v, &theirs);

	if (rc < 0 || git_oid_is_zero(&theirs))
		return rc;
	if (m && oid_eq(&theirs, &m->theirs) && !by_hand_is_made(r, m, head))
		return by_hand_forget(r, v, m, &theirs);
	if (!m || !oid_eq(head, &m->ours) || !oid_eq(&theirs, &m->theirs)) {
		rc = error(E_POLICY, "another %s is going on in '%s'",
			   by_hand_verb(v), v->worktree);
		error_hint(
			"end it first; git rel --quit forgets ours and leaves it alone");
		return rc;
	}
	(void)!by_hand_git(r, v, refresh,
			   NULL); /* it takes a touch for an edit */
	rc = by_hand_git_said(r, v, argv, NULL, &said);
	return rc > 0 ? not_aborted(v, &said) : rc;
}

/* The commits a person made on the way, that no branch will hold. */
static void list_made(struct repo *r, const struct resolve *v,
		      const git_oid *head, struct strvec *out)
{
	struct resolved *open = resolve_open_merge(v);

	for (size_t i = 0; i < v->n; i++)
		if (v->merge[i].by_hand)
			strvec_push(out, oid_short(&v->merge[i].commit));
	if (open && !by_hand_is_made(r, open, head))
		strvec_push(out, oid_short(head));
}

/* git drops what a person has done to the merge so far, and what was staged
 * besides.  Nothing fails for want of a copy. */
static void keep_merge(struct repo *r, const struct resolve *v,
		       const git_oid *head, struct strvec *made)
{
	CLEANUP(strbuf) struct strbuf id = STRBUF_INIT;
	struct resolved *open = resolve_open_merge(v);
	git_oid theirs;

	if (!made || !open || !oid_eq(head, &open->ours) ||
	    by_hand_theirs(r, v, &theirs) < 0 || git_oid_is_zero(&theirs))
		return;
	if (!keep_changes(r, v->worktree, "A merge that was given up", &id) &&
	    id.len)
		strvec_pushf(made, "%.10s", id.buf);
}

/* From one conflict to the next it may have been cut off on the way: files are
 * those of the next already, which HEAD is not.  To the end, then back. */
static int arrive(struct repo *r, const struct resolve *v, const git_oid *head)
{
	struct resolved *m = resolve_open_merge(v);
	git_oid now;
	int rc = by_hand_head(r, v, &now);

	if (rc < 0 || !m || v->n < 2 || oid_eq(&now, &m->ours) ||
	    !oid_eq(&now, head) || by_hand_is_made(r, m, &now) == 0)
		return rc;
	struct plan plan = { .title = "git rel --abort" };
	struct step go = { .kind = STEP_CHECKOUT,
			   .worktree = v->worktree,
			   .from = now,
			   .to = m->ours };
	enum state state = TODO;
	struct attempt there = {
		.repo = r, .plan = &plan, .step = &go, .state = &state
	};
	go.head_from = arena_strdup(&r->arena, oid_hex(&now));
	go.head_to = arena_strdup(&r->arena, oid_hex(&m->ours));
	return step_checkout.apply(&there);
}

/* Before the work tree was there, or when it is gone again.  1: it is. */
static int lacks_tree(struct repo *r, const struct resolve *v)
{
	if (!resolve_is_own_tree(r, v->worktree) ||
	    own_tree_is_there(r, v->worktree))
		return 0;
	int rc = own_tree_remove(r, v->worktree);
	return rc < 0 ? rc : 1;
}

int resume_abort(struct repo *r, struct strvec *made)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	git_oid head, back;
	int rc = resolve_read(&v, r);

	if (!rc)
		rc = lacks_tree(r, &v);
	if (rc)
		return rc < 0 ? rc : resume_quit(r);
	if ((rc = worktree_require(r, v.worktree)) < 0 ||
	    (rc = repo_read(r)) < 0 ||
	    (rc = locks_check_tree(r, v.worktree, "git rel --abort")) < 0 ||
	    (rc = by_hand_head(r, &v, &head)) < 0)
		return rc;
	bool ours = is_ours(r, &v, &head);
	if (made)
		list_made(r, &v, &head, made);
	/* before a half made merge is lost */
	if (ours && (rc = way_back(r, &v, &back)) < 0)
		return rc;
	keep_merge(r, &v, &head, made);
	if ((rc = abort_merge(r, &v, &head)) < 0)
		return rc;
	crash_point();
	if (ours && (rc = arrive(r, &v, &head)) < 0)
		return rc;
	if (ours) {
		if ((rc = go_back(r, &v, &back)) < 0)
			return rc;
	} else if (!at_home(r, &v)) {
		warning("HEAD is elsewhere in '%s' and stays there",
			v.worktree);
	}
	crash_point();
	return resume_quit(r);
}

static int skip_locked(struct repo *r, struct strvec *argv, struct strvec *made)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	git_oid head;
	int rc = resolve_read(&v, r);

	if (rc < 0 || (rc = worktree_require(r, v.worktree)) < 0 ||
	    (rc = repo_read(r)) < 0 ||
	    (rc = locks_check_tree(r, v.worktree, "git backport --skip")) < 0 ||
	    (rc = by_hand_head(r, &v, &head)) < 0)
		return rc;
	struct resolved *m = resolve_open_merge(&v);
	if (m) {
		if (!by_hand_is_made(r, m, &head))
			strvec_push(made, oid_short(&head));
		keep_merge(r, &v, &head, made);
		if ((rc = abort_merge(r, &v, &head)) < 0)
			return rc;
		crash_point();
		m->commit = m->ours;
		m->by_hand = true;
		resolve_write(&v, &out);
		rc = file_replace(resolve_path(r), out.buf, out.len);
	}
	for (size_t i = 0; !rc && i < v.argv.n; i++)
		strvec_push(argv, v.argv.v[i]);
	return rc;
}

int resume_skip(struct repo *r, struct strvec *argv, struct strvec *made)
{
	int lock = -1, rc = journal_lock(r, &lock);

	if (!rc)
		rc = skip_locked(r, argv, made);
	if (lock >= 0)
		close(lock);
	return rc;
}

int resume_quit(struct repo *r)
{
	return file_remove(resolve_path(r));
}
