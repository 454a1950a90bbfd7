#include "git-rel/start/first_stage.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/start/push.h"
#include "git/uncommitted.h"
#include "plan/run_typed.h"
#include "release/commit_step.h"
#include "release/gates.h"
#include "release/latest.h"

#include <string.h>

/* ---- before ---------------------------------------------------------------*/

static int refuse_changes(const struct strvec *dirty)
{
	int rc = error(E_POLICY,
		       "the work tree has changes that are not committed");

	for (size_t i = 0; i < dirty->n && i < 5; i++)
		error_detail("%s", dirty->v[i]);
	if (dirty->n > 5)
		error_detail("and %zu more", dirty->n - 5);
	error_hint(
		"commit them first: the commands of this project run here, and what they change becomes part of the release");
	return rc;
}

/* Trust is given where they are, which is not here. */
static int lead_to_base(struct start *s, struct ctx *c, int rc)
{
	const struct start_point *base = &s->base;
	const char *way = gate_way(c, &s->check,
				   base->branch ? base->branch : base->name,
				   &base->id);

	if (way && base->branch)
		error_hint("they are those of '%s': %s first", base->branch,
			   way);
	else if (way)
		error_hint(
			"they are those of '%s': git switch --detach %s first",
			base->name, oid_short(&base->id));
	return rc;
}

static int check_trust(struct start *s, struct ctx *c)
{
	int rc = gate_trust(c, &s->prepare);

	if (!rc)
		rc = gate_trust(c, &s->check);
	return rc == E_POLICY ? lead_to_base(s, c, rc) : rc;
}

static int check_place(struct start *s, struct ctx *c)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	int rc;

	if (!c->repo.work_tree || !s->to_switch) {
		rc = error(
			E_POLICY,
			"the commands of this project need a work tree on '%s'",
			s->rel.branch);
		error_hint(c->repo.work_tree ?
				   "leave out --no-switch" :
				   "run it in a clone that has one");
		return rc;
	}
	rc = uncommitted_tracked(&c->repo, c->repo.work_tree, false, &dirty);
	return !rc && dirty.n ? refuse_changes(&dirty) : rc;
}

int first_stage_look(struct start *s, struct ctx *c)
{
	const git_oid *base = &s->base.id;
	int rc = gate_commands_at(c, &s->rel, "prepare", base, &s->prepare);

	if (!rc)
		rc = gate_commands_at(c, &s->rel, "check", base, &s->check);
	if (rc < 0)
		return rc;
	if (s->no_check)
		s->check.n = 0;
	if (!s->prepare.n && !s->check.n)
		return 0;
	rc = check_place(s, c);
	if (!rc)
		rc = check_trust(s, c);
	return rc < 0 ? rc : 1;
}

/* ---- the first stage ------------------------------------------------------*/

static const char *list(struct start *s, struct ctx *c, struct plan *p,
			const struct commands *cmds)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < cmds->n; i++) {
		CLEANUP(strvec) struct strvec env = STRVEC_INIT;
		gate_env(&env, &s->rel);
		strvec_pushf(&env, "GIT_REL_STEP=%s",
			     gate_name(c, cmds->item[i]));
		if (i)
			strbuf_addc(&text, '\n');
		run_typed(&text, &env, cmds->item[i]->line);
	}
	return plan_text(p, "%s", text.buf);
}

static void add_later(struct plan *p, const char *what, const char *command)
{
	struct step *s = plan_add(p, STEP_LATER);

	s->what = what;
	s->command = command;
}

/* Where nothing is committed yet, what they change makes the release commit;
 * files that are there already, and git does not know, are not theirs. */
static void add_prepare(struct start *s, struct ctx *c, struct plan *p,
			const struct stages *b)
{
	bool there = s->made; /* a bump of its own is another commit */
	const char *add = b->untracked.n ? "git add <what is new or changed>" :
					   "git add --all";
	const char *verify = s->no_verify ? " --no-verify" : "";
	const char *commit =
		there ? plan_text(p, "git commit%s --amend --no-edit", verify) :
			plan_text(p, "git commit%s -m %s", verify,
				  ctx_shell(c, b->message));

	add_later(p, "then run the prepare steps", list(s, c, p, &s->prepare));
	add_later(p,
		  there ? "make what they change part of the release commit" :
			  "make what they change the release commit",
		  plan_text(p, "%s\n%s", add, commit));
}

