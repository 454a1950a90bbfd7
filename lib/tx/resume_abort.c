#include "tx/resume.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/file.h"
#include "base/message.h"
#include "base/quote.h"
#include "git/history.h"
#include "git/worktree.h"
#include "plan/resolve.h"
#include "tx/astray.h"
#include "tx/by_hand.h"
#include "tx/keep_changes.h"
#include "tx/locks.h"
#include "tx/own_tree.h"
#include "tx/step.h"

#include <string.h>

/* The commit that HEAD goes back to; zero if its branch is gone. */
static int way_back(struct repo *r, const struct resolve *v, git_oid *out)
{
	int rc = 0;

	if (starts_with(v->head, "refs/"))
		rc = repo_ref(r, v->head, out);
	else if (!oid_from_hex(out, v->head))
		rc = error(E_FAIL, "'%s' is no place to go back to", v->head);
	return rc;
}

/* Path by path as well: it may be cut off anywhere, and run again. */
static int go_back(struct repo *r, const struct resolve *v, const git_oid *to)
{
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
	CLEANUP(strbuf) struct strbuf branch = STRBUF_INIT;

	return !by_hand_branch(r, v, &branch) && !strcmp(branch.buf, v->head);
}

/* Is HEAD where we or the merges of this resolution put it?  Or, on no branch,
 * at commits on top of that? */
static bool is_ours(struct repo *r, const struct resolve *v,
		    const git_oid *head, const struct strvec *lost)
{
	CLEANUP(strbuf) struct strbuf branch = STRBUF_INIT;
	struct resolved *open = resolve_open_merge(v);

	for (size_t i = 0; i < v->n; i++)
		if (oid_eq(head, &v->merge[i].ours) ||
		    oid_eq(head, &v->merge[i].commit) ||
		    by_hand_is_made(r, &v->merge[i], head) == 0)
			return true;
	return open && lost->n && !by_hand_branch(r, v, &branch) &&
	       !branch.len && history_contains(r, &open->ours, head) == 1;
}

static int not_aborted(const struct resolve *v, const char *verb,
		       const char *option, struct strbuf *said)
{
	CLEANUP(strbuf) struct strbuf where = STRBUF_INIT;
	int rc = error(E_POLICY, "git %s %s failed in '%s'", verb, option,
		       v->worktree);

	for (char *save, *line = strtok_r(said->buf, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save))
		error_detail("git: %s", line);
	strbuf_add_shell(&where, v->worktree);
	error_hint(
		"if no change there is to be kept: git -C %s reset --hard, then git rel --abort",
		where.buf);
	return rc;
}

/* git drops what a person has done to the merge so far, and what was staged
 * besides.  Nothing fails for want of a copy. */
static void keep_merge(struct repo *r, const struct resolve *v,
		       struct strvec *made)
{
	CLEANUP(strbuf) struct strbuf id = STRBUF_INIT;

	if (made &&
	    !keep_changes(r, v->worktree, "A merge that was given up", &id) &&
	    id.len)
		strvec_pushf(made, "%.10s", id.buf);
}

/* git merge --abort, or what it comes to where git has forgotten the merge. */
static int undo_merge(struct repo *r, const struct resolve *v, bool forgotten,
		      struct strvec *made)
{
	const char *verb = forgotten ? "reset" : by_hand_verb(v);
	const char *option = forgotten ? "--merge" : "--abort";
	const char *argv[] = { "git", verb, option, NULL };
	static const char *const refresh[] = { "git",       "update-index",
					       "-q",        "--unmerged",
					       "--refresh", NULL };
	CLEANUP(strbuf) struct strbuf said = STRBUF_INIT;

	keep_merge(r, v, made);
	/* it takes a touch for an edit */
	(void)!by_hand_git(r, v, refresh, NULL);
	int rc = by_hand_git_said(r, v, argv, NULL, &said);
	return rc > 0 ? not_aborted(v, verb, option, &said) : rc;
}

