#include "tx/resume.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/message.h"
#include "base/quote.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "plan/resolve.h"
#include "tx/crash.h"
#include "tx/journal.h"
#include "tx/keep_changes.h"
#include "tx/locks.h"
#include "tx/step.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int git_in_said(struct repo *r, const struct resolve *v,
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

static int git_in(struct repo *r, const struct resolve *v,
		  const char *const *argv, struct strbuf *out)
{
	return git_in_said(r, v, argv, out, NULL);
}

/* Is the one that waits, or was the last, a pick? */
static bool picks(const struct resolve *v)
{
	return v->n && v->merge[v->n - 1].picks;
}

/* "merge", as git calls what is done. */
static const char *verb(const struct resolve *v)
{
	return picks(v) ? "cherry-pick" : "merge";
}

/* What MERGE_HEAD is, or CHERRY_PICK_HEAD; zero: none is under way. */
static int merge_head(struct repo *r, const struct resolve *v, git_oid *out)
{
	const char *name = picks(v) ? "CHERRY_PICK_HEAD" : "MERGE_HEAD";
	const char *argv[] = { "git",     "rev-parse", "--verify",
			       "--quiet", name,        NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = git_in(r, v, argv, &text);

	memset(out, 0, sizeof(*out));
	if (!rc && git_oid_fromstrn(out, text.buf, GIT_OID_HEXSZ) < 0)
		return error(E_FAIL, "cannot read %s", name);
	return rc < 0 ? rc : 0;
}

static int check_unmerged(struct repo *r, const struct resolve *v)
{
	static const char *const argv[] = { "git",         "diff",
					    "--name-only", "--diff-filter=U",
					    "-z",          NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = git_in(r, v, argv, &out);

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

/* "path:12: leftover conflict marker", with the line itself in the next one.  A
 * "=======" is also what underlines a heading: it counts beside the others. */
static bool is_marker(const char *line, const char *next)
{
	return strstr(line, ": leftover conflict marker") && next &&
	       !starts_with(next, "+=");
}

/* What the two commits, or `from` and the index, differ in and git calls a
 * marker; the lines that tell, each ended by '\n'. */
static int list_markers(struct repo *r, const struct resolve *v,
			const char *from, const char *to, struct strbuf *found)
{
	/* whatever an attribute says of the file */
	const char *argv[] = { "git", "diff", "--check", "--text",
			       from,  to,     NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = git_in(r, v, argv, &out);

	for (char *p = out.buf; rc >= 0 && *p;) {
		size_t n = strcspn(p, "\n");
		char *next = p[n] ? p + n + 1 : NULL;
		p[n] = '\0';
		if (is_marker(p, next))
			strbuf_addf(found, "%s\n", p);
		p = next ? next : p + n;
	}
	return rc < 0 ? rc : 0;
}

/* In that file the commit itself has such lines: who writes about conflicts, or
 * tests for them. */
static bool has_own(const struct strbuf *own, const char *line)
{
	size_t n = strcspn(line, ":") + 1;

	for (const char *p = own->buf; *p; p += strcspn(p, "\n") + 1)
		if (!strncmp(p, line, n))
			return true;
	return false;
}

/* git add takes a file as it is; what we publish must not hold markers. */
static int check_markers(struct repo *r, const struct resolve *v,
			 const struct resolved *m, bool merging_still)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, own = STRBUF_INIT;
	CLEANUP(text) char *parent = xasprintf("%s^", oid_hex(&m->theirs));
	CLEANUP(text) char *theirs = xstrdup(oid_hex(&m->theirs));
	CLEANUP(text) char *ours = xstrdup(oid_hex(&m->ours));
	size_t found = 0;
	int rc = list_markers(r, v, merging_still ? "--cached" : ours,
			      merging_still ? ours : "HEAD", &out);

	if (!rc && out.len && m->picks)
		rc = list_markers(r, v, parent, theirs, &own);
	if (rc < 0)
		return rc;
	for (char *save, *line = strtok_r(out.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (has_own(&own, line))
			continue;
		if (!found++)
			rc = error(E_CONFLICT,
				   "there are conflict markers left in '%s'",
				   v->worktree);
		if (found <= 5)
			error_detail("%s", line);
	}
	if (!found)
		return 0;
	error_hint("mend the files, %s, then git rel --continue",
		   merging_still ? "git add them" :
				   "git add them and git commit --amend");
	return rc;
}

static int commit(struct repo *r, const struct resolve *v)
{
	static const char *const argv[] = { "git", "commit", "--no-edit",
					    "--quiet", NULL };
	int rc = git_in(r, v, argv, NULL);

	if (rc <= 0)
		return rc;
	rc = error(E_POLICY, "git commit did not make the %s", verb(v));
	if (picks(v))
		error_hint("if nothing is left of it: git backport --skip");
	return rc;
}

static int head_of(struct repo *r, const struct resolve *v, git_oid *out)
{
	static const char *const argv[] = { "git", "rev-parse", "--verify",
					    "HEAD", NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = git_in(r, v, argv, &text);

	if (!rc && git_oid_fromstrn(out, text.buf, GIT_OID_HEXSZ) < 0)
		rc = 1;
	return rc > 0 ? error(E_FAIL, "cannot read HEAD in '%s'", v->worktree) :
			rc;
}

/* git drops a pick that became empty, and forgets it. */
static int not_picked(const struct resolved *m, const git_oid *head)
{
	int rc = error(E_STALE, "HEAD is not the pick of %s onto '%s'",
		       oid_short(&m->theirs), m->branch);

	if (oid_eq(head, &m->ours))
		error_hint(
			"if it is to be left out there: git backport --skip");
	else
		error_hint(
			"make it one commit on %s, or give it up with git backport --abort",
			oid_short(&m->ours));
	return rc;
}

/* One commit on the target that says so, or whose author and date are those of
 * what was picked. */
static bool is_that_pick(struct repo *r, const struct resolved *m,
			 const git_oid *head)
{
	git_commit *made = NULL, *from = NULL;
	bool same = false;

	if (!git_commit_lookup(&made, r->git, head) &&
	    !git_commit_lookup(&from, r->git, &m->theirs)) {
		const git_signature *a = git_commit_author(made);
		const git_signature *b = git_commit_author(from);
		same = strstr(git_commit_message(made), oid_hex(&m->theirs)) ||
		       (!strcmp(a->email, b->email) &&
			a->when.time == b->when.time);
	}
	git_commit_free(made);
	git_commit_free(from);
	return same;
}

static int is_that_merge(struct repo *r, const struct resolved *m,
			 const git_oid *head)
{
	git_oid first, second;
	int rc;

	if ((rc = history_parent(r, head, 0, &first)) < 0 ||
	    (rc = history_parent(r, head, 1, &second)) < 0)
		return rc;
	if (oid_eq(&first, &m->ours) &&
	    (m->picks ? git_oid_is_zero(&second) && is_that_pick(r, m, head) :
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

/* HEAD is the merge, and git was killed before it forgot that it was at it. */
static int forget_made(struct repo *r, const struct resolve *v,
		       const struct resolved *m, const git_oid *theirs)
{
	const char *argv[] = { "git", verb(v), "--quit", NULL };

	if (!oid_eq(theirs, &m->theirs))
		return 0;
	int rc = git_in(r, v, argv, NULL);
	return rc > 0 ? error(E_FAIL, "git %s --quit failed in '%s'", verb(v),
			      v->worktree) :
			rc;
}

/* The commit of the merge that a person has made, or makes now. */
static int take_commit(struct repo *r, const struct resolve *v,
		       const struct resolved *m, git_oid *out)
{
	git_oid head, theirs;
	int rc;

	if ((rc = head_of(r, v, &head)) < 0 ||
	    (rc = merge_head(r, v, &theirs)) < 0)
		return rc;
	bool open = oid_eq(&head, &m->ours) && oid_eq(&theirs, &m->theirs);
	if (!open && ((rc = is_that_merge(r, m, &head)) < 0 ||
		      (rc = forget_made(r, v, m, &theirs)) < 0))
		return rc;
	if ((rc = open ? check_unmerged(r, v) : 0) < 0 ||
	    (rc = check_markers(r, v, m, open)) < 0)
		return rc;
	if (open)
		rc = locks_check_tree(r, v->worktree, "git rel --continue");
	if (rc < 0 || (rc = open ? commit(r, v) : 0) < 0)
		return rc;
	crash_point();
	if ((rc = head_of(r, v, out)) < 0)
		return rc;
	return is_that_merge(r, m, out);
}

/* What was resolved last may have been amended since it was noted. */
static int take_amended(struct repo *r, struct resolve *v)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct resolved *m = v->n ? &v->merge[v->n - 1] : NULL;
	git_oid head;

	if (!m || !m->by_hand || oid_eq(&m->commit, &m->ours))
		return 0;
	int rc = head_of(r, v, &head);
	if (rc < 0 || oid_eq(&head, &m->commit) || is_that_merge(r, m, &head))
		return rc < 0 ? rc : 0;
	m->commit = head;
	resolve_write(v, &out);
	return file_replace(resolve_path(r), out.buf, out.len);
}

static int continue_locked(struct repo *r, struct strvec *argv)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = resolve_read(&v, r);

	if (rc < 0 || (rc = worktree_require(r, v.worktree)) < 0)
		return rc;
	struct resolved *m = resolve_open_merge(&v);
	if (m) {
		if ((rc = take_commit(r, &v, m, &m->commit)) < 0)
			return rc;
		m->by_hand = true;
		resolve_write(&v, &out);
		if ((rc = file_replace(resolve_path(r), out.buf, out.len)) < 0)
			return rc;
		crash_point();
	} else if ((rc = take_amended(r, &v)) < 0) {
		return rc;
	}
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

/* The commit that HEAD goes back to. */
static int way_back(struct repo *r, const struct resolve *v, git_oid *out)
{
	git_oid theirs;
	int rc = merge_head(r, v, &theirs);

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
		git_oid_is_zero(&theirs) ? "" : verb(v),
		git_oid_is_zero(&theirs) ? "" : " --abort, ");
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
	int rc = head_of(r, v, &go.from);

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

	if (git_in(r, v, argv, &text))
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
		    is_that_merge(r, &v->merge[i], head) == 0)
			return true;
	return false;
}

static int not_aborted(const struct resolve *v, struct strbuf *said)
{
	CLEANUP(strbuf) struct strbuf where = STRBUF_INIT;
	int rc = error(E_POLICY, "git %s --abort failed in '%s'", verb(v),
		       v->worktree);

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
	const char *argv[] = { "git", verb(v), "--abort", NULL };
	static const char *const refresh[] = { "git",       "update-index",
					       "-q",        "--unmerged",
					       "--refresh", NULL };
	CLEANUP(strbuf) struct strbuf said = STRBUF_INIT;
	struct resolved *m = resolve_open_merge(v);
	git_oid theirs;
	int rc = merge_head(r, v, &theirs);

	if (rc < 0 || git_oid_is_zero(&theirs))
		return rc;
	if (m && oid_eq(&theirs, &m->theirs) && !is_that_merge(r, m, head))
		return forget_made(r, v, m, &theirs);
	if (!m || !oid_eq(head, &m->ours) || !oid_eq(&theirs, &m->theirs)) {
		rc = error(E_POLICY, "another %s is going on in '%s'", verb(v),
			   v->worktree);
		error_hint(
			"end it first; git rel --quit forgets ours and leaves it alone");
		return rc;
	}
	(void)!git_in(r, v, refresh, NULL); /* it takes a touch for an edit */
	rc = git_in_said(r, v, argv, NULL, &said);
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
	if (open && !is_that_merge(r, open, head))
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
	    merge_head(r, v, &theirs) < 0 || git_oid_is_zero(&theirs))
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
	int rc = head_of(r, v, &now);

	if (rc < 0 || !m || v->n < 2 || oid_eq(&now, &m->ours) ||
	    !oid_eq(&now, head) || is_that_merge(r, m, &now) == 0)
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

int resume_abort(struct repo *r, struct strvec *made)
{
	CLEANUP(resolve) struct resolve v = { 0 };
	git_oid head, back;
	int rc = resolve_read(&v, r);

	if (rc < 0 || (rc = worktree_require(r, v.worktree)) < 0 ||
	    (rc = repo_read(r)) < 0 ||
	    (rc = locks_check_tree(r, v.worktree, "git rel --abort")) < 0 ||
	    (rc = head_of(r, &v, &head)) < 0)
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
	    (rc = head_of(r, &v, &head)) < 0)
		return rc;
	struct resolved *m = resolve_open_merge(&v);
	if (m) {
		if (!is_that_merge(r, m, &head))
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
