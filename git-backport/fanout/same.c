#include "git-backport/fanout/same.h"

#include <git2.h>
#include <string.h>

typedef bool compare(git_commit *a, git_commit *b);

static bool both(struct ctx *c, const git_oid *a, const git_oid *b,
		 compare *same)
{
	git_commit *one = NULL, *two = NULL;
	bool is = !git_commit_lookup(&one, c->repo.git, a) &&
		  !git_commit_lookup(&two, c->repo.git, b) && same(one, two);

	git_commit_free(one);
	git_commit_free(two);
	return is;
}

static bool same_time_and_mail(git_commit *a, git_commit *b)
{
	const git_signature *x = git_commit_author(a);
	const git_signature *y = git_commit_author(b);

	return x->when.time == y->when.time && !strcmp(x->email, y->email);
}

static bool is_commit(git_commit *a, git_commit *b)
{
	return oid_eq(git_commit_tree_id(a), git_commit_tree_id(b)) &&
	       !strcmp(git_commit_message_raw(a), git_commit_message_raw(b)) &&
	       !strcmp(git_commit_author(a)->name,
		       git_commit_author(b)->name) &&
	       same_time_and_mail(a, b);
}

static bool is_change(git_commit *a, git_commit *b)
{
	const char *p = git_commit_summary(a), *q = git_commit_summary(b);

	return p && q && !strcmp(p, q) && same_time_and_mail(a, b);
}

bool same_commit(struct ctx *c, const git_oid *a, const git_oid *b)
{
	return both(c, a, b, is_commit);
}

bool same_change(struct ctx *c, const git_oid *a, const git_oid *b)
{
	return both(c, a, b, is_change);
}
