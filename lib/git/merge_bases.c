#include "git/merge_bases.h"

#include "git/history.h"

#include <git2.h>

/* None that is behind another: those say nothing more. */
static int without_behind(struct repo *r, git_oidarray *bases)
{
	size_t n = 0;

	for (size_t i = 0; i < bases->count; i++) {
		int behind = 0;
		for (size_t k = 0; !behind && k < bases->count; k++)
			if (!oid_eq(&bases->ids[i], &bases->ids[k]))
				behind = history_contains(r, &bases->ids[i],
							  &bases->ids[k]);
		if (behind < 0)
			return behind;
		if (!behind)
			bases->ids[n++] = bases->ids[i];
	}
	bases->count = n;
	return 0;
}

/* One round: how many bases the last two have, 0 for more than two. */
static int next_round(struct repo *r, struct merge_bases *m)
{
	git_oidarray bases = { 0 };
	int rc = git_merge_bases(&bases, r->git, &m->at[m->n - 2],
				 &m->at[m->n - 1]);
	size_t n;

	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return error_git("cannot find the merge bases");
	if (bases.count > 1)
		rc = without_behind(r, &bases);
	n = bases.count;
	if (n > 2 || m->n + n > MERGE_BASES_MAX)
		n = 0;
	for (size_t i = 0; !rc && i < n; i++)
		m->at[m->n++] = bases.ids[i];
	git_oidarray_dispose(&bases);
	return rc < 0 ? rc : (int)n;
}

int merge_bases_of(struct repo *r, const git_oid *ours, const git_oid *theirs,
		   struct merge_bases *out)
{
	int rc;

	*out = (struct merge_bases){ .at = { *ours, *theirs }, .n = 2 };
	if ((rc = repo_read(r)) < 0)
		return rc;
	do {
		rc = next_round(r, out);
	} while (rc == 2);
	if (rc <= 0)
		out->n = 0;
	return rc < 0 ? rc : 0;
}
