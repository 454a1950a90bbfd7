#include "git-backport/same.h"

#include <string.h>

bool same_commit(struct ctx *c, const git_oid *a, const git_oid *b)
{
	git_commit *one = NULL, *two = NULL;
	bool same = false;

	if (!git_commit_lookup(&one, c->repo.git, a) &&
	    !git_commit_lookup(&two, c->repo.git, b)) {
		const git_signature *x = git_commit_author(one);
		const git_signature *y = git_commit_author(two);
		same = oid_eq(git_commit_tree_id(one),
			      git_commit_tree_id(two)) &&
		       !strcmp(git_commit_message_raw(one),
			       git_commit_message_raw(two)) &&
		       !strcmp(x->name, y->name) &&
		       !strcmp(x->email, y->email) &&
		       x->when.time == y->when.time;
	}
	git_commit_free(one);
	git_commit_free(two);
	return same;
}

bool same_change(struct ctx *c, const git_oid *a, const git_oid *b)
{
	git_commit *one = NULL, *two = NULL;
	bool same = false;

	if (!git_commit_lookup(&one, c->repo.git, a) &&
	    !git_commit_lookup(&two, c->repo.git, b)) {
		const git_signature *x = git_commit_author(one);
		const git_signature *y = git_commit_author(two);
		const char *p = git_commit_summary(one);
		const char *q = git_commit_summary(two);
		same = !strcmp(x->email, y->email) &&
		       x->when.time == y->when.time && p && q && !strcmp(p, q);
	}
	git_commit_free(one);
	git_commit_free(two);
	return same;
}
