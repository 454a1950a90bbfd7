#include "git/history.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/commit_parents.h"
#include "git/merge_driver.h"
#include "git/scratch.h"

#include <git2.h>
#include <string.h>

/* Squashes are looked for this far back; each costs git a merge. */
#define LANDED_MAX 2000

int history_relation(struct repo *r, const git_oid *ours, const git_oid *theirs,
		     enum relation *out)
{
	int rc;

	*out = SAME;
	if (oid_eq(ours, theirs))
		return 0;
	if ((rc = history_contains(r, ours, theirs)) < 0)
		return rc;
	*out = BEHIND;
	if (rc)
		return 0;
	if ((rc = history_contains(r, theirs, ours)) < 0)
		return rc;
	*out = rc ? AHEAD : DIVERGED;
	return 0;
}

int history_has_merge(struct repo *r, const git_oid *base, const git_oid *tip)
{
	git_revwalk *walk = NULL;
	git_oid id, second;
	int rc = repo_read(r), found = 0;

	if (rc < 0)
		return rc;
	if (git_revwalk_new(&walk, r->git) < 0 ||
	    git_revwalk_push(walk, tip) < 0 || git_revwalk_hide(walk, base) < 0)
		rc = error_git("cannot list commits");
	while (!rc && !found && !git_revwalk_next(&id, walk)) {
		rc = history_parent(r, &id, 1, &second);
		found = !rc && !git_oid_is_zero(&second);
	}
	git_revwalk_free(walk);
	return rc < 0 ? rc : found;
}

int history_count(struct repo *r, const git_oid *base, const git_oid *tip,
		  size_t *out)
{
	size_t behind;
	int rc;

	*out = 0;
	if ((rc = repo_read(r)) < 0)
		return rc;
	if (git_graph_ahead_behind(out, &behind, r->git, tip, base) < 0)
		return error_git("cannot count commits");
	return 0;
}

int history_merge_base(struct repo *r, const git_oid *a, const git_oid *b,
		       git_oid *out)
{
	int rc;

	memset(out, 0, sizeof(*out));
	if ((rc = repo_read(r)) < 0)
		return rc;
	rc = git_merge_base(out, r->git, a, b);
	if (rc == GIT_ENOTFOUND)
		return 0;
	return rc < 0 ? error_git("cannot find the merge base") : 0;
}

static int look_up(struct repo *r, const git_oid *id, git_commit **out)
{
	int rc;

	if ((rc = repo_read(r)) < 0)
		return rc;
	if (git_commit_lookup(out, r->git, id) < 0)
		return error_git("cannot read commit %s", oid_short(id));
	return 0;
}

int history_tree(struct repo *r, const git_oid *commit, git_oid *out)
{
	git_commit *c = NULL;
	int rc;

	if ((rc = look_up(r, commit, &c)) < 0)
		return rc;
	git_oid_cpy(out, git_commit_tree_id(c));
	git_commit_free(c);
	return 0;
}

int history_parent(struct repo *r, const git_oid *commit, unsigned i,
		   git_oid *out)
{
	git_commit *c = NULL;
	int rc = look_up(r, commit, &c); /* which may be `out` */

	memset(out, 0, sizeof(*out));
	if (rc < 0)
		return rc;
	commit_parent(c, i, out);
	git_commit_free(c);
	return 0;
}

/* The oldest commit of the first-parent line that still contains `tip`. */
static int landed_by_merge(struct repo *r, const git_oid *main,
			   const git_oid *tip, git_oid *out)
{
	git_oid at = *main, parent;
	int rc;

	for (;;) {
		*out = at;
		if (oid_eq(&at, tip))
			return 0;
		if ((rc = history_parent(r, &at, 0, &parent)) < 0)
			return rc;
		if (git_oid_is_zero(&parent))
			return 0;
		if ((rc = history_contains(r, tip, &parent)) < 0)
			return rc;
		if (!rc)
			return 0;
		at = parent;
	}
}

/* One answer of git merge-tree: "1" if clean, the tree, paths in conflict, an
 * empty field.  Is it the commit's own tree?  `*p` moves on behind it. */
static int is_no_op(struct repo *r, const char *hex, const char **p,
		    const char *end)
{
	bool clean = **p == '1';
	git_oid want, tree, commit;
	int rc;

	*p += strlen(*p) + 1;
	if (*p >= end || git_oid_fromstr(&tree, *p) < 0 ||
	    git_oid_fromstr(&commit, hex) < 0)
		return error(E_FAIL, "cannot read git merge-tree");
	while (*p < end && **p)
		*p += strlen(*p) + 1;
	++*p;
	if (!clean)
		return 0;
	rc = history_tree(r, &commit, &want);
	return rc < 0 ? rc : oid_eq(&want, &tree);
}

