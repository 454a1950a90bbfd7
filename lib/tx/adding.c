#include "tx/adding.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/quote.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/uncommitted.h"
#include "git/worktree.h"
#include "git/worktree_env.h"

#include <stdio.h>
#include <string.h>

enum { TOLD = 10 };

static int git_add(struct repo *r, const struct step *s,
		   const char *const *argv, const struct strbuf *in)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(r, s->worktree, &env);
	strvec_push(&env, "GIT_LITERAL_PATHSPECS=1");
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = s->worktree,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0 };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git add failed in '%s'", s->worktree) :
			rc;
}

/* What cannot be added, changes inside a submodule say, would come up again
 * and again. */
static int check_added(struct repo *r, const struct step *s)
{
	CLEANUP(strvec) struct strvec left = STRVEC_INIT;
	int rc = uncommitted_tracked(r, s->worktree, true, &left);

	if (rc < 0 || !left.n)
		return rc;
	rc = error(E_POLICY, "'%s' was changed, and git add does not take it",
		   left.v[0]);
	error_hint("commit or undo that change, then git rel --continue");
	return rc;
}

static void tell(const struct strvec *paths, const char *what)
{
	for (size_t i = 0; i < paths->n && i < TOLD; i++) {
		CLEANUP(strbuf) struct strbuf shown = STRBUF_INIT;
		strbuf_add_visible(&shown, paths->v[i], strlen(paths->v[i]));
		fprintf(stderr, "%s: %s\n", what, shown.buf);
	}
	if (paths->n > TOLD)
		fprintf(stderr, "%s: %zu more\n", what, paths->n - TOLD);
}

static int add_new(struct repo *r, const struct step *s,
		   const struct strvec *fresh)
{
	static const char *const argv[] = { "git", "add",
					    "--pathspec-from-file=-",
					    "--pathspec-file-nul", NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;

	for (size_t i = 0; i < fresh->n; i++)
		strbuf_add(&in, fresh->v[i], strlen(fresh->v[i]) + 1);
	return fresh->n ? git_add(r, s, argv, &in) : 0;
}

/* Changed and deleted files, and those that were not there before.  What was
 * there is its user's, who may be told that it is left out. */
int adding_run(struct repo *r, const struct step *s, bool quiet)
{
	static const char *const update[] = { "git", "add", "--update",
					      "--",  ".",   NULL };
	CLEANUP(strvec) struct strvec there = STRVEC_INIT;
	CLEANUP(strvec) struct strvec fresh = STRVEC_INIT;
	CLEANUP(strvec) struct strvec touched = STRVEC_INIT;
	int rc = git_add(r, s, update, NULL);

	crash_point();
	if (rc < 0 || (rc = uncommitted_untracked(r, s->worktree, &there)) < 0)
		return rc;
	uncommitted_new(&there, s->argv, &fresh, &touched);
	if (!quiet) {
		tell(&fresh, "new in the release");
		tell(&touched, "untracked before, and not in the release");
	}
	rc = add_new(r, s, &fresh);
	return rc < 0 ? rc : check_added(r, s);
}
