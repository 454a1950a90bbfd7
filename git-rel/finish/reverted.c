#include "git-rel/finish/reverted.h"

#include "base/cleanup.h"
#include "base/strvec.h"

#include <git2.h>
#include <string.h>

static bool has(const struct strvec *ids, const char *id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (starts_with(id, ids->v[i]))
			return true;
	return false;
}

/* As git revert writes it. */
static void add_reverted(struct strvec *ids, const char *message)
{
	static const char words[] = "This reverts commit ";

	for (const char *p = strstr(message, words); p; p = strstr(p, words)) {
		p += strlen(words);
		size_t n = strspn(p, "0123456789abcdef");
		if (n >= 7 && n <= GIT_OID_HEXSZ)
			strvec_pushf(ids, "%.*s", (int)n, p);
	}
}

/* Newest first: what is reverted itself does not count. */
static int walk(struct repo *r, git_revwalk *walk, const char *landed,
		git_oid *by)
{
	CLEANUP(strvec) struct strvec ids = STRVEC_INIT;
	git_oid id;

	while (!git_revwalk_next(&id, walk)) {
		git_commit *commit = NULL;
		if (has(&ids, oid_hex(&id)))
			continue;
		if (git_commit_lookup(&commit, r->git, &id) < 0)
			return error_git("cannot read %s", oid_short(&id));
		size_t n = ids.n;
		add_reverted(&ids, git_commit_message(commit));
		git_commit_free(commit);
		for (; n < ids.n; n++)
			if (starts_with(landed, ids.v[n])) {
				*by = id;
				return 1;
			}
	}
	return 0;
}

int land_check_reverted(const struct land *l, struct ctx *c,
			const git_oid *main)
{
	struct repo *r = &c->repo;
	const char *landed = arena_strdup(&r->arena, oid_hex(&l->landed));
	git_revwalk *w = NULL;
	git_oid by;
	int rc = 0;

	if (git_revwalk_new(&w, r->git) < 0 || git_revwalk_push(w, main) < 0 ||
	    git_revwalk_hide(w, &l->landed) < 0 ||
	    git_revwalk_sorting(w, GIT_SORT_TOPOLOGICAL) < 0)
		rc = error_git("cannot list the commits of '%s'", l->main.name);
	if (!rc)
		rc = walk(r, w, landed, &by);
	git_revwalk_free(w);
	if (rc <= 0)
		return rc;
	rc = error(E_POLICY, "'%s' was taken back on '%s' since, by %s",
		   l->branch.name, l->main.name, oid_short(&by));
	error_hint(
		"to release it all the same: git rel tag %s %s, then git rel finish %s",
		ctx_shell(c, l->rel.version.text), oid_short(&l->landed),
		ctx_shell(c, l->rel.version.text));
	return rc;
}