/*
 * Merging `tip` into the commit where it arrived by squash or rebase changes
 * nothing: its tree stays.  Ask git that of all candidates in one process.  A
 * conflict says no: half of a rebased branch may conflict with all of it.
 */
static int no_op_merge(struct repo *r, const struct strvec *candidate,
		       const git_oid *tip, size_t *found)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	int rc;

	if ((rc = scratch_open(r)) < 0)
		return rc;
	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&argv, "git");
	merge_driver_hush(r, &argv, &env);
	strvec_pushl(&argv, "merge-tree", "--write-tree", "--stdin",
		     "--name-only", "--no-messages", (char *)NULL);
	for (size_t i = 0; i < candidate->n; i++)
		strbuf_addf(&in, "%s %s\n", candidate->v[i], oid_hex(tip));
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .in = in.buf,
			   .in_len = in.len,
			   .out = &out,
			   .err = &err };
	if ((rc = run_command(&run)) < 0)
		return rc;
	strbuf_trim_end(&err);
	if (rc > 1)
		return error(E_FAIL, "git merge-tree failed: %s", err.buf);
	const char *p = out.buf, *end = out.buf + out.len;
	for (*found = 0; *found < candidate->n && p < end; ++*found) {
		rc = is_no_op(r, candidate->v[*found], &p, end);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	*found = candidate->n;
	return 0;
}

/* Commits of main's first-parent line above `base`, oldest first. */
static int line_above(struct repo *r, const git_oid *base, const git_oid *main,
		      struct strvec *out, bool *whole)
{
	CLEANUP(strvec) struct strvec down = STRVEC_INIT;
	git_oid at = *main, parent;
	int rc;

	*whole = false;
	while (!git_oid_is_zero(&at) && down.n < LANDED_MAX) {
		if ((rc = history_contains(r, &at, base)) < 0)
			return rc;
		*whole = rc > 0;
		if (*whole)
			break;
		strvec_push(&down, oid_hex(&at));
		if ((rc = history_parent(r, &at, 0, &parent)) < 0)
			return rc;
		at = parent;
	}
	for (size_t i = down.n; i-- > 0;)
		strvec_push(out, down.v[i]);
	return 0;
}

static int landed_by_content(struct repo *r, const git_oid *main,
			     const git_oid *tip, git_oid *out)
{
	CLEANUP(strvec) struct strvec line = STRVEC_INIT;
	git_oid base, base_tree, tip_tree;
	size_t found = 0;
	bool whole;
	int rc;

	if ((rc = history_merge_base(r, main, tip, &base)) < 0 ||
	    git_oid_is_zero(&base))
		return rc;
	/* a branch without changes cannot be told from one not merged */
	if ((rc = history_tree(r, &base, &base_tree)) < 0 ||
	    (rc = history_tree(r, tip, &tip_tree)) < 0)
		return rc;
	if (oid_eq(&base_tree, &tip_tree))
		return 0;
	if ((rc = line_above(r, &base, main, &line, &whole)) < 0)
		return rc;
	for (size_t i = 0; i < line.n; i++) {
		git_oid id, tree;
		git_oid_fromstr(&id, line.v[i]);
		if ((rc = history_tree(r, &id, &tree)) < 0)
			return rc;
		if (oid_eq(&tree, &tip_tree)) {
			*out = id;
			return 0;
		}
	}
	if ((rc = no_op_merge(r, &line, tip, &found)) < 0)
		return rc;
	/* the oldest we looked at is not known to be the first */
	if (found < line.n && (found || whole))
		git_oid_fromstr(out, line.v[found]);
	return 0;
}

int history_landed(struct repo *r, const git_oid *main, const git_oid *tip,
		   git_oid *out, bool *merged)
{
	int rc = history_contains(r, tip, main);

	memset(out, 0, sizeof(*out));
	*merged = rc > 0;
	if (rc < 0)
		return rc;
	return rc ? landed_by_merge(r, main, tip, out) :
		    landed_by_content(r, main, tip, out);
}

int history_need_whole(struct repo *r)
{
	if (!r->shallow)
		return 0;
	int rc = error(E_POLICY,
		       "this clone is shallow: the whole history is needed");
	error_hint("git fetch --unshallow");
	return rc;
}
