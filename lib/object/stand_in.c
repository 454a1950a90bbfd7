#include "object/stand_in.h"

#include <git2.h>
#include <git2/sys/commit.h>

int stand_in_commit(struct repo *r, const git_oid *like, const git_oid *tree,
		    const git_oid *parent, size_t n, git_oid *out)
{
	const git_oid *parents[2];
	git_commit *c = NULL;
	int rc;

	for (size_t i = 0; i < n; i++)
		parents[i] = &parent[i];
	if (git_commit_lookup(&c, r->git, like) < 0)
		return error_git("cannot read commit %s", oid_short(like));
	rc = git_commit_create_from_ids(out, r->git, NULL, git_commit_author(c),
					git_commit_committer(c), NULL,
					"stand-in for a merge\n", tree, n,
					parents);
	git_commit_free(c);
	return rc < 0 ? error_git("cannot write a commit") : 0;
}

int stand_in_make(struct repo *r, const struct merge_bases *bases,
		  struct tree_edits *at, git_oid *out)
{
	int rc = 0;

	for (size_t i = bases->n; !rc && i-- > 0;) {
		size_t parent = (i | 1) + 1; /* behind the pair it is in */
		size_t n = parent < bases->n ? bases->n - parent : 0;
		git_oid tree;

		if ((rc = tree_edits_write(&at[i], &tree)) < 0)
			return rc;
		rc = stand_in_commit(r, &bases->at[i], &tree, out + parent,
				     n > 2 ? 2 : n, &out[i]);
	}
	return rc;
}
