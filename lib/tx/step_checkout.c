#include "tx/checkout.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/file.h"
#include "base/message.h"
#include "base/strvec.h"
#include "git/restore.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "git/worktree_look.h"
#include "tx/drop.h"

#include <string.h>

/*
 * Path by path, so that it can be repeated after a crash: a path that is at the
 * new commit is done; one that is at the old commit, missing or empty is
 * restored; anything else is the user's.  HEAD is the user's, too, when it is
 * neither where it was nor where it goes.
 */

/* ---- files ---------------------------------------------------------------*/

static int look(struct checkout *k)
{
	int rc = tree_changes(k->a->repo, &k->from, &k->to, &k->change, &k->n);

	k->looked = true;
	return rc < 0 ? rc :
			worktree_look(k->a->repo, k->dir, k->change, k->n,
				      &k->place);
}

/* What may be restored, or the index only of what the user has edited: who
 * commits it then does not take back everything else with it. */
enum which { DELETIONS = 1, OTHERS = 2, EDITED = 4 };

static bool is_meant(const struct checkout *k, size_t i, unsigned which)
{
	enum place place = k->place[i];

	if (place == PLACE_EDITED)
		return which & EDITED;
	return (place == PLACE_FROM || place == PLACE_TORN) &&
	       which & (k->change[i].to_mode ? OTHERS : DELETIONS);
}

/* Files that go, as many as git would take long for, are for us to remove; but
 * a module is for git. */
enum { MANY = 50 };

static bool is_many(const struct checkout *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		n += is_meant(k, i, DELETIONS);
		if (!k->change[i].to_mode &&
		    k->change[i].from_mode == GIT_FILEMODE_COMMIT)
			return false;
	}
	return n > MANY;
}

static int drop(struct checkout *k)
{
	CLEANUP(strvec) struct strvec paths = STRVEC_INIT;

	for (size_t i = 0; i < k->n; i++)
		if (is_meant(k, i, DELETIONS))
			strvec_push(&paths, k->change[i].path);
	return drop_files(k->dir, (const char *const *)k->env.v, &paths);
}

