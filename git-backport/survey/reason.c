#include "git-backport/survey/reason.h"

#include "git-backport/source/range.h"
#include "git/history.h"

#include <string.h>

static int choose_target(struct reason *why, const char *word)
{
	size_t n = 0;

	for (size_t i = 0; i < why->survey.n; i++) {
		if (!why->survey.asked[i])
			continue;
		why->tip = i;
		n++;
	}
	why->target = why->survey.name[why->tip];
	return n == 1 ? 0 :
			error(E_USAGE, "'%s' is more than one branch", word);
}

static int try(struct ctx *c, struct reason *why)
{
	int rc;

	why->there = graph_present(&why->survey.graph, why->node, why->tip);
	if (present_is_there(&why->there)) {
		why->state = REASON_THERE;
		return 0;
	}
	why->pick.commit = why->commit;
	why->pick.onto = why->survey.tip[why->tip];
	if ((rc = mainline_parent(c, &why->commit, why->mainline,
				  &why->pick.parent)) < 0 ||
	    (rc = pick_apply(&c->repo, &why->pick, 1)) < 0)
		return rc;
	why->state = why->pick.result == PICK_CLEAN ? REASON_CLEAN :
		     why->pick.result == PICK_EMPTY ? REASON_EMPTY :
						      REASON_CONFLICT;
	return 0;
}

static int find_causes(struct ctx *c, struct reason *why, struct causes *causes)
{
	int rc = 0;

	why->n = why->pick.n;
	why->cause = arena_alloc(&c->repo.arena,
				 (why->n + 1) * sizeof(struct cause *));
	for (size_t i = 0; !rc && i < why->n; i++)
		rc = cause_find(causes, &why->pick, &why->pick.unmerged[i],
				&why->cause[i]);
	return rc;
}

static const struct pick *alone(const struct reason *why, const git_oid *id)
{
	for (size_t i = 0; i < why->n_alone; i++)
		if (oid_eq(&why->alone[i].commit, id))
			return &why->alone[i];
	return NULL;
}

enum pick_result reason_alone(const struct reason *why, const git_oid *id)
{
	const struct pick *p = alone(why, id);

	return p ? p->result : PICK_CONFLICT;
}

static int try_causes(struct ctx *c, struct reason *why)
{
	int rc = 0;

	for (size_t i = 0; i < why->n; i++) {
		const struct cause *k = why->cause[i];
		for (size_t j = 0; !rc && j < k->n_source; j++) {
			if (alone(why, &k->source[j]))
				continue;
			why->alone = arena_grow(&c->repo.arena, why->alone,
						why->n_alone,
						sizeof(struct pick));
			struct pick *p = &why->alone[why->n_alone++];
			p->commit = k->source[j];
			p->onto = why->pick.onto;
			rc = history_parent(&c->repo, &p->commit, 0,
					    &p->parent);
		}
	}
	return rc || !why->n_alone ?
		       rc :
		       pick_apply(&c->repo, why->alone, why->n_alone);
}

/* Is it where `git backport` looks for what may be picked? */
static bool has_landed(const struct reason *why)
{
	for (size_t i = 0; i <= why->survey.n; i++)
		if (graph_on(&why->survey.graph, why->node, i))
			return true;
	return false;
}

static void write_command(struct ctx *c, struct reason *why)
{
	struct strvec *v = &why->command;

	if (why->state == REASON_CONFLICT && !why->chain.n)
		return;
	strvec_pushl(v, "git", "backport", (char *)NULL);
	if (why->mainline)
		strvec_pushf(v, "-m%u", why->mainline);
	if (!has_landed(why))
		strvec_push(v, "--unmerged");
	strvec_push(v, ctx_shell(c, why->target));
	strvec_push(v, "--");
	for (size_t i = 0; i + 1 < why->chain.n; i++)
		strvec_pushf(v, "%.12s", oid_hex(&why->chain.id[i]));
	strvec_pushf(v, "%.12s", oid_hex(&why->commit));
}

static int explain(struct ctx *c, struct reason *why)
{
	struct causes causes = { .graph = &why->survey.graph,
				 .tip = why->tip,
				 .target = why->pick.onto };
	int rc = history_merge_base(&c->repo, &why->pick.onto, &why->commit,
				    &causes.base);

	why->chain.causes = &causes;
	why->chain.mainline = why->mainline;
	if (!rc)
		rc = find_causes(c, why, &causes);
	if (!rc)
		rc = try_causes(c, why);
	if (!rc)
		rc = chain_close(&why->chain, &why->commit);
	why->chain.causes = NULL;
	return rc;
}

int reason_find(struct ctx *c, struct reason *why, char *target,
		const char *commit)
{
	char *word[] = { target, NULL };
	int rc;

	why->survey.whole = true;
	why->survey.since = commit; /* so that the graph has it */
	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = repo_commit(&c->repo, commit, &why->commit)) < 0 ||
	    (rc = survey_read(c, &why->survey, word, 1)) < 0 ||
	    (rc = choose_target(why, target)) < 0)
		return rc;
	why->node = graph_find(&why->survey.graph, &why->commit);
	if (why->node == GRAPH_NONE)
		return error(E_FAIL, "git's log lacks '%s'", commit);
	rc = try(c, why);
	if (!rc && why->state == REASON_CONFLICT)
		rc = explain(c, why);
	if (!rc && why->state != REASON_THERE && why->state != REASON_EMPTY)
		write_command(c, why);
	return rc;
}

void reason_release(struct reason *why)
{
	survey_release(&why->survey);
	strvec_clear(&why->command);
}
