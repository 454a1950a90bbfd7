/*
 * git rel approve: say yes, or no, to what waits for a person.
 */
#include "git-rel/cmds.h"

#include "base/json.h"
#include "git-rel/watch/tag_runs.h"
#include "release/forge_step.h"

static int reject;
static const char *message;

static const struct opt opts[] = {
	OPT_FLAG(0, "reject", &reject, "say no"),
	OPT_STRING('m', "message", &message, "text", "what is said with it"),
	OPT_END,
};

static void add_gate(struct plan *p, struct tag_runs *t,
		     const struct forge_run *r, const struct forge_gate *gate)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "run", r->id);
	json_add_str(o, "gate", gate->id);
	json_add_str(o, "name", gate->name);
	want_flag(o, "yes", !reject);
	json_add_str(o, "comment", message);
	forge_step(p, t->f, &thing_gate, o,
		   plan_text(p, "%s '%s' of %s %s: %s",
			     reject ? "reject" : "approve", gate->name,
			     tag_run_name(r), r->id, r->url ? r->url : ""),
		   NULL);
}

static int refuse_no(const struct tag_runs *t)
{
	return error(
		E_POLICY,
		"GitLab knows no 'no': what waits in the pipeline of %s waits until it is started",
		t->rel.tag);
}

static int plan_run(struct plan *p, struct tag_runs *t,
		    const struct forge_run *r)
{
	struct forge_gate *gate = NULL;
	size_t n = 0;
	int rc = t->f->ops->gates(t->f, r->id, &gate, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (t->f->token && gate[i].mine)
			add_gate(p, t, r, &gate[i]);
		else if (t->f->token)
			plan_note(p, "'%s' of %s is for others to approve: %s",
				  gate[i].name, tag_run_name(r), r->url);
		else
			forge_stop(p, t->f,
				   plan_text(p, "approve '%s'", gate[i].name),
				   r->url, NULL);
	}
	return rc;
}

static int plan_all(struct plan *p, struct tag_runs *t)
{
	size_t held = 0;
	int rc = tag_runs_look(t);

	for (size_t i = 0; rc == 0 && i < t->n; i++) {
		if (!t->run[i].held)
			continue;
		held++;
		rc = plan_run(p, t, &t->run[i]);
	}
	if (rc < 0)
		return rc;
	if (p->n && message && t->f->kind == FORGE_GITLAB)
		plan_note(
			p,
			"GitLab keeps no text with what is started: -m is not sent");
	if (p->n || p->outcome)
		return 0;
	p->stops = true;
	p->outcome = plan_text(p,
			       held ? "nothing of %s waits for you" :
				      "nothing of %s waits for a person",
			       t->rel.tag);
	return 0;
}

static int plan_approve(struct ctx *c, struct plan *p)
{
	struct tag_runs t = { 0 };
	struct forge_gate *gate;
	size_t n;
	int rc = tag_runs_open(&t, c, ctx_arg(c, 0));

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", t.rel.version.text);
	if (t.f->kind == FORGE_GITEA) /* it says so itself */
		return t.f->ops->gates(t.f, "", &gate, &n);
	if (t.f->kind == FORGE_GITLAB && reject)
		return refuse_no(&t);
	return plan_all(p, &t);
}

const struct cmd cmd_approve = {
	.name = "approve",
	.args = "[<options>] [<version>]",
	.brief = "approve what a release's CI waits for, or reject it",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_approve,
	.list = tag_runs_list,
};
