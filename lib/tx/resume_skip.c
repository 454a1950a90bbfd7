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

#include <string.h>
#include <unistd.h>

/* The pick that waits, or the last one that a person resolved. */
static struct resolved *find_last(const struct resolve *v)
{
	struct resolved *m = resolve_open_merge(v);

	if (!m && v->n && v->merge[v->n - 1].by_hand)
		m = &v->merge[v->n - 1];
	return m && m->picks ? m : NULL;
}

static void add_once(struct strvec *list, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], id))
			return;
	strvec_push(list, id);
}

static int leave_out(struct repo *r, const struct resolve *v,
		     struct resolved *m, struct strvec *made)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	git_oid head;
	int rc;

	if ((rc = by_hand_head(r, v, &head)) < 0 ||
	    (rc = astray_list(r, v, m, made)) < 0)
		return rc;
	if (git_oid_is_zero(&m->commit))
		rc = resume_abort_merge(r, v, &head, made);
	else if (!oid_eq(&m->commit, &m->ours))
		add_once(made, oid_short(&m->commit));
	if (rc < 0)
		return rc;
	crash_point();
	m->commit = m->ours;
	m->by_hand = true;
	resolve_write(v, &out);
	return file_replace(resolve_path(r), out.buf, out.len);
}

static int skip_locked(struct repo *r, struct strvec *argv, struct strvec *made)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	int rc = resolve_read(&v, r);

	if (rc < 0 || (rc = worktree_require(r, v.worktree)) < 0 ||
	    (rc = repo_read(r)) < 0 ||
	    (rc = locks_check_tree(r, v.worktree, "git backport --skip")) < 0)
		return rc;
	struct resolved *m = find_last(&v);
	if (m && (rc = leave_out(r, &v, m, made)) < 0)
		return rc;
	for (size_t i = 0; i < v.argv.n; i++)
		strvec_push(argv, v.argv.v[i]);
	return 0;
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
