#include "tx/give_up.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/quote.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/overwrite.h"
#include "git/restore.h"
#include "git/uncommitted.h"
#include "git/worktree.h"
#include "git/worktree_env.h"
#include "plan/stages.h"
#include "tx/keep_changes.h"
#include "tx/locks.h"
#include "tx/tx.h"

#include <string.h>

struct retreat {
	struct repo *repo;
	struct stages b;
	struct worktrees trees;
	const struct worktree *tree; /* NULL: it is gone */
	bool there;                  /* on the branch still */
	git_oid tip;                 /* of the branch; zero: it is gone */
	struct strbuf *said;
};

static int look(struct retreat *k)
{
	struct repo *r = k->repo;
	int rc;

	if ((rc = repo_read(r)) < 0)
		return rc;
	if ((rc = stages_read(&k->b, r)) < 0 ||
	    (rc = worktrees_list(r, &k->trees)) < 0 ||
	    (rc = repo_ref(r, k->b.branch, &k->tip)) < 0)
		return rc;
	k->tree = worktrees_at(&k->trees, k->b.worktree);
	k->there = k->tree && k->tree->branch &&
		   !strcmp(k->tree->branch, k->b.branch);
	return 0;
}

/* ---- files ----------------------------------------------------------------*/

static int keep(struct retreat *k)
{
	CLEANUP(strbuf) struct strbuf id = STRBUF_INIT;
	int rc = keep_changes(k->repo, k->b.worktree,
			      "What was changed when it was given up", &id);

	if (!rc && id.len)
		strbuf_addf(
			k->said,
			"what was changed in tracked files is kept in %.10s (git show %.10s)\n",
			id.buf, id.buf);
	return rc;
}

/* The index first, so that files which were only added stay in the folder. */
static int clean(struct retreat *k)
{
	static const char *const index[] = { "--staged", "--source=HEAD", "--",
					     ".", NULL };
	static const char *const files[] = { "--worktree", "--source=HEAD",
					     "--", ".", NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	int rc = uncommitted_tracked(k->repo, k->b.worktree, false, &dirty);

	if (rc < 0 || !dirty.n)
		return rc;
	if ((rc = keep(k)) < 0)
		return rc;
	crash_point();
	worktree_env(k->repo, k->b.worktree, &env);
	if ((rc = restore_files(k->repo, k->b.worktree, &env, index, NULL)) < 0)
		return rc;
	crash_point();
	return restore_files(k->repo, k->b.worktree, &env, files, NULL);
}

static int tell_new(struct retreat *k)
{
	CLEANUP(strvec) struct strvec there = STRVEC_INIT;
	CLEANUP(strvec) struct strvec fresh = STRVEC_INIT;
	CLEANUP(strvec) struct strvec touched = STRVEC_INIT;
	int rc = uncommitted_untracked(k->repo, k->b.worktree, &there);

	if (rc < 0)
		return rc;
	uncommitted_new(&there, &k->b.untracked, &fresh, &touched);
	for (size_t i = 0; i < fresh.n; i++) {
		strbuf_adds(k->said, "new since then, and stays: ");
		strbuf_add_visible(k->said, fresh.v[i], strlen(fresh.v[i]));
		strbuf_addc(k->said, '\n');
	}
	return 0;
}

/* ---- refs -----------------------------------------------------------------*/

static int add_way_back(struct retreat *k, struct plan *p)
{
	const struct worktree *w = k->tree;
	git_oid home;
	int rc = 0;

	if (starts_with(k->b.head, "refs/"))
		rc = repo_ref(k->repo, k->b.head, &home);
	else if (!oid_from_hex(&home, k->b.head))
		rc = error(E_FAIL, "'%s' is no place to go back to", k->b.head);
	if (!rc && git_oid_is_zero(&home)) {
		rc = error(E_NOTFOUND, "'%s' is gone: there is no way back",
			   ref_short(k->b.head));
		error_hint(
			"go where you want with git switch, then git rel --quit");
	}
	if (rc < 0 || (rc = overwrite_check(k->repo, w, &w->head, &home)) < 0)
		return rc;
	struct step *s = plan_add(p, STEP_CHECKOUT);
	s->what = plan_text(p, "go back to '%s'", ref_short(k->b.head));
	s->worktree = plan_text(p, "%s", w->path);
	s->head_from = plan_text(p, "%s", k->b.branch);
	s->head_to = plan_text(p, "%s", k->b.head);
	s->from = w->head;
	s->to = home;
	return 0;
}

/* Everything from the tip down to the base came with the command. */
static bool all_ours(struct retreat *k)
{
	git_oid at = k->tip;

	while (!git_oid_is_zero(&at) && !oid_eq(&at, &k->b.base)) {
		git_oid child = at;
		if (!stages_is_ours(&k->b, &child) ||
		    history_parent(k->repo, &child, 0, &at) < 0)
			return false;
	}
	return !git_oid_is_zero(&at);
}

/* Only one that nobody has built on, or has checked out elsewhere. */
static void add_deletion(struct retreat *k, struct plan *p)
{
	const git_oid none = { 0 };
	const struct worktree *w = worktrees_holding(&k->trees, k->b.branch);

	if (git_oid_is_zero(&k->tip))
		return;
	if (!all_ours(k) || (w && w != k->tree)) {
		strbuf_addf(k->said, "'%s' stays: %s\n", ref_short(k->b.branch),
			    w && w != k->tree ? "it is checked out elsewhere" :
						"it has commits of yours");
		return;
	}
	strbuf_addf(k->said, "'%s' was at %s (git show %s)\n",
		    ref_short(k->b.branch), oid_short(&k->tip),
		    oid_short(&k->tip));
	struct step *s = plan_add(p, STEP_REFS);
	s->what = "delete the branch";
	step_change(p, s, k->b.branch, &k->tip, &none);
}

static int go_back(struct retreat *k)
{
	struct plan p;
	int rc;

	plan_init(&p, "abort", "git rel --abort");
	p.release = plan_text(&p, "%s", k->b.release);
	p.undoes = plan_text(&p, "%s", k->b.id);
	p.outcome = plan_text(&p, "'%s' is given up",
			      stages_command(&k->b, k->repo));
	rc = k->there ? add_way_back(k, &p) : 0;
	if (!rc) {
		add_deletion(k, &p);
		struct step *s = plan_add(&p, STEP_NOTE);
		s->what = "forget it";
		s->ref = "begun";
		rc = tx_run(k->repo, &p);
	}
	if (!rc)
		strbuf_addf(k->said, "%s '%s'; '%s' is given up",
			    k->there ? "back to" : "HEAD stays; it was on",
			    ref_short(k->b.head),
			    stages_command(&k->b, k->repo));
	plan_release(&p);
	return rc;
}

int give_up(struct repo *r, struct strbuf *said)
{
	struct retreat k = { .repo = r, .said = said };
	int rc = look(&k);

	if (!rc && k.there)
		rc = locks_check_tree(r, k.b.worktree, "git rel --abort");
	if (!rc && k.there)
		rc = clean(&k);
	if (!rc && k.there)
		rc = tell_new(&k);
	crash_point();
	if (!rc)
		rc = go_back(&k);
	stages_release(&k.b);
	return rc;
}
