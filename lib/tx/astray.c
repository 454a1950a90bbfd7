#include "tx/astray.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "git/history.h"
#include "tx/by_hand.h"
#include "tx/step.h"

#include <string.h>

bool astray_is_early(const struct resolved *m, const git_oid *theirs)
{
	return !m->message && git_oid_is_zero(theirs);
}

bool astray_is_forgotten(const struct resolved *m, const git_oid *head,
			 const git_oid *theirs)
{
	return m->message && git_oid_is_zero(theirs) && oid_eq(head, &m->ours);
}

int astray_is_staged(struct repo *r, const struct resolve *v)
{
	static const char *const argv[] = { "git",     "diff-index", "--cached",
					    "--quiet", "HEAD",       "--",
					    NULL };
	int rc = by_hand_git(r, v, argv, NULL);

	return rc > 1 ? error(E_FAIL, "git diff-index failed") : rc;
}

/* Path by path as well: what is there already stays. */
int astray_arrive(struct repo *r, const struct resolve *v,
		  const struct resolved *m)
{
	struct plan plan = { .title = "git rel" };
	struct step go = { .kind = STEP_CHECKOUT,
			   .worktree = v->worktree,
			   .from = m->from,
			   .to = m->ours };
	enum state state = TODO;
	struct attempt there = {
		.repo = r, .plan = &plan, .step = &go, .state = &state
	};
	CLEANUP(text) char *first = xstrdup(oid_hex(&m->from));
	CLEANUP(text) char *last = xstrdup(oid_hex(&m->ours));
	CLEANUP(strbuf) struct strbuf branch = STRBUF_INIT;
	git_oid now;
	int rc = by_hand_head(r, v, &now);

	if (rc < 0 || (rc = by_hand_branch(r, v, &branch)) < 0)
		return rc;
	if (git_oid_is_zero(&m->from) || branch.len ||
	    (!oid_eq(&now, &m->from) && !oid_eq(&now, &m->ours)))
		return 0;
	go.head_from = first;
	go.head_to = last;
	return step_checkout.apply(&there);
}

int astray_remind(struct repo *r, const struct resolve *v,
		  const struct resolved *m)
{
	CLEANUP(text) char *theirs = xasprintf("%s\n", oid_hex(&m->theirs));
	int rc = by_hand_write(r, v->worktree, "MERGE_MSG", m->message);

	crash_point();
	/* last: only then there is something to commit */
	return rc < 0 ? rc :
			by_hand_write(r, v->worktree,
				      m->picks ? "CHERRY_PICK_HEAD" :
						 "MERGE_HEAD",
				      theirs);
}

int astray_list(struct repo *r, const struct resolve *v,
		const struct resolved *m, struct strvec *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_oid id;

	strvec_pushl(&argv, "git", "rev-list", "--max-count=20", "HEAD",
		     "--not", "--branches", "--tags", "--remotes",
		     oid_hex(&m->ours), (char *)NULL);
	for (size_t i = 0; i < v->n; i++)
		if (&v->merge[i] != m && !git_oid_is_zero(&v->merge[i].commit))
			strvec_push(&argv, oid_hex(&v->merge[i].commit));
	strvec_push(&argv, "--");
	int rc = by_hand_git(r, v, (const char *const *)argv.v, &text);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git rev-list failed");
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		if (oid_from_hex(&id, line))
			strvec_push(out, oid_short(&id));
	return 0;
}
