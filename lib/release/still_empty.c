#include "release/still_empty.h"

#include "plan/oplog.h"

#include <string.h>

/* -1: the plan does not begin it; else whether it made no commit, at `tip`. */
static int begins_empty(const struct operation *op, const char *ref,
			const git_oid *tip)
{
	struct plan p = { 0 };
	int empty = -1;

	if (op->undone || !strstr(op->lines, ref))
		return -1;
	if (plan_read(&p, op->lines, strlen(op->lines)) == 0)
		for (size_t i = 0; i < p.n; i++) {
			const struct step *s = &p.step[i];
			for (size_t k = 0; s->kind == STEP_REFS && k < s->n;
			     k++)
				if (!strcmp(s->change[k].ref, ref) &&
				    git_oid_is_zero(&s->change[k].from))
					empty = oid_eq(&s->change[k].to, tip) &&
						!plan_commits_to(&p, ref);
		}
	plan_release(&p);
	return empty;
}

int still_empty(struct ctx *c, const struct release *rel, const git_oid *tip)
{
	const char *ref;
	struct oplog log;
	int rc, empty = -1;

	/* what is begun on develop may bring its commits by a fast-forward */
	if (rel->develop && *rel->develop && !rel->hotfix && !rel->on_stable)
		return 0;
	ref = arena_printf(&c->repo.arena, "refs/heads/%s", rel->branch);
	if ((rc = oplog_read(&c->repo, &log)) < 0)
		return rc;
	for (size_t i = log.n; empty < 0 && i-- > 0;)
		empty = begins_empty(&log.item[i], ref, tip);
	return empty > 0;
}

int still_empty_error(struct ctx *c, const struct release *rel,
		      const git_oid *tip)
{
	int rc = error(
		E_POLICY,
		"'%s' has nothing of its own: there is nothing to merge into '%s'",
		rel->branch, rel->main);

	error_hint("commit on '%s' what the release lacks", rel->branch);
	error_hint("or release '%s' as it is there: git rel tag %s %s",
		   rel->main, ctx_shell(c, rel->version.text), oid_short(tip));
	return rc;
}
