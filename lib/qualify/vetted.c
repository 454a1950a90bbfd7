#include "qualify/vetted.h"

#include "base/cleanup.h"
#include "release/under_way.h"
#include "staging/who.h"

static bool is_about_refs(const struct task *task)
{
	static const bool about[N_FACTS] = {
		[FACT_BRANCH] = true,         [FACT_MERGED] = true,
		[FACT_TAGGED] = true,         [FACT_MERGED_BACK] = true,
		[FACT_BRANCH_DELETED] = true,
	};

	return task->fact && about[task->fact->kind];
}

static int look(struct ctx *c, struct staging *s, const char **why)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct standings all;
	const char *left = NULL;
	bool gone;
	int rc = policy_look(c, s, &policy);

	if (!rc)
		rc = who_has_left(c, s, &policy, &left, &gone);
	if (!rc && left)
		*why = arena_printf(&c->repo.arena,
				    "main has no more the key of %s", left);
	if (!rc)
		rc = standings_look(c, s, &policy, &all);
	for (size_t i = 0; !rc && i < all.n; i++) {
		const struct standing *one = &all.v[i];
		if (!standing_blocks(one, LIST_FINISH) ||
		    is_about_refs(one->task))
			continue;
		*why = arena_printf(&c->repo.arena, "%s%s%s: %s%s%s%s",
				    *why ? *why : "", *why ? "; " : "",
				    one->task->name, standing_words[one->state],
				    one->why ? " (" : "",
				    one->why ? one->why : "",
				    one->why ? ")" : "");
	}
	return rc;
}

int vetted(void *ctx, const char *release, const git_oid *tip,
	   const git_oid *commit, const char **why)
{
	struct ctx *c = (struct ctx *)ctx;
	struct staging s = { 0 };
	/* a bare repository has no work tree whose .gitrel it would know */
	int rc = rules_stand_in(&c->repo);

	*why = NULL;
	if (!rc)
		rc = release_which(c, &s.rel, release);
	if (!rc)
		rc = staging_refs(c, &s);
	if (!rc)
		rc = staging_read(c, &s, tip);
	if (!rc)
		rc = look(c, &s, why);
	if (*why)
		*why = arena_printf(&c->repo.arena,
				    "%s is not qualified on %s: %s", release,
				    oid_short(commit), *why);
	return rc;
}
