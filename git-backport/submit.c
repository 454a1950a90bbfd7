/*
 * git backport submit: the pull requests of backports that are made already.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "git-backport/fanout/names.h"
#include "git-backport/pick/opening.h"
#include "git-backport/source/pull.h"
#include "git-backport/survey/works.h"
#include "release/forge_step.h"
#include "release/pull_number.h"
#include "release/ref_moves.h"
#include "release/track_step.h"

#include <string.h>

static int all;

static const struct opt opts[] = {
	OPT_FLAG(0, "all", &all, "of all backports that are open"),
	OPT_END,
};

struct submit {
	struct ctx *c;
	struct plan *p;
	struct survey s;
	struct works works;
	struct targets targets; /* for its remote */
	struct branch *branch;  /* of each work */
	const char **id;        /* of each work; NULL: not meant */
	struct opening open;
	const char *head; /* the branch we are on, or NULL */
};

/* The branch we are on says it, where nobody does. */
static bool is_meant(struct submit *x, const struct work *w, const char *id)
{
	const char *word = ctx_arg(x->c, 0);

	if (work_is_done(w))
		return false;
	if (all)
		return true;
	if (word)
		return !strcmp(word, id) || !strcmp(word, w->branch) ||
		       (pull_number(word) && !strcmp(word + 3, id));
	return x->head && !strcmp(ref_short(x->head), w->branch);
}

static int choose(struct submit *x)
{
	const struct works *ws = &x->works;
	const char *word = ctx_arg(x->c, 0);
	size_t n = 0;

	x->id = arena_alloc(&x->c->repo.arena, (ws->n + 1) * sizeof(*x->id));
	for (size_t i = 0; i < ws->n; i++) {
		const struct work *w = &ws->item[i];
		const char *id =
			names_id(x->c, w->branch, x->s.name[w->target]);
		x->id[i] = id && is_meant(x, w, id) ? id : NULL;
		n += x->id[i] != NULL;
	}
	if (n || all)
		return 0;
	int rc = word ? error(E_NOTFOUND, "no backport '%s' is open", word) :
			error(E_USAGE, "which backport? %s submit <id> | --all",
			      x->c->program->call);
	error_hint("see which are: %s status", x->c->program->call);
	return rc;
}

/* One push for all of them. */
static int push(struct submit *x)
{
	const struct remote *to;
	struct ref_moves m = { 0 };
	int rc = opening_remote(&x->open, &to);

	if (!rc)
		rc = ref_moves_init(&m, x->c, x->p, to);

	for (size_t i = 0; !rc && i < x->works.n; i++) {
		struct branch *b = &x->branch[i];
		if (!x->id[i])
			continue;
		b->name = x->works.item[i].branch;
		rc = branch_look(x->c, to, b->name, b);
		if (!rc)
			ref_moves_branch(&m, b, &b->tip);
	}
	if (rc < 0 || (rc = ref_moves_write(&m)) < 0)
		return rc;
	for (size_t i = 0; i < x->works.n; i++)
		if (x->id[i] && !git_oid_is_zero(&x->branch[i].local) &&
		    git_oid_is_zero(&x->branch[i].remote))
			track_step(x->c, x->p, to->name, x->branch[i].name);
	return 0;
}

/* "Mend it (#12)" is the title of number 12; else it is asked for. */
static int title_of(struct submit *x, const struct work *w, const char *id,
		    const char **out)
{
	struct forge_pull pull;
	long number = pull_number(arena_printf(&x->c->repo.arena, "pr/%s", id));

	*out = w->subject;
	if (!number || (w->commits == 1 &&
			ends_with(w->subject, arena_printf(&x->c->repo.arena,
							   "%ld)", number))))
		return 0;
	if (forge_is_away(x->open.forge, 0))
		return 0;
	int rc = pull_read(x->c, &x->targets, number, &pull);
	if (rc < 0)
		return rc;
	*out = pull.title;
	return 0;
}

static int open_all(struct submit *x)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < x->works.n; i++) {
		const struct work *w = &x->works.item[i];
		struct opening_of what = { .branch = w->branch,
					   .target = x->s.name[w->target],
					   .id = x->id[i],
					   .commit = w->origin,
					   .n = w->n_origins };
		if (!what.id)
			continue;
		rc = title_of(x, w, what.id, &what.title);
		if (!rc)
			rc = opening_add(&x->open, &what);
	}
	return rc;
}

static int plan_all(struct submit *x)
{
	git_oid at;
	int rc = repo_head(&x->c->repo, &x->head, &at);

	if (!rc)
		rc = works_read(x->c, &x->s, &x->works);
	if (!rc)
		rc = choose(x);
	if (!rc)
		rc = targets_look(x->c, &x->targets);
	if (rc < 0)
		return rc;
	if (!x->targets.remote.name)
		return error(E_CONFIG, "there is no remote to push to");
	x->branch = arena_alloc(&x->c->repo.arena,
				(x->works.n + 1) * sizeof(*x->branch));
	rc = push(x);
	if (!rc)
		rc = open_all(x);
	if (rc < 0)
		return rc;
	opening_tell(&x->open);
	if (plan_is_empty(x->p) && !x->p->outcome)
		x->p->outcome = "no backport is open";
	return 0;
}

static int plan_submit(struct ctx *c, struct plan *p)
{
	CLEANUP(survey) struct survey s = { 0 };
	struct submit x = { .c = c, .p = p };
	bool dry = c->repo.dry_run;
	int rc = survey_read(c, &s, NULL, 0);

	c->repo.dry_run = dry;
	if (rc < 0)
		return rc;
	x.s = s;
	x.open = (struct opening){ .c = c,
				   .p = p,
				   .targets = &x.targets,
				   .left = STRBUF_INIT,
				   .told = STRBUF_INIT };
	return plan_all(&x);
}

const struct cmd cmd_submit = {
	.name = "submit",
	.args = "[<id> | --all]",
	.brief = "push backports, and open or update their pull requests",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_submit,
};
