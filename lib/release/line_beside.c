#include "release/line.h"

#include "git/history.h"
#include "release/latest.h"

#include <git2.h>
#include <string.h>

/* How far a branch is from that of the release. */
struct nearest {
	const char *name;
	size_t behind, ahead;
	bool twice; /* another one is as near */
};

struct search {
	struct ctx *c;
	struct version last; /* what the line has released */
	git_oid released, tip;
	struct nearest best;
};

static bool is_other(struct ctx *c, const char *name)
{
	static const enum key_id named[] = { K_MAIN, K_DEVELOP, K_BASE };
	struct version v;
	bool hotfix;

	for (size_t i = 0; i < 3; i++)
		if (setting_is(&c->repo.config, named[i], name))
			return true;
	return !strcmp(name, "HEAD") || release_of_branch(c, name, &v, &hotfix);
}

/* Has it what that release has, nothing later, and commits that the branch of
 * the release was begun on? */
static bool is_below(struct search *s, const git_oid *at)
{
	struct repo *r = &s->c->repo;
	struct version last;
	bool found = false;
	git_oid base;

	if (git_oid_is_zero(at) || history_contains(r, &s->released, at) <= 0 ||
	    history_merge_base(r, at, &s->tip, &base) < 0 ||
	    (oid_eq(&base, &s->released) && !oid_eq(at, &s->released)))
		return false;
	return release_last_final(s->c, NULL, at, &last, NULL, &found) == 0 &&
	       found && version_cmp(&last, &s->last) == 0;
}

static void look_at(struct search *s, const char *name)
{
	struct nearest it = { .name = name }, *best = &s->best;
	struct repo *r = &s->c->repo;
	git_oid at;

	if (is_other(s->c, name) || branch_newest(s->c, name, &at) < 0 ||
	    !is_below(s, &at) ||
	    history_count(r, &at, &s->tip, &it.behind) < 0 ||
	    history_count(r, &s->tip, &at, &it.ahead) < 0)
		return;
	it.name = arena_strdup(&r->arena, name);
	if (!best->name || it.behind < best->behind ||
	    (it.behind == best->behind && it.ahead < best->ahead))
		*best = it;
	else if (it.behind == best->behind && it.ahead == best->ahead &&
		 strcmp(it.name, best->name) != 0)
		best->twice = true;
}

static void look_below(struct search *s, const char *folder)
{
	struct arena *a = &s->c->repo.arena;
	git_reference_iterator *it = NULL;
	const char *ref;

	if (git_reference_iterator_glob_new(&it, s->c->repo.git,
					    arena_printf(a, "%s*", folder)) < 0)
		return;
	while (!git_reference_next_name(&ref, it))
		look_at(s, ref + strlen(folder));
	git_reference_iterator_free(it);
}

const char *line_beside(struct ctx *c, const struct release *rel)
{
	struct search s = { .c = c };
	struct saved_error first;
	bool found = false;

	error_save(&first);
	int rc = branch_newest(c, rel->branch, &s.tip);
	found = !rc && !git_oid_is_zero(&s.tip) &&
		release_last_final(c, NULL, &s.tip, &s.last, &s.released,
				   &found) == 0 &&
		found && version_cmp(&s.last, &rel->version) < 0;
	if (found) {
		look_below(&s, "refs/heads/");
		if (branch_remote(c))
			look_below(&s, arena_printf(&c->repo.arena,
						    "refs/remotes/%s/",
						    branch_remote(c)));
	}
	(void)error_restore(0, &first);
	return s.best.twice ? "<branch>" : s.best.name;
}