static int restore(struct checkout *k, unsigned which)
{
	const char *args[] = { "--source", oid_hex(&k->to),
			       "--no-recurse-submodules",
			       "--pathspec-from-file=-", "--pathspec-file-nul",
			       /* a path that is not on disk goes, too */
			       "--ignore-skip-worktree-bits", "--staged",
			       which & EDITED ? NULL : "--worktree", NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;

	if (which & DELETIONS && is_many(k)) {
		int rc = drop(k);
		if (rc < 0)
			return rc;
		which &= ~(unsigned)DELETIONS;
	}
	for (size_t i = 0; i < k->n; i++) {
		if (!is_meant(k, i, which))
			continue;
		strbuf_addf(&in, ":(top,literal)%s", k->change[i].path);
		strbuf_addc(&in, '\0');
	}
	return in.len ? restore_files(k->a->repo, k->dir, &k->env, args, &in) :
			0;
}

/* Does a file take the place of a folder, or a folder that of a file? */
static bool changes_places(const struct checkout *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (tree_change_above(k->change, k->n, k->change[i].path))
			return true;
	return false;
}

/* git does not find the paths of a folder that it has just replaced. */
static int restore_all(struct checkout *k)
{
	int rc;

	if (!changes_places(k))
		return restore(k, DELETIONS | OTHERS);
	if ((rc = restore(k, DELETIONS)) < 0)
		return rc;
	crash_point();
	return restore(k, OTHERS);
}

/* Nothing where all is free. */
static int refuse_taken(const struct checkout *k)
{
	size_t n = 0, first = 0;

	for (size_t i = k->n; i-- > 0;)
		if (k->place[i] >= PLACE_EDITED) {
			first = i;
			n++;
		}
	if (!n)
		return 0;
	int rc = error(E_POLICY, "'%s' in '%s' was changed meanwhile",
		       k->change[first].path, k->dir);
	if (n > 1)
		error_detail("and %zu more", n - 1);
	error_hint("commit or remove that change there");
	return rc;
}

/* The sparse patterns decide again what is really on disk. */
static int reapply_sparse(struct checkout *k)
{
	static const char *const argv[] = { "git", "sparse-checkout", "reapply",
					    NULL };

	if (!config_git_bool(&k->a->repo->config, "core.sparsecheckout", false))
		return 0;
	return checkout_git(k, argv, NULL, NULL);
}

/* ---- the step ------------------------------------------------------------*/

/* The folder of the work tree, which its user may have moved since: the one
 * with this HEAD.  NULL: it is gone. */
static int find(struct attempt *a, const char **dir)
{
	struct worktrees trees;
	int rc;

	*dir = a->step->worktree;
	if (file_is_dir(*dir))
		return 0;
	*dir = NULL;
	if ((rc = worktrees_list(a->repo, &trees)) < 0)
		return rc;
	for (size_t i = 0; i < trees.n && !*dir; i++) {
		const struct worktree *w = &trees.item[i];
		const char *head = w->branch ? w->branch : oid_hex(&w->head);
		if (!w->absent && checkout_where(a, head) != HEAD_ELSEWHERE)
			*dir = w->path;
	}
	return 0;
}

static int checkout_init(struct checkout *k, struct attempt *a)
{
	memset(k, 0, sizeof(*k));
	k->a = a;
	k->from = a->step->from;
	k->to = a->step->to;
	int rc = find(a, &k->dir);
	if (!rc && k->dir)
		worktree_env(a->repo, k->dir, &k->env);
	return rc;
}

static int where_now(struct checkout *k, const char *head, git_oid *out)
{
	git_oid id;
	int rc = starts_with(head, "refs/") ? repo_ref(k->a->repo, head, &id) :
					      git_oid_fromstr(&id, head);

	if (!rc && !git_oid_is_zero(&id))
		*out = id;
	return rc;
}

/* After a crash a branch may have moved on, and stays there: then the files are
 * its.  But where the plan moved it from under HEAD the files are still old. */
static int catch_up(struct checkout *k)
{
	const struct step *s = k->a->step;
	git_oid at = k->from;
	int rc = where_now(k, s->head_from, &at);

	if (rc < 0)
		return rc;
	const git_oid *moved = checkout_moved(k->a, s->head_from);
	if (!moved || !oid_eq(moved, &at))
		k->from = at;
	return where_now(k, s->head_to, &k->to);
}

/* `dir` is NULL where the user removed the work tree. */
static int leave(struct attempt *a, const char *dir)
{
	if (!checkout_is_planned(a))
		return error(E_STALE, "HEAD in '%s' was moved meanwhile",
			     a->step->worktree);
	if (dir)
		warning("HEAD in '%s' was moved meanwhile and stays where it is",
			dir);
	return 0;
}

/* With no plan to tell where the files came from, on a way back, only HEAD does,
 * and goes last. */
static bool head_goes_last(const struct attempt *a)
{
	return !a->plan->n;
}

/* Files are looked at first: while HEAD is where it was, one that is in the way
 * leaves all as it is, and its user has time. */
static int go(struct checkout *k, enum where head)
{
	int rc = catch_up(k);

	if (!rc)
		rc = look(k);
	if (rc < 0)
		return rc;
	if (head == HEAD_TO)
		return 0;
	if ((rc = refuse_taken(k)) < 0 || head_goes_last(k->a))
		return rc;
	rc = checkout_move_head(k);
	crash_point();
	return rc;
}

/* The branch of HEAD was moved, and may have been moved on since: then the
 * files are no longer ours. */
static int stay(struct checkout *k)
{
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	git_oid at;
	int rc;

	if ((rc = checkout_read_head(k, &head)) < 0 ||
	    (rc = repo_ref(k->a->repo, head.buf, &at)) < 0)
		return rc;
	return oid_eq(&at, &k->to) ? look(k) : 0;
}

static int put_files(struct checkout *k)
{
	int rc = restore_all(k);

	if (!rc)
		rc = reapply_sparse(k);
	if (!rc)
		rc = restore(k, EDITED);
	return rc < 0 ? rc : refuse_taken(k);
}

static int bring(struct checkout *k, enum where head)
{
	int rc = k->a->step->head_to ? go(k, head) : stay(k);

	if (rc < 0)
		return rc;
	if (k->n && (rc = put_files(k)) < 0)
		return rc;
	if (head == HEAD_FROM && head_goes_last(k->a)) {
		crash_point();
		if ((rc = checkout_move_head(k)) < 0)
			return rc;
	}
	rc = checkout_post_checkout(k);
	return rc < 0 ? rc : checkout_post_merge(k);
}

static int probe(struct attempt *a)
{
	struct checkout k;
	enum where head = HEAD_ELSEWHERE;
	int rc = checkout_init(&k, a);

	if (!rc && k.dir)
		rc = checkout_look_at_head(&k, &head);
	/* where its user removed the work tree, or went elsewhere */
	a->state[0] = head == HEAD_ELSEWHERE ? DONE : TODO;
	a->begun = head == HEAD_TO;
	strvec_clear(&k.env);
	return rc < 0 ? rc : 0;
}

static int apply(struct attempt *a)
{
	struct checkout k;
	enum where head = HEAD_ELSEWHERE;
	int rc = checkout_init(&k, a);

	if (!rc && k.dir)
		rc = checkout_look_at_head(&k, &head);
	if (!rc && head == HEAD_ELSEWHERE)
		rc = leave(a, k.dir);
	else if (!rc)
		rc = bring(&k, head);
	strvec_clear(&k.env);
	return rc;
}

const struct step_ops step_checkout = { probe, NULL, apply };
