#include "git-rel/finish/request.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "config/back_merge.h"
#include "forge/client.h"
#include "git-rel/finish/merge.h"
#include "git-rel/pr/text.h"
#include "git/history.h"
#include "dialect/forge_web.h"
#include "release/forge_step.h"
#include "release/latest.h"

#include <string.h>

bool land_is_request(const struct land *l, struct ctx *c,
		     const struct branch *b)
{
	return back_merge_asks(&c->repo.config) && l->pushes &&
	       !git_oid_is_zero(&b->remote);
}

bool land_request_waits(const struct land *l, struct ctx *c, struct plan *p,
			const struct branch *b)
{
	git_oid there = { { 0 } };

	if (!back_merge_asks(&c->repo.config) || l->pushes ||
	    branch_tracked(c, b->name, &there) < 0 || git_oid_is_zero(&there))
		return false;
	plan_note(p, "'%s' gets it by a pull request, once it is pushed",
		  b->name);
	return true;
}

/* As a person does it, on that branch. */
static void retype(const struct land *l, struct ctx *c, struct plan *p,
		   const struct merge *m, const struct onward *o)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct step *s = &p->step[p->n - 1];
	const char *from = plan_text(p, "%s/%s", l->rel.remote.name, o->into);

	if (m->what == l->rel.tag)
		strbuf_adds(&out, land_typed_tag(l, c));
	strbuf_addf(&out, "git switch --no-track -c %s %s\n",
		    ctx_shell(c, o->branch.name), ctx_shell(c, from));
	strbuf_addf(&out, "git merge %s--no-ff --into-name %s %s",
		    m->no_verify ? "--no-verify " : "", ctx_shell(c, o->into),
		    ctx_shell(c, m->what));
	for (size_t i = 0; i < m->n_settled; i++)
		land_typed_settled(&out, c, m, &m->settled[i]);
	s->ref = plan_text(p, "%s", o->branch.ref);
	s->what = plan_text(p, "%s, on '%s'", s->what, o->branch.name);
	s->command = plan_text(p, "%s", out.buf);
}

static int make_head(struct land *l, struct ctx *c, struct plan *p,
		     struct merge *m, struct onward *o)
{
	int rc = 0;

	o->made = true;
	if (setting_is(&c->repo.config, K_MERGE, "ff-only"))
		rc = history_contains(&c->repo, &m->ours, &m->theirs);
	if (rc > 0)
		o->to = m->theirs;
	if (rc)
		return rc < 0 ? rc : 0;
	rc = land_merge_back(l, c, p, m, &o->to);
	if (!rc)
		retype(l, c, p, m, o);
	return rc;
}

/* A branch of that name is there; what main got since then is not asked for. */
static int take_head(const struct land *l, struct ctx *c, struct onward *o)
{
	const struct branch *head = &o->branch;
	bool there = !git_oid_is_zero(&head->remote);
	int rc = history_contains(&c->repo, &l->tag_target, &head->tip);

	o->to = head->tip;
	if (rc)
		return rc < 0 ? rc : 0;
	rc = error(E_EXISTS, "branch '%s' exists already%s%s, without %s",
		   head->name, there ? " on " : "",
		   there ? l->rel.remote.name : "", l->rel.tag);
	if (there)
		error_hint("to make it anew: git push %s :%s",
			   ctx_shell(c, l->rel.remote.name),
			   branch_word(c, &l->rel.remote, head->name));
	else
		error_hint("to make it anew: git branch -D %s",
			   ctx_shell(c, head->name));
	return rc;
}

/* The forge has merged it, or a colleague: the branch here follows, if it has
 * nothing of its own. */
static int take_merged(struct ctx *c, const struct branch *head,
		       struct onward *o)
{
	int rc = git_oid_is_zero(&head->tip) ?
			 0 :
			 history_contains(&c->repo, &head->tip,
					  &o->branch.remote);

	if (rc > 0)
		o->merged = *head;
	o->branch.remote = o->to;
	return rc < 0 ? rc : 0;
}

int land_request(struct land *l, struct ctx *c, struct plan *p, struct merge *m,
		 struct onward *o)
{
	const char *name = back_merge_head(&c->repo.config, &c->repo.arena,
					   l->rel.tag, o->branch.name);
	struct branch head;
	int rc = branch_look(c, &l->rel.remote, name, &head);

	if (rc < 0)
		return rc;
	rc = history_contains(&c->repo, &m->theirs, &o->branch.remote);
	if (rc)
		return rc < 0 ? rc : take_merged(c, &head, o);
	/* one that is merged already has nothing for another */
	rc = git_oid_is_zero(&head.tip) ?
		     1 :
		     history_contains(&c->repo, &head.tip, &o->branch.remote);
	m->ours = o->branch.remote;
	o->into = o->branch.name;
	o->branch = head;
	return rc < 0 ? rc : rc ? make_head(l, c, p, m, o) : take_head(l, c, o);
}

void land_request_others(const struct land *l, struct ctx *c,
			 struct strvec *out)
{
	const struct config *config = &c->repo.config;
	const char *none =
		back_merge_head(config, &c->repo.arena, l->rel.tag, "");
	const char *prefix =
		arena_printf(&c->repo.arena, "refs/heads/%s", none);
	size_t n = strlen(prefix);

