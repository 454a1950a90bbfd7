#include "git-rel/check/merge.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "git/merge_driver.h"
#include "git/scratch.h"

#include <git2.h>
#include <git2/sys/commit.h>

/* 1: it conflicts. */
static int merge_tree(struct repo *r, const git_oid *base, const git_oid *head,
		      git_oid *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
	int rc;

	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&argv, "git");
	merge_driver_hush(r, &argv, &env);
	strvec_pushl(&argv, "merge-tree", "--write-tree", "--no-messages",
		     "--allow-unrelated-histories", oid_hex(base),
		     (char *)NULL);
	strvec_push(&argv, oid_hex(head));
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .out = &text,
			   .err = &err };
	rc = run_command(&run);
	if (rc == 1 || rc < 0)
		return rc;
	strbuf_trim_end(&text);
	strbuf_trim_end(&err);
	if (rc || !oid_from_hex(out, text.buf))
		return error(E_FAIL, "git merge-tree failed: %s", err.buf);
	return 0;
}

/* The branch is told by the message, as the forges do it. */
int merge_stand_in(struct repo *r, const struct forge_event *e,
		   const git_oid *base, const git_oid *head, git_oid *out)
{
	const git_oid *parents[] = { base, head };
	git_commit *like = NULL;
	git_oid tree;
	int rc = scratch_open(r);

	if (!rc)
		rc = merge_tree(r, base, head, &tree);
	if (rc > 0)
		rc = history_tree(r, head, &tree);
	if (rc < 0)
		return rc;
	if (git_commit_lookup(&like, r->git, head) < 0)
		return error_git("cannot read commit %s", oid_short(head));
	const char *message =
		arena_printf(&r->arena, "Merge pull request #%ld from x/%s\n",
			     e->number, e->head);
	rc = git_commit_create_from_ids(out, r->git, NULL,
					git_commit_author(like),
					git_commit_committer(like), NULL,
					message, &tree, 2, parents);
	git_commit_free(like);
	return rc < 0 ? error_git("cannot write a commit") : 0;
}
