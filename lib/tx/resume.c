#include "tx/resume.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/file.h"
#include "git/worktree.h"
#include "plan/resolve.h"
#include "tx/astray.h"
#include "tx/by_hand.h"
#include "tx/journal.h"
#include "tx/locks.h"
#include "tx/markers.h"

#include <string.h>
#include <unistd.h>

static int check_unmerged(struct repo *r, const struct resolve *v)
{
	static const char *const argv[] = { "git",         "diff",
					    "--name-only", "--diff-filter=U",
					    "-z",          NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = by_hand_git(r, v, argv, &out);

	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git diff failed");
	if (!out.len)
		return 0;
	rc = error(E_CONFLICT, "there are unmerged paths in '%s'", v->worktree);
	for (const char *p = out.buf; p < out.buf + out.len; p += strlen(p) + 1)
		error_detail("%s", p);
	error_hint(
		"resolve them, git add and git commit them, then git rel --continue");
	return rc;
}

static int commit(struct repo *r, const struct resolve *v)
{
	static const char *const argv[] = { "git", "commit", "--no-edit",
					    "--quiet", NULL };
	int rc = by_hand_git(r, v, argv, NULL);

	if (rc <= 0)
		return rc;
	rc = error(E_POLICY, "git commit did not make the %s", by_hand_verb(v));
	if (by_hand_picks(v))
		error_hint(
			"mend what git says, then git backport --continue; if nothing is left of the pick: git backport --skip");
	return rc;
}

/* git is at it again if it was made to forget what is staged. */
static int mend(struct repo *r, const struct resolve *v,
		const struct resolved *m, const git_oid *head, git_oid *theirs)
{
	int rc = astray_is_forgotten(m, head, theirs) ? astray_is_staged(r, v) :
							0;

	if (rc > 0) {
		rc = astray_remind(r, v, m);
		*theirs = m->theirs;
	}
	return rc;
}

/* The commit of the merge that a person has made, or makes now. */
static int take_commit(struct repo *r, const struct resolve *v,
		       const struct resolved *m, git_oid *out)
{
	git_oid head, theirs;
	int rc;

	if ((rc = by_hand_head(r, v, &head)) < 0 ||
	    (rc = by_hand_theirs(r, v, &theirs)) < 0 ||
	    (rc = mend(r, v, m, &head, &theirs)) < 0)
		return rc;
	bool open = oid_eq(&head, &m->ours) && oid_eq(&theirs, &m->theirs);
	if (!open && ((rc = by_hand_is_made(r, m, &head)) < 0 ||
		      (rc = by_hand_forget(r, v, m, &theirs)) < 0))
		return rc;
	if ((rc = open ? check_unmerged(r, v) : 0) < 0 ||
	    (rc = markers_check(r, v, m, open)) < 0)
		return rc;
	if (open)
		rc = locks_check_tree(r, v->worktree, "git rel --continue");
	if (rc < 0 || (rc = open ? commit(r, v) : 0) < 0)
		return rc;
	crash_point();
	if ((rc = by_hand_head(r, v, out)) < 0)
		return rc;
	return by_hand_is_made(r, m, out);
}

static int note(struct repo *r, const struct resolve *v)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	resolve_write(v, &out);
	return file_replace(resolve_path(r), out.buf, out.len);
}

/* What was resolved last may have been amended since it was noted. */
static int take_amended(struct repo *r, struct resolve *v)
{
	struct resolved *m = v->n ? &v->merge[v->n - 1] : NULL;
	git_oid head;

	if (!m || !m->by_hand || oid_eq(&m->commit, &m->ours))
		return 0;
	int rc = by_hand_head(r, v, &head);
	if (rc < 0 || oid_eq(&head, &m->commit) || by_hand_is_made(r, m, &head))
		return rc < 0 ? rc : 0;
	if ((rc = markers_check(r, v, m, false)) < 0)
		return rc;
	m->commit = head;
	return note(r, v);
}

/* 1 if the merge that waits was never set up: it is planned anew. */
static int arrive(struct repo *r, const struct resolve *v,
		  const struct resolved *m)
{
	git_oid head, theirs;
	int rc = by_hand_head(r, v, &head);

	if (!rc)
		rc = by_hand_theirs(r, v, &theirs);
	if (rc < 0 || !astray_is_early(m, &theirs) ||
	    !by_hand_is_made(r, m, &head))
		return rc;
	rc = astray_arrive(r, v, m);
	return rc < 0 ? rc : 1;
}

static int take(struct repo *r, struct resolve *v)
{
	struct resolved *m = resolve_open_merge(v);
	int rc;

	if (!m)
		return take_amended(r, v);
	rc = arrive(r, v, m);
	if (rc)
		return rc < 0 ? rc : 0;
	if ((rc = take_commit(r, v, m, &m->commit)) < 0)
		return rc;
	m->by_hand = true;
	rc = note(r, v);
	crash_point();
	return rc;
}

static int continue_locked(struct repo *r, struct strvec *argv)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	int rc = resolve_read(&v, r);

	if (rc < 0 || (rc = worktree_require(r, v.worktree)) < 0 ||
	    (rc = take(r, &v)) < 0)
		return rc;
	for (size_t i = 0; i < v.argv.n; i++)
		strvec_push(argv, v.argv.v[i]);
	return 0;
}

int resume_continue(struct repo *r, struct strvec *argv)
{
	int lock = -1, rc = journal_lock(r, &lock);

	if (!rc)
		rc = continue_locked(r, argv);
	if (lock >= 0)
		close(lock);
	return rc;
}
