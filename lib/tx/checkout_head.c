#include "tx/checkout.h"

/*
 * HEAD of a work tree.
 */
#include "base/cleanup.h"
#include "base/run.h"
#include "git/hook.h"
#include "git/worktree_env.h"

#include <git2.h>
#include <string.h>

int checkout_git(struct checkout *k, const char *const *argv,
		 const struct strbuf *in, struct strbuf *out)
{
	int rc = worktree_git(k->dir, &k->env, argv, in, out);

	return rc > 0 ?
		       error(E_FAIL, "git %s failed in '%s'", argv[1], k->dir) :
		       rc;
}

int checkout_read_head(struct checkout *k, struct strbuf *head)
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
		rc = checkout_git(k, detached, NULL, head);
	strbuf_trim_end(head);
	return rc > 0 ? error(E_FAIL, "cannot read HEAD") : rc;
}

const git_oid *checkout_moved(const struct attempt *a, const char *ref)
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

bool checkout_is_planned(const struct attempt *a)
{
	for (size_t i = 0; i < a->plan->n; i++)
		if (&a->plan->step[i] == a->step)
			return true;
	return false;
}

enum where checkout_where(const struct attempt *a, const char *head)
{
	const struct step *s = a->step;

	if (!s->head_to) {
		const git_oid *to = checkout_moved(a, head);
		return to && oid_eq(to, &s->to) ? HEAD_FROM : HEAD_ELSEWHERE;
	}
	return !strcmp(head, s->head_to)   ? HEAD_TO :
	       !strcmp(head, s->head_from) ? HEAD_FROM :
					     HEAD_ELSEWHERE;
}

int checkout_look_at_head(struct checkout *k, enum where *out)
{
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	struct attempt *a = k->a;
	git_oid at;
	int rc = checkout_read_head(k, &head);

	*out = rc < 0 ? HEAD_ELSEWHERE : checkout_where(a, head.buf);
	if (rc < 0 || *out != HEAD_ELSEWHERE || checkout_is_planned(a))
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
 * that is for git to do: it lets a hook see it, or it alone can.
 */
static bool move_here(struct checkout *k, const char *message)
{
	struct repo *r = k->a->repo;
	const struct step *s = k->a->step;
	const char *name = config_git(&r->config, "user.name");
	const char *mail = config_git(&r->config, "user.email");
	git_reference *head = NULL;

	if (r->reftable || !r->work_tree || strcmp(r->work_tree, k->dir) ||
	    !starts_with(s->head_to, "refs/heads/") || !name || !mail ||
	    hook_exists(r, "reference-transaction") ||
	    git_repository_set_ident(r->git, name, mail) < 0)
		return false;
	bool moved = git_reference_symbolic_create(&head, r->git, "HEAD",
						   s->head_to, 1, message) == 0;
	git_reference_free(head);
	return moved;
}

int checkout_move_head(struct checkout *k)
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
	return checkout_git(
		k, starts_with(s->head_to, "refs/") ? to_branch : detach, NULL,
		NULL);
}
