#include "tx/step.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/message.h"
#include "base/strvec.h"
#include "git/hook.h"
#include "git/restore.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "git/worktree_look.h"
#include "tx/crash.h"
#include "tx/drop.h"

#include <stdio.h>
#include <string.h>

/*
 * Path by path, so that it can be repeated after a crash: a path that is at the
 * new commit is done; one that is at the old commit, missing or empty is
 * restored; anything else is the user's.  HEAD is the user's, too, when it is
 * neither where it was nor where it goes.
 */
enum where { HEAD_FROM, HEAD_TO, HEAD_ELSEWHERE };

struct checkout {
	struct attempt *a;
	const char *dir;
	git_oid from, to;
	struct strvec env;
	struct tree_change *change;
	enum place *place;
	size_t n;
	bool looked; /* the files are the plan's to bring along */
};

static int git_in(struct checkout *k, const char *const *argv,
		  const struct strbuf *in, struct strbuf *out)
{
	struct run run = { .argv = argv,
			   .env = (const char *const *)k->env.v,
			   .dir = k->dir,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0,
			   .out = out };
	int rc = run_command(&run);

	return rc > 0 ?
		       error(E_FAIL, "git %s failed in '%s'", argv[1], k->dir) :
		       rc;
}

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
	const char *args[] = { "--source",
			       oid_hex(&k->to),
			       "--no-recurse-submodules",
			       "--pathspec-from-file=-",
			       "--pathspec-file-nul",
			       "--staged",
			       which & EDITED ? NULL : "--worktree",
			       NULL };
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
	return git_in(k, argv, NULL, NULL);
}

/* ---- HEAD ----------------------------------------------------------------*/

/* The branch, or the commit as hex. */
static int read_head(struct checkout *k, struct strbuf *head)
{
	static const char *const argv[] = { "git", "symbolic-ref", "--quiet",
					    "HEAD", NULL };
	static const char *const detached[] = { "git", "rev-parse", "HEAD",
						NULL };
	struct run run = { .argv = argv,
			   .env = (const char *const *)k->env.v,
			   .dir = k->dir,
			   .out = head };
	struct repo *r = k->a->repo;
	const char *name;
	git_oid id;
	int rc;

	if (r->work_tree && !strcmp(r->work_tree, k->dir)) {
		rc = repo_head(r, &name, &id);
		strbuf_adds(head, rc < 0 ? "" : name ? name : oid_hex(&id));
		return rc;
	}
	rc = run_command(&run);
	if (rc == 1)
		rc = git_in(k, detached, NULL, head);
	strbuf_trim_end(head);
	return rc > 0 ? error(E_FAIL, "cannot read HEAD") : rc;
}

/* What the plan makes of a branch that was at `from`; NULL: nothing. */
static const git_oid *moved_by_plan(const struct attempt *a, const char *ref)
{
	for (size_t i = 0; i < a->plan->n; i++) {
		const struct step *s = &a->plan->step[i];
		for (size_t j = 0; s->kind == STEP_REFS && j < s->n; j++)
			if (!strcmp(s->change[j].ref, ref) &&
			    oid_eq(&s->change[j].from, &a->step->from))
				return &s->change[j].to;
	}
	return NULL;
}

/* Is it a step of the plan, or somebody's who only needs a checkout? */
static bool is_planned(const struct attempt *a)
{
	for (size_t i = 0; i < a->plan->n; i++)
		if (&a->plan->step[i] == a->step)
			return true;
	return false;
}

static enum where where_is(const struct attempt *a, const char *head)
{
	const struct step *s = a->step;

	if (!s->head_to) {
		const git_oid *to = moved_by_plan(a, head);
		return to && oid_eq(to, &s->to) ? HEAD_FROM : HEAD_ELSEWHERE;
	}
	return !strcmp(head, s->head_to)   ? HEAD_TO :
	       !strcmp(head, s->head_from) ? HEAD_FROM :
					     HEAD_ELSEWHERE;
}

static int look_at_head(struct checkout *k, enum where *out)
{
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	struct attempt *a = k->a;
	git_oid at;
	int rc = read_head(k, &head);

	*out = rc < 0 ? HEAD_ELSEWHERE : where_is(a, head.buf);
	if (rc < 0 || *out != HEAD_ELSEWHERE || is_planned(a))
		return rc;
	/* a way back is from a commit, whatever branch was put on it */
	rc = repo_ref(a->repo, head.buf, &at);
	if (!rc && oid_eq(&at, &a->step->from))
		*out = HEAD_FROM;
	return rc;
}

/*
 * Of the work tree we are in, libgit2 moves HEAD: the same lock file and the
 * same line in the reflog as git symbolic-ref, without a process.  False where
 * that is for git to do: it lets a hook see it.
 */
