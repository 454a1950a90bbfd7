/*
 * git rel watch: what the tag of a version has started, until it ends.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "forge/await.h"
#include "git-rel/watch/tag_runs.h"
#include "release/ci_pace.h"
#include "release/ci_why.h"
#include "release/forge_step.h"

#include <string.h>

static int no_wait;
static const char *timeout;

static const struct opt opts[] = {
	OPT_FLAG(0, "no-wait", &no_wait, "tell how it stands, and no more"),
	OPT_STRING(0, "timeout", &timeout, "seconds",
		   "in place of forge.ci-timeout"),
	OPT_END,
};

struct watch {
	struct ctx *c;
	struct tag_runs t;
	struct waiter w;
	struct forge_run *last; /* as they were told */
	size_t n_last;
};

static const struct forge_run *told_before(const struct watch *x,
					   const char *id)
{
	for (size_t i = 0; i < x->n_last; i++)
		if (!strcmp(x->last[i].id, id))
			return &x->last[i];
	return NULL;
}

static int gates_of(struct watch *x, const struct forge_run *r,
		    struct strvec *out)
{
	struct forge_gate *gate = NULL;
	size_t n = 0;
	int rc = r->held ? x->t.f->ops->gates(x->t.f, r->id, &gate, &n) : 0;

	for (size_t i = 0; rc == 0 && i < n; i++)
		strvec_push(out, gate[i].name);
	return rc == E_POLICY ? 0 : rc;
}

static void print_json(const struct forge_run *r, const struct strvec *gates)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "run", r->id);
	json_add_str(o, "name", tag_run_name(r));
	json_add_str(o, "result", await_word(r->result));
	json_add_str(o, "says", r->says);
	want_list(o, "waits_for", gates);
	json_add_str(o, "url", r->url);
	printf("%s\n", json_line(o));
}

static void print(struct watch *x, const struct forge_run *r,
		  const struct strvec *gates)
{
	ui_line(stdout, "%-8s %s (%s): %s", await_word(r->result),
		tag_run_name(r), r->says, r->url ? r->url : r->id);
	for (size_t i = 0; i < gates->n; i++)
		ui_line(stdout, "         waits for a person: %s", gates->v[i]);
	if (gates->n)
		ui_line(stdout, "         git rel approve %s",
			x->t.rel.version.text);
}

static int tell(struct watch *x, const struct forge_run *r)
{
	CLEANUP(strvec) struct strvec gates = STRVEC_INIT;
	const struct forge_run *old = told_before(x, r->id);
	int rc;

	if (old && old->held == r->held && !strcmp(old->says, r->says))
		return 0;
	if ((rc = gates_of(x, r, &gates)) < 0)
		return rc;
	pace_end(&x->w);
	if (x->c->json)
		print_json(r, &gates);
	else
		print(x, r, &gates);
	fflush(stdout);
	return 0;
}

/* 1: all have ended. */
static int look(struct watch *x)
{
	bool open = false;
	int rc = tag_runs_look(&x->t);

	for (size_t i = x->t.n; rc == 0 && i-- > 0;) {
		open = open || x->t.run[i].result == FORGE_WAITING;
		rc = tell(x, &x->t.run[i]);
	}
	if (rc < 0)
		return rc;
	x->last = x->t.run;
	x->n_last = x->t.n;
	return x->t.n && !open;
}

static int follow(struct watch *x)
{
	int rc;

	for (;;) {
		rc = look(x);
		if (rc > 0 || no_wait)
			break;
		if ((rc = pace_forgive(&x->w, rc)) < 0)
			break;
		if (!x->n_last && pace_is_late(&x->w))
			break;
		if (pace_is_over(&x->w))
			break;
		pace_sleep(&x->w, "waiting for what the tag has started");
	}
	pace_end(&x->w);
	return rc < 0 ? rc : 0;
}

static void tell_nothing(struct watch *x)
{
	CLEANUP(strvec) struct strvec why = STRVEC_INIT;

	ui_must_say("no run for tag %s", x->t.rel.tag);
	ci_why(x->c, x->t.f,
	       &(struct ci_why){ .commit = &x->t.commit,
				 .remote = &x->t.rel.remote,
				 .tag = x->t.rel.tag },
	       &why);
	for (size_t i = 0; i < why.n; i++)
		ui_must_say("  %s", why.v[i]);
}

static bool is_well(const struct watch *x)
{
	for (size_t i = 0; i < x->n_last; i++)
		if (x->last[i].result != FORGE_PASSED &&
		    x->last[i].result != FORGE_SKIPPED)
			return false;
	return x->n_last > 0;
}

static int plan_watch(struct ctx *c, struct plan *p)
{
	struct watch x = { .c = c };
	struct pace pace;
	int rc;

	p->answered = true;
	if ((rc = ci_pace(c, timeout, &pace)) < 0 ||
	    (rc = tag_runs_open(&x.t, c, ctx_arg(c, 0))) < 0)
		return rc;
	pace_begin(&x.w, &pace);
	if ((rc = follow(&x)) < 0)
		return rc;
	if (!x.n_last)
		tell_nothing(&x);
	p->stops = !is_well(&x);
	return 0;
}

const struct cmd cmd_watch = {
	.name = "watch",
	.args = "[<options>] [<version>]",
	.brief = "follow what the tag of a release has started",
	.opts = opts,
	.max_args = 1,
	.plan = plan_watch,
	.list = tag_runs_list,
};