static int another(const struct resolve *v)
{
	int rc = error(E_POLICY, "another %s is going on in '%s'",
		       by_hand_verb(v), v->worktree);

	error_hint(
		"end it first; git rel --quit forgets ours and leaves it alone");
	return rc;
}

/* git may have died among its own changes, before it said what it was at: which
 * are a person's nobody knows. */
static void hint_reset(const struct resolve *v)
{
	CLEANUP(strbuf) struct strbuf where = STRBUF_INIT;

	strbuf_add_shell(&where, v->worktree);
	error_hint(
		"if no change there is to be kept: git -C %s reset --hard, then git rel --abort",
		where.buf);
}

/* Only what we began is given up. */
int resume_abort_merge(struct repo *r, const struct resolve *v,
		       const git_oid *head, struct strvec *made)
{
	struct resolved *m = resolve_open_merge(v);
	git_oid theirs;
	int rc = by_hand_theirs(r, v, &theirs);

	if (rc < 0)
		return rc;
	if (m && astray_is_early(m, &theirs)) {
		rc = astray_arrive(r, v, m);
		if (rc == E_POLICY)
			hint_reset(v);
		return rc;
	}
	if (m && astray_is_forgotten(m, head, &theirs)) {
		rc = astray_is_staged(r, v);
		return rc > 0 ? undo_merge(r, v, true, made) : rc;
	}
	if (git_oid_is_zero(&theirs))
		return 0;
	if (m && oid_eq(&theirs, &m->theirs) && !by_hand_is_made(r, m, head))
		return by_hand_forget(r, v, m, &theirs);
	if (!m || !oid_eq(head, &m->ours) || !oid_eq(&theirs, &m->theirs))
		return another(v);
	return undo_merge(r, v, false, made);
}

/* The commits a person made on the way, that no branch will hold. */
static void list_made(const struct resolve *v, const struct strvec *lost,
		      struct strvec *out)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->merge[i].by_hand &&
		    !oid_eq(&v->merge[i].commit, &v->merge[i].ours))
			strvec_push(out, oid_short(&v->merge[i].commit));
	for (size_t i = 0; i < lost->n; i++)
		strvec_push(out, lost->v[i]);
}

/* From here on files are on their way back: no --continue, typed after a kill,
 * may take them for a resolution. */
static int take_down(struct repo *r, const struct resolve *v)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct resolved *open = resolve_open_merge(v);

	if (!open || !open->message)
		return 0;
	open->message = NULL;
	resolve_write(v, &out);
	return file_replace(resolve_path(r), out.buf, out.len);
}

/* As said, or where it is. */
static int leave(struct repo *r, const struct resolve *v, bool ours,
		 const git_oid *head, const git_oid *back)
{
	if (resolve_is_own_tree(r, v->worktree))
		return own_tree_remove(r, v->worktree);
	if (ours && !git_oid_is_zero(back))
		return go_back(r, v, back);
	if (ours)
		warning("'%s' is gone: HEAD in '%s' stays at %s, on no branch",
			ref_short(v->head), v->worktree, oid_short(head));
	else if (!at_home(r, v))
		warning("HEAD is elsewhere in '%s' and stays there",
			v->worktree);
	else
		return 0;
	return 1;
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
	CLEANUP(strvec) struct strvec lost = STRVEC_INIT;
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
	struct resolved *open = resolve_open_merge(&v);
	/* before a half made merge is lost */
	if ((rc = open ? astray_list(r, &v, open, &lost) : 0) < 0 ||
	    (rc = way_back(r, &v, &back)) < 0)
		return rc;
	bool ours = is_ours(r, &v, &head, &lost);
	if (made)
		list_made(&v, &lost, made);
	if ((rc = resume_abort_merge(r, &v, &head, made)) < 0 ||
	    (rc = take_down(r, &v)) < 0)
		return rc;
	crash_point();
	int stays = leave(r, &v, ours, &head, &back);
	if (stays < 0)
		return stays;
	crash_point();
	rc = resume_quit(r);
	return rc < 0 ? rc : stays;
}

int resume_quit(struct repo *r)
{
	return file_remove(resolve_path(r));
}