static bool move_here(struct checkout *k, const char *message)
{
	struct repo *r = k->a->repo;
	const struct step *s = k->a->step;
	const char *name = config_git(&r->config, "user.name");
	const char *mail = config_git(&r->config, "user.email");
	git_reference *head = NULL;

	if (!r->work_tree || strcmp(r->work_tree, k->dir) ||
	    !starts_with(s->head_to, "refs/heads/") || !name || !mail ||
	    hook_exists(r, "reference-transaction") ||
	    git_repository_set_ident(r->git, name, mail) < 0)
		return false;
	bool moved = git_reference_symbolic_create(&head, r->git, "HEAD",
						   s->head_to, 1, message) == 0;
	git_reference_free(head);
	return moved;
}

/* "checkout: moving from A to B" is what `git checkout -` looks for. */
static int move_head(struct checkout *k)
{
	const struct step *s = k->a->step;
	CLEANUP(text)
	char *message = xasprintf("checkout: moving from %s to %s",
				  ref_short(s->head_from),
				  ref_short(s->head_to));
	const char *to_branch[] = { "git",  "symbolic-ref", "-m", message,
				    "HEAD", s->head_to,     NULL };
	const char *detach[] = { "git",   "update-ref", "--no-deref", "-m",
				 message, "HEAD",       s->head_to,   NULL };

	if (move_here(k, message))
		return 0;
	return git_in(k, starts_with(s->head_to, "refs/") ? to_branch : detach,
		      NULL, NULL);
}

/* One at a time, as git has it for this event. */
static int post_checkout(struct checkout *k)
{
	const struct step *s = k->a->step;
	const char *argv[] = {
		"git",           "-c",  "hook.post-checkout.jobs=1",
		"hook",          "run", "--ignore-missing",
		"post-checkout", "--",  oid_hex(&k->from),
		oid_hex(&k->to), "1",   NULL
	};

	if (!s->head_to || !hook_exists(k->a->repo, "post-checkout"))
		return 0;
	/* its exit status is the user's business, as with git switch */
	(void)!git_in(k, argv, NULL, NULL);
	return 0;
}

/* Was a merge made here, by this plan?  `first` is the parent it began from. */
static bool is_merge(const struct checkout *k, git_oid *first)
{
	const struct plan *p = k->a->plan;
	git_commit *commit = NULL;
	bool ours = false;

	for (size_t i = 0; !ours && i < p->n; i++)
		ours = p->step[i].kind == STEP_OBJECT &&
		       oid_eq(&p->step[i].to, &k->to);
	if (!ours || git_commit_lookup(&commit, k->a->repo->git, &k->to) < 0)
		return false;
	bool merge = git_commit_parentcount(commit) > 1;
	*first = *git_commit_parent_id(commit, 0);
	git_commit_free(commit);
	return merge;
}

/* What it looks at is ORIG_HEAD, which `git merge` leaves: where the files were
 * or, with another branch in this work tree before, where the branch was. */
static int post_merge(struct checkout *k)
{
	git_oid first;

	if (!k->looked || !is_merge(k, &first) ||
	    !hook_exists(k->a->repo, "post-merge"))
		return 0;
	const char *orig[] = { "git",
			       "update-ref",
			       "--no-deref",
			       "ORIG_HEAD",
			       oid_hex(k->a->step->head_to ? &first : &k->from),
			       NULL };
	static const char *const argv[] = { "git",        "hook",
					    "run",        "--ignore-missing",
					    "post-merge", "--",
					    "0",          NULL };
	/* its exit status is the user's business, as with git merge */
	if (!git_in(k, orig, NULL, NULL))
		(void)!git_in(k, argv, NULL, NULL);
	return 0;
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
		if (!w->absent && where_is(a, head) != HEAD_ELSEWHERE)
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
	const git_oid *moved = moved_by_plan(k->a, s->head_from);
	if (!moved || !oid_eq(moved, &at))
		k->from = at;
	return where_now(k, s->head_to, &k->to);
}

/* `dir` is NULL where the user removed the work tree. */
static int leave(struct attempt *a, const char *dir)
{
	if (!is_planned(a))
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
	rc = move_head(k);
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

	if ((rc = read_head(k, &head)) < 0 ||
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
		if ((rc = move_head(k)) < 0)
			return rc;
	}
	rc = post_checkout(k);
	return rc < 0 ? rc : post_merge(k);
}

static int probe(struct attempt *a)
{
	struct checkout k;
	enum where head = HEAD_ELSEWHERE;
	int rc = checkout_init(&k, a);

	if (!rc && k.dir)
		rc = look_at_head(&k, &head);
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
		rc = look_at_head(&k, &head);
	if (!rc && head == HEAD_ELSEWHERE)
		rc = leave(a, k.dir);
	else if (!rc)
		rc = bring(&k, head);
	strvec_clear(&k.env);
	return rc;
}

const struct step_ops step_checkout = { probe, NULL, apply };