	for (size_t i = 0; back_merge_asks(config) && i < l->rel.remote.n;
	     i++) {
		const char *ref = l->rel.remote.ref[i].name;
		const char *to =
			arena_printf(&c->repo.arena, "refs/heads/%s",
				     ref + (starts_with(ref, prefix) ? n : 0));
		if (starts_with(ref, prefix) &&
		    !git_oid_is_zero(remote_ref(&l->rel.remote, to)))
			strvec_push(out, ref_short(to));
	}
}

struct asking {
	const struct land *l;
	struct ctx *c;
	struct plan *p;
	struct forge *f; /* NULL: nobody knows which it is */
	struct strbuf *told;
	struct strbuf title, body;
};

/* {branch} is where it goes. */
static int write_texts(struct asking *a, const struct onward *o)
{
	const struct config *config = &a->c->repo.config;
	const struct branch from = { .name = a->l->main.name,
				     .tip = a->l->landed };
	struct release rel = a->l->rel;
	int rc;

	rel.at = a->l->landed;
	rc = release_previous(a->c, &rel);
	rel.vars.branch = o->into;
	strbuf_reset(&a->title);
	strbuf_reset(&a->body);
	if (!rc)
		rc = template_expand(&a->title,
				     setting(config, K_BACK_MERGE_TITLE),
				     &rel.vars);
	if (rc < 0)
		return error_in(rc, "the pull request's title");
	if (*setting(config, K_BACK_MERGE_BODY))
		return pr_form(a->c, &rel, &from, K_BACK_MERGE_BODY, &a->body);
	strbuf_addf(
		&a->body,
		"Brings %s back. Merge it as a merge commit: after a squash or a rebase, %s would not have the tag.",
		rel.tag, o->into);
	return 0;
}

/* What only a person can do now. */
static void leave(struct asking *a, const struct onward *o,
		  const struct forge_pull_want *want)
{
	CLEANUP(strbuf) struct strbuf page = STRBUF_INIT;
	const char *way;

	if (a->f)
		forge_web_pull(&page, a->f->kind, a->f->web, want);
	if (!a->p->stops)
		strbuf_addf(a->told, "\nthere is no %s%s, so this is left:",
			    a->f ? "token for " : "forge that we know",
			    a->f ? a->f->ops->name : "");
	way = plan_text(a->p, "open the %s of '%s' into '%s'%s%s",
			a->f ? a->f->ops->pull : "pull request", o->branch.name,
			o->into, a->f ? ": " : "", page.buf);
	strbuf_addf(a->told, "\n  %s", way);
	if (a->p->dry_run) /* which tells no outcome */
		plan_note(a->p, "left to you: %s", way);
	a->p->stops = true;
}

static void add_step(struct asking *a, const struct forge_pull_want *want)
{
	const struct forge_ops *ops = a->f->ops;
	CLEANUP(strbuf) struct strbuf typed = STRBUF_INIT;
	json_object *o = json_object_new_object();

	json_add_str(o, "head", want->head);
	json_add_str(o, "base", want->base);
	json_add_str(o, "title", want->title);
	json_add_str(o, "body", want->body);
	client_pull(&typed, a->f, want, 0, NULL);
	forge_step(a->p, a->f, &thing_pull, o,
		   plan_text(a->p, "open %s '%s' into '%s' on %s: %s",
			     ops->pull, want->head, want->base, ops->name,
			     want->title),
		   typed.buf);
}

static int ask_one(struct asking *a, const struct onward *o)
{
	struct forge_pull_want want = { .head = o->branch.name,
					.base = o->into,
					.draft = -1,
					.state = -1 };
	struct forge_pull is = { 0 };
	int rc = write_texts(a, o);

	if (rc < 0)
		return rc;
	if (a->f)
		forge_shorten(a->p, a->f, &a->body, "", a->f->ops->pull_text);
	want.title = a->title.buf;
	want.body = a->body.buf;
	if (!a->f || !a->f->token) {
		leave(a, o, &want);
		return 0;
	}
	/* no branch, no pull request */
	rc = git_oid_is_zero(&o->branch.remote) ?
		     E_NOTFOUND :
		     thing_pull_of(a->f, &want, &is);
	if (rc == E_NOTFOUND)
		add_step(a, &want);
	else if (!rc)
		strbuf_addf(a->told, "\n%s %s%ld into '%s' is open: %s",
			    a->f->ops->pull, a->f->ops->sign, is.number,
			    o->into, is.url);
	return rc == E_NOTFOUND ? 0 : rc;
}

/* Which forge it is need not be known for a release. */
static int reach(struct asking *a)
{
	struct saved_error before;

	if (a->f)
		return 0;
	error_save(&before);
	int rc = forge_of(a->c, a->l->rel.remote.name, &a->f);
	if (rc != E_NOTFOUND && rc != E_NET) {
		error_drop(&before);
		return rc;
	}
	a->f = NULL;
	return error_restore(0, &before);
}

int land_ask(const struct land *l, struct ctx *c, struct plan *p,
	     struct strbuf *told)
{
	struct asking a = { .l = l,
			    .c = c,
			    .p = p,
			    .told = told,
			    .title = STRBUF_INIT,
			    .body = STRBUF_INIT };
	int rc = 0;

	for (size_t i = 0; !rc && i < l->n_onward; i++) {
		if (!l->onward[i].into)
			continue;
		rc = reach(&a);
		if (!rc)
			rc = ask_one(&a, &l->onward[i]);
	}
	strbuf_release(&a.title);
	strbuf_release(&a.body);
	return rc;
}
