#include "git-rel/graph/graph.h"

#include "base/cleanup.h"
#include "cli/judge_plan.h"
#include "cli/pending.h"
#include "git-rel/cmds.h"
#include "git/remote.h"
#include "release/branch.h"
#include "release/under_way.h"

#include <string.h>

/* As it would be with --dry-run: nothing is signed, no hook runs. */
static int ask_verb(struct ctx *c, const struct cmd *cmd, const char *arg,
		    struct plan *p)
{
	const struct ctx was = *c;

	c->cmd = cmd;
	c->args = (struct strvec)STRVEC_INIT;
	strvec_push(&c->args, arg);
	c->dry_run = 1;
	c->json = 0;
	c->repo.dry_run = true;
	int rc = cmd->plan(c, p);
	if (rc >= 0 && !p->answered)
		rc = judge_plan(c, p);
	strvec_clear(&c->args);
	c->cmd = was.cmd;
	c->args = was.args;
	c->dry_run = was.dry_run;
	c->json = was.json;
	return rc;
}

/* What the command itself would say, and advise. */
static int refused(struct graphs *g)
{
	struct arena *a = &g->c->repo.arena;

	g->why = arena_printf(a, "%s%s%s", error_message(),
			      *error_hints() ? "\n" : "", error_hints());
	return 1;
}

static int plan_verb(struct graphs *g, const struct cmd *cmd, const char *arg,
		     struct plan *p)
{
	struct ctx *c = g->c;

	g->command = arena_printf(&c->repo.arena, "git rel %s %s", cmd->name,
				  ctx_shell(c, arg));
	plan_release(p);
	plan_init(p, cmd->name, g->command);
	p->dry_run = true;
	return ask_verb(c, cmd, arg, p) < 0 ? refused(g) : 0;
}

/* How far a push has come, only the remote can say; where it does not, the picture
 * says so. */
static void ask_remote(struct graphs *g, const struct step *s)
{
	struct repo *r = &g->c->repo;
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;
	struct saved_error before;
	struct remote remote;

	for (size_t k = 0; k < s->n; k++)
		strvec_push(&refs, s->change[k].ref);
	error_save(&before);
	r->dry_run = true; /* what is fetched stays aside */
	if (remote_look(r, &remote, s->remote) < 0 ||
	    remote_fetch_refs(r, &remote, &refs) < 0)
		g->unasked = arena_printf(
			&r->arena,
			"%.*s: what it has is as the last fetch saw it",
			(int)strcspn(error_message(), "\n"), error_message());
	(void)error_restore(0, &before);
}

/* What is half done is not planned anew: its plan is there. */
static int plan_pending(struct graphs *g, const struct status *s,
			struct plan *p)
{
	struct arena *a = &g->c->repo.arena;
	struct plan left;
	int rc = pending_plan(&g->c->repo, &left);

	if (rc < 0)
		return rc;
	g->command = s->next;
	if (!rc) {
		g->why = arena_printf(a, "%s: %s", s->pending, s->next);
		return 1;
	}
	plan_release(p);
	*p = left;
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_PUSH)
			ask_remote(g, &p->step[i]);
	g->pending = true;
	g->release = arena_strdup(a, p->release);
	g->command = s->running ? arena_strdup(a, p->title) :
				  arena_printf(a, "git rel --continue (%s)",
					       p->title);
	return 0;
}

/* The one argument of such a call, as status has found out. */
static const char *next_word(const struct status *s, const char *call)
{
	if (!starts_with(s->next, call))
		return NULL;
	const char *word = s->next + strlen(call);
	return strpbrk(word, " <'$") ? NULL : word;
}

/* A release that only the remote has is found by its version. */
static int find(struct ctx *c, const struct status *s, const char *typed,
		struct release *rel)
{
	struct version v;
	bool hotfix;

	if (!typed && !s->open.n && s->there.n == 1 &&
	    release_of_branch(c, s->there.v[0], &v, &hotfix))
		return release_name(c, rel, &v, hotfix);
	return release_which(c, rel, typed);
}

int graph_plan(struct graphs *g, const struct status *s, const char *typed,
	       struct release *rel, struct plan *p)
{
	struct ctx *c = g->c;
	const char *word = typed ? NULL : next_word(s, "git rel start ");

	if (s->pending) {
		int rc = plan_pending(g, s, p);
		struct version v;
		bool hotfix = p->verb && !strcmp(p->verb, "hotfix");
		if (rc < 0 || !p->release ||
		    release_version(c, p->release, &v) < 0)
			return rc;
		int named = release_name(c, rel, &v, hotfix);
		return named < 0 ? named : rc;
	}
	struct version wanted;
	if (typed && release_version(c, typed, &wanted) < 0)
		return E_USAGE;
	if (word)
		return plan_verb(g, &cmd_start, word, p);
	if (!typed && !s->open.n && !s->there.n) /* what is not pushed yet */
		typed = next_word(s, "git rel finish ");
	if (!typed && !s->open.n && !s->there.n) {
		g->why = arena_printf(&c->repo.arena, "this comes first: %s",
				      s->next);
		return 1;
	}
	if (find(c, s, typed, rel) < 0)
		return refused(g);
	g->release = arena_strdup(&c->repo.arena, rel->version.text);
	return plan_verb(g, &cmd_finish, g->release, p);
}
