#include "tx/by_hand.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "git/history.h"
#include "git/tree_change.h"
#include "git/worktree_env.h"

#include <git2.h>
#include <string.h>

int by_hand_git_said(struct repo *r, const struct resolve *v,
		     const char *const *argv, struct strbuf *out,
		     struct strbuf *said)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(r, v->worktree, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = v->worktree,
			   .out = out,
			   .err = said,
			   .flags = RUN_IN_TTY | (out ? 0 : RUN_OUT_STDERR) };
	return run_command(&run);
}

int by_hand_git(struct repo *r, const struct resolve *v,
		const char *const *argv, struct strbuf *out)
{
	return by_hand_git_said(r, v, argv, out, NULL);
}

bool by_hand_picks(const struct resolve *v)
{
	return v->n && v->merge[v->n - 1].picks;
}

const char *by_hand_verb(const struct resolve *v)
{
	return by_hand_picks(v) ? "cherry-pick" : "merge";
}

int by_hand_theirs(struct repo *r, const struct resolve *v, git_oid *out)
{
	const char *name = by_hand_picks(v) ? "CHERRY_PICK_HEAD" : "MERGE_HEAD";
	const char *argv[] = { "git",     "rev-parse", "--verify",
			       "--quiet", name,        NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = by_hand_git(r, v, argv, &text);

	memset(out, 0, sizeof(*out));
	if (!rc && git_oid_fromstrn(out, text.buf, GIT_OID_HEXSZ) < 0)
		return error(E_FAIL, "cannot read %s", name);
	return rc < 0 ? rc : 0;
}

int by_hand_head(struct repo *r, const struct resolve *v, git_oid *out)
{
	static const char *const argv[] = { "git", "rev-parse", "--verify",
					    "HEAD", NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = by_hand_git(r, v, argv, &text);

	if (!rc && git_oid_fromstrn(out, text.buf, GIT_OID_HEXSZ) < 0)
		rc = 1;
	return rc > 0 ? error(E_FAIL, "cannot read HEAD in '%s'", v->worktree) :
			rc;
}

int by_hand_branch(struct repo *r, const struct resolve *v, struct strbuf *out)
{
	static const char *const argv[] = { "git", "symbolic-ref", "--quiet",
					    "HEAD", NULL };
	int rc = by_hand_git(r, v, argv, out);

	strbuf_trim_end(out);
	return rc < 0 ? rc : 0;
}

/* Among the refs, but for FETCH_HEAD and MERGE_HEAD, which are files always. */
static bool is_ref(const struct repo *r, const char *name)
{
	return r->reftable && ends_with(name, "_HEAD") &&
	       strcmp(name, "MERGE_HEAD") != 0;
}

static int write_ref(struct repo *r, const char *worktree, const char *name,
		     const char *text)
{
	CLEANUP(text) char *id = xstrndup(text, strcspn(text, "\n"));
	const char *argv[] = {
		"git", "update-ref", "--no-deref", name, id, NULL
	};
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(r, worktree, &env);
	int rc = worktree_git(worktree, &env, argv, NULL, NULL);
	return rc > 0 ? error(E_FAIL, "git update-ref failed") : rc;
}

int by_hand_write(struct repo *r, const char *worktree, const char *name,
		  const char *text)
{
	const char *argv[] = {
		"git",        "rev-parse", "--path-format=absolute",
		"--git-path", name,        NULL
	};
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;

	if (is_ref(r, name))
		return write_ref(r, worktree, name, text);
	worktree_env(r, worktree, &env);
	int rc = worktree_git(worktree, &env, argv, NULL, &path);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git rev-parse failed");
	strbuf_trim_end(&path);
	/* in git's folder nobody would look for what a kill leaves */
	CLEANUP(text) char *aside = xasprintf("%s/%s", r->state_dir, name);
	return file_replace_from(aside, path.buf, text, strlen(text));
}

/* git drops a pick that became empty, and forgets it. */
static int not_picked(const struct resolved *m, const git_oid *head)
{
	int rc = error(E_STALE, "HEAD is not the pick of %s onto '%s'",
		       oid_short(&m->theirs), m->branch);

	if (oid_eq(head, &m->ours)) {
		error_hint(
			"git add what resolves it, then git backport --continue");
		error_hint(
			"if it is to be left out there: git backport --skip");
	} else {
		error_hint(
			"make it one commit on %s, or give it up with git backport --abort",
			oid_short(&m->ours));
	}
	return rc;
}

static bool same_line(const char *a, const char *b)
{
	size_t n = strcspn(a, "\n");

	return n == strcspn(b, "\n") && !strncmp(a, b, n);
}

/* Does the commit say so, or is it by the same author, of the same time, with
 * the same subject? */
static bool names(struct repo *r, const struct resolved *m, const git_oid *head)
{
	git_commit *made = NULL, *from = NULL;
	bool same = false;

	if (!git_commit_lookup(&made, r->git, head) &&
	    !git_commit_lookup(&from, r->git, &m->theirs)) {
		const git_signature *a = git_commit_author(made);
		const git_signature *b = git_commit_author(from);
		const char *text = git_commit_message(made);
		same = strstr(text, oid_hex(&m->theirs)) ||
		       (!strcmp(a->email, b->email) &&
			a->when.time == b->when.time &&
			same_line(text, git_commit_message(from)));
	}
	git_commit_free(made);
	git_commit_free(from);
	return same;
}

/* Do they change a file of the same name? */
static bool share_path(struct repo *r, const struct resolved *m,
		       const git_oid *head)
{
	struct tree_change *made, *from;
	size_t n_made, n_from;
	git_oid parent;

	if (history_parent(r, &m->theirs, 0, &parent) < 0 ||
	    git_oid_is_zero(&parent) ||
	    tree_changes(r, &m->ours, head, &made, &n_made) < 0 ||
	    tree_changes(r, &parent, &m->theirs, &from, &n_from) < 0)
		return false;
	for (size_t i = 0; i < n_made; i++)
		if (tree_change_at(from, n_from, made[i].path))
			return true;
	return false;
}

int by_hand_is_made(struct repo *r, const struct resolved *m,
		    const git_oid *head)
{
	git_oid first, second;
	int rc;

	if ((rc = history_parent(r, head, 0, &first)) < 0 ||
	    (rc = history_parent(r, head, 1, &second)) < 0)
		return rc;
	if (oid_eq(&first, &m->ours) &&
	    (m->picks ? git_oid_is_zero(&second) &&
				(names(r, m, head) || share_path(r, m, head)) :
			oid_eq(&second, &m->theirs)))
		return 0;
	if (m->picks)
		return not_picked(m, head);
	rc = error(E_STALE,
		   "HEAD is not the merge of %s and %s that was asked for",
		   oid_short(&m->ours), oid_short(&m->theirs));
	error_hint(
		"go back to it with git switch --detach <its commit>, or give it up with git rel --abort");
	return rc;
}

int by_hand_forget(struct repo *r, const struct resolve *v,
		   const struct resolved *m, const git_oid *theirs)
{
	const char *argv[] = { "git", by_hand_verb(v), "--quit", NULL };

	if (!oid_eq(theirs, &m->theirs))
		return 0;
	int rc = by_hand_git(r, v, argv, NULL);
	return rc > 0 ? error(E_FAIL, "git %s --quit failed in '%s'",
			      by_hand_verb(v), v->worktree) :
			rc;
}