/* Both at once, where a stable branch is opened, too. */
static void add_push(struct start *s, struct ctx *c, struct plan *p)
{
	const char *remote = ctx_shell(c, s->rel.remote.name);
	const char *stable = s->stable.name ?
				     plan_text(p, " %s:%s",
					       oid_short(&s->stable_at),
					       ctx_shell(c, s->stable.ref)) :
				     "";

	add_later(p,
		  plan_text(p, "push '%s'%s%s%s to '%s'", s->rel.branch,
			    *stable ? " and '" : "",
			    *stable ? s->stable.name : "", *stable ? "'" : "",
			    s->rel.remote.name),
		  plan_text(p, "git push%s%s -u %s %s%s",
			    *stable ? " --atomic" : "",
			    s->no_verify ? " --no-verify" : "", remote,
			    branch_word(c, &s->rel.remote, s->rel.branch),
			    stable));
}

static void add_outlook(struct start *s, struct ctx *c, struct plan *p,
			const struct stages *b)
{
	if (s->prepare.n)
		add_prepare(s, c, p, b);
	if (s->check.n)
		add_later(p, "run the checks on that commit",
			  list(s, c, p, &s->check));
	if (start_pushes(s, c))
		add_push(s, c, p);
	if (s->stable.name)
		add_later(p, plan_text(p, "make branch '%s'", s->stable.name),
			  plan_text(p, "git branch %s %s",
				    ctx_shell(c, s->stable.name),
				    oid_short(&s->stable_at)));
}

static int fill(struct start *s, struct ctx *c, struct plan *p,
		struct stages *b)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	const char *head;
	git_oid at;
	int rc = repo_head(&c->repo, &head, &at);

	if (rc < 0)
		return rc;
	b->id = p->id;
	b->release = s->rel.version.text;
	b->worktree = c->repo.work_tree;
	b->head = head ? head : arena_strdup(&c->repo.arena, oid_hex(&at));
	b->branch = plan_text(p, "refs/heads/%s", s->rel.branch);
	b->outcome = p->outcome;
	b->base = s->base.id;
	b->opens = s->stable.ref;
	b->opens_at = s->stable_at;
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_OBJECT)
			stages_add_other(b, &c->repo, &p->step[i].to);
	if (s->made && b->n_others)
		stages_add_made(b, &c->repo, &b->others[--b->n_others]);
	if ((rc = release_previous(c, &s->rel)) < 0 ||
	    (rc = release_message(c, &s->rel, &message)) < 0)
		return rc;
	b->message = plan_text(p, "%s", message.buf);
	b->previous = s->rel.vars.previous;
	for (size_t i = 0; i < c->raw.n; i++)
		strvec_push(&b->argv, c->raw.v[i]);
	return uncommitted_untracked(&c->repo, b->worktree, &b->untracked);
}

/* Noted before anything else, so that --abort knows the way back. */
void first_stage_note(struct plan *p, const struct stages *b)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	size_t at = 0;

	stages_text(b, &text);
	plan_add(p, STEP_NOTE);
	while (at < p->n - 1 && p->step[at].kind == STEP_OBJECT)
		at++;
	memmove(&p->step[at + 1], &p->step[at],
		(p->n - 1 - at) * sizeof(*p->step));
	p->step[at] = (struct step){
		.kind = STEP_NOTE,
		.what = "note the way back, for git rel --abort",
		.ref = "begun",
		.message = plan_text(p, "%s", text.buf),
	};
}

static bool is_too_much(const struct stages *b)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	stages_text(b, &text);
	return text.len > STAGES_MAX;
}

int first_stage_begin(struct start *s, struct ctx *c, struct plan *p)
{
	CLEANUP(stages) struct stages b = { 0 };
	int rc = fill(s, c, p, &b);

	if (rc < 0)
		return rc;
	if (is_too_much(&b)) {
		rc = error(
			E_POLICY,
			"there are %zu files that git does not track, too many to note",
			b.untracked.n);
		error_hint("ignore or remove them");
		return rc;
	}
	first_stage_note(p, &b);
	add_outlook(s, c, p, &b);
	p->part_of = p->id;
	p->outcome = NULL;
	p->goes_on = true;
	return 0;
}
