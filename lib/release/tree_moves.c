#include "release/tree_moves.h"

#include "git/overwrite.h"
#include "git/tree_change.h"

#include <string.h>

static const git_oid *target_of(const struct ref_moves *m, const char *ref)
{
	for (size_t i = 0; ref && i < m->n; i++)
		if (!strcmp(m->item[i].ref, ref) && m->item[i].here)
			return &m->item[i].to;
	return NULL;
}

static int not_born(const struct ref_moves *m, const struct worktree *w)
{
	int rc = error(E_POLICY, "branch '%s' at '%s' has no commit yet",
		       w->branch ? ref_short(w->branch) : "HEAD", w->path);

	const char *main = setting(&m->c->repo.config, K_MAIN);
	const char *ref =
		arena_printf(&m->c->repo.arena, "refs/heads/%s", main);
	error_hint("go to one that has: git switch %s%s",
		   worktrees_holding(&m->trees, ref) ? "--detach " : "",
		   ctx_shell(m->c, main));
	return rc;
}

/* A step for `w`: HEAD to `head_to` (NULL: stays), files to `to`. */
static int follow(struct ref_moves *m, const struct worktree *w,
		  const char *head_to, const git_oid *to)
{
	struct tree_change *change;
	size_t n;
	int rc;

	if (git_oid_is_zero(&w->head))
		return not_born(m, w);
	if ((rc = overwrite_check(&m->c->repo, w, &w->head, to)) < 0 ||
	    (rc = tree_changes(&m->c->repo, &w->head, to, &change, &n)) < 0)
		return rc;
	if (!n && !head_to)
		return 0;
	struct step *s = plan_add(m->p, STEP_CHECKOUT);
	s->worktree = plan_text(m->p, "%s", w->path);
	s->from = w->head;
	s->to = *to;
	if (!head_to) {
		s->what = plan_text(m->p, "bring the files of '%s' along",
				    w->path);
		return 0;
	}
	s->head_from = plan_text(m->p, "%s",
				 w->branch ? w->branch : oid_hex(&w->head));
	s->head_to = plan_text(m->p, "%s", head_to);
	bool branch = starts_with(head_to, "refs/heads/");
	s->what = plan_text(m->p, "go to %s%s%s", branch ? "branch '" : "",
			    ref_short(head_to), branch ? "'" : "");
	s->command = plan_text(m->p, "git switch %s%s",
			       branch ? "" : "--detach ",
			       ctx_shell(m->c, ref_short(head_to)));
	return 0;
}

static int commit_at(struct ref_moves *m, const char *ref, git_oid *out)
{
	const git_oid *moved = target_of(m, ref);

	if (moved) {
		*out = *moved;
		return 0;
	}
	if (!starts_with(ref, "refs/") && git_oid_fromstr(out, ref) == 0)
		return 0;
	return repo_ref(&m->c->repo, ref, out);
}

/* The current work tree leaves its branch: to `go`, or, where that is checked
 * out in another one, to the same commit with a detached HEAD. */
static int write_switch(struct ref_moves *m, const struct worktree *w)
{
	git_oid to;
	int rc = commit_at(m, m->go, &to);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&to)) { /* only on the remote */
		plan_note(
			m->p,
			"'%s' is not here; HEAD stays on the commit of the branch that is deleted",
			ref_short(m->go));
		return follow(m, w, plan_text(m->p, "%s", oid_hex(&w->head)),
			      &w->head);
	}
	const struct worktree *other = worktrees_holding(&m->trees, m->go);
	if (!other)
		return follow(m, w, m->go, &to);
	if (other == w)
		return 0;
	plan_note(m->p,
		  "'%s' is checked out at '%s', so HEAD will be detached here",
		  ref_short(m->go), other->path);
	rc = follow(m, w, plan_text(m->p, "%s", oid_hex(&to)), &to);
	/* what is typed makes commits of other names */
	if (!rc)
		m->p->step[m->p->n - 1].command =
			plan_text(m->p, "git switch --detach %s",
				  ctx_shell(m->c, ref_short(m->go)));
	return rc;
}

static int refuse_elsewhere(struct ref_moves *m, const struct worktree *w,
			    const char *what)
{
	const git_oid *to = target_of(m, what);
	/* while a merge is resolved no other command is taken */
	bool keeps = to && git_oid_is_zero(to) && !m->go_tree &&
		     !strcmp(m->p->verb, "finish") && m->p->release;
	int rc = error(E_POLICY, "'%s' is %s%s at '%s'", ref_short(what),
		       w->busy_branch ? "being " : "",
		       w->busy_branch ? w->busy_how : "checked out", w->path);
	error_hint("finish the work there, and leave the branch");
	if (keeps)
		error_hint("or keep the branch: git rel finish %s --keep",
			   m->p->release);
	return rc;
}

static int check_busy(struct ref_moves *m)
{
	for (size_t i = 0; i < m->trees.n; i++) {
		const struct worktree *w = &m->trees.item[i];
		if (w->busy_branch && target_of(m, w->busy_branch))
			return refuse_elsewhere(m, w, w->busy_branch);
	}
	return 0;
}

/* Is `w` the work tree that goes to `go`? */
static bool goes(const struct ref_moves *m, const struct worktree *w)
{
	return m->go_tree ? !strcmp(w->path, m->go_tree) : w->current;
}

int tree_moves_write(struct ref_moves *m)
{
	int rc = check_busy(m);

	for (size_t i = 0; !rc && i < m->trees.n; i++) {
		const struct worktree *w = &m->trees.item[i];
		const git_oid *to = target_of(m, w->branch);
		bool leaving = to && git_oid_is_zero(to);
		if (leaving && !w->current)
			rc = refuse_elsewhere(m, w, w->branch);
		else if (goes(m, w) && m->go)
			rc = write_switch(m, w);
		else if (leaving)
			rc = refuse_elsewhere(m, w, w->branch);
		else if (to)
			rc = follow(m, w, NULL, to);
	}
	return rc;
}
