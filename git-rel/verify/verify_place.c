/*
 * Where a release is: what no branch has, the next release will not have.
 */
#include "git-rel/verify/verify.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git/history.h"
#include "release/branch.h"

#include <git2.h>

struct tips {
	struct arena *arena;
	git_oid *id;
	size_t n;
};

static int add_tips(struct verify *v, const char *glob, struct tips *tips)
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;

	if (git_reference_iterator_glob_new(&it, v->c->repo.git, glob) < 0)
		return error_git("cannot list branches");
	while (!git_reference_next(&ref, it)) {
		if (git_reference_type(ref) == GIT_REFERENCE_DIRECT) {
			tips->id = arena_grow(tips->arena, tips->id, tips->n,
					      sizeof(*tips->id));
			tips->id[tips->n++] = *git_reference_target(ref);
		}
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	return 0;
}

/* Main first; then any. */
static int find(struct verify *v, bool *on_main, bool *anywhere)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct tips tips = { .arena = &arena };
	int rc = 0;

	*on_main = *anywhere = false;
	if (!git_oid_is_zero(&v->main))
		rc = history_contains(&v->c->repo, &v->commit, &v->main);
	*on_main = *anywhere = rc > 0;
	if (rc)
		return rc < 0 ? rc : 0;
	if ((rc = add_tips(v, "refs/heads/*", &tips)) < 0 ||
	    (rc = add_tips(v, "refs/remotes/*", &tips)) < 0 || !tips.n)
		return rc;
	rc = history_on_any(&v->c->repo, &v->commit, tips.id, tips.n);
	*anywhere = rc > 0;
	return rc < 0 ? rc : 0;
}

int verify_place(struct verify *v)
{
	const char *tag = v->rel.tag, *at = oid_short(&v->commit);
	bool on_main, anywhere;
	int rc;

	if (audit_is_broken(&v->audit, "tag-place") || v->c->repo.shallow)
		return 0;
	if ((rc = find(v, &on_main, &anywhere)) < 0)
		return rc;
	if (on_main)
		audit_add(&v->audit, AUDIT_OK, "tag-place", tag, NULL,
			  "'%s' is on %s, which '%s' has", tag, at,
			  v->rel.main);
	else if (anywhere)
		audit_add(&v->audit, AUDIT_OK, "tag-place", tag, NULL,
			  "'%s' is on %s, which a branch has", tag, at);
	else if (branch_fetches_all(v->c))
		audit_add(&v->audit, AUDIT_WARNING, "tag-place", tag,
			  arena_printf(&v->c->repo.arena,
				       "%s && git merge --no-ff %s",
				       branch_switch(v->c, v->rel.main),
				       ctx_shell(v->c, tag)),
			  "'%s' is on %s, which no branch has", tag, at);
	return 0;
}
