#include "git-rel/ci/ci.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"
#include "forge/await.h"
#include "forge/client.h"
#include "git-rel/pr/push.h"
#include "release/ci_pace.h"
#include "release/ci_why.h"
#include "release/forge_step.h"
#include "release/pull_number.h"
#include "release/remote_seen.h"
#include "release/under_way.h"

#include <string.h>

struct asking {
	struct ci *x;
	struct release rel;
	struct forge *f;
	struct forge_pull pull;
	struct pace pace;
	struct strvec labels; /* those it does not have */
	const char *comment, *marker;
	const char *away; /* why the remote was not asked; or NULL */
};

/* Labels that were there before us stay. */
static void settle_labels(struct asking *a)
{
	CLEANUP(strvec) struct strvec all = STRVEC_INIT;

	want_words(&all, setting(&a->x->c->repo.config, K_CI_LABELS));
	for (size_t i = 0; i < a->x->labels->n; i++)
		strvec_push(&all, a->x->labels->v[i]);
	for (size_t i = 0; i < all.n; i++)
		if (!thing_has_label(&a->pull, all.v[i]))
			strvec_push(&a->labels, all.v[i]);
}

static int settle(struct asking *a)
{
	struct ctx *c = a->x->c;
	int rc;

	a->comment = a->x->comment ? a->x->comment :
				     setting(&c->repo.config, K_CI_COMMENT);
	a->marker = plan_text(a->x->p, "<!-- git-rel ci %s -->", a->x->p->id);
	settle_labels(a);
	if (*a->comment || a->labels.n)
		return 0;
	rc = error(E_CONFIG,
		   "what starts CI? there is no label and no comment");
	error_hint(
		"-l <label>, --comment=<text>, or forge.ci-labels and forge.ci-comment");
	error_hint("git rel ci wait   only looks");
	return rc;
}

static json_object *wish(const struct asking *a)
{
	json_object *o = json_object_new_object();

	json_object_object_add(o, "number",
			       json_object_new_int64(a->pull.number));
	return o;
}

/* With GitHub's own client. */
static const char *typed(struct asking *a, const char *verb, const char *option,
			 const char *const *value, size_t n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (a->f->kind != FORGE_GITHUB)
		return NULL;
	strbuf_addf(&text, "gh pr %s", verb);
	client_where(&text, a->f);
	if (a->pull.number)
		strbuf_addf(&text, " %ld", a->pull.number);
	else
		strbuf_addf(&text, " %s", ctx_shell(a->x->c, a->rel.branch));
	for (size_t i = 0; i < n; i++) {
		strbuf_addf(&text, " %s ", option);
		strbuf_add_shell(&text, value[i]);
	}
	return plan_text(a->x->p, "%s", text.buf);
}

static const char *names(struct asking *a)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < a->labels.n; i++)
		strbuf_addf(&text, "%s%s", i ? ", " : "", a->labels.v[i]);
	return plan_text(a->x->p, "%s", text.buf);
}

static const char *typed_labels(struct asking *a, bool add)
{
	return typed(a, "edit", add ? "--add-label" : "--remove-label",
		     (const char *const *)a->labels.v, a->labels.n);
}

static const char *typed_comment(struct asking *a)
{
	return typed(a, "comment", "-b", &a->comment, 1);
}

static void add_labels(struct asking *a, bool add)
{
	json_object *o = wish(a);

	if (!a->labels.n) {
		json_object_put(o);
		return;
	}
	want_list(o, add ? "add" : "remove", &a->labels);
	if (!add)
		want_flag(o, "again", true);
	else if (*a->comment)
		json_add_str(o, "until", a->marker);
	forge_step(a->x->p, a->f, &thing_labels, o,
		   plan_text(a->x->p, "%s %s%ld: %s %s",
			     add ? "label" : "take from", a->f->ops->sign,
			     a->pull.number, add ? "as" : "the label",
			     names(a)),
		   typed_labels(a, add));
}

static void add_comment(struct asking *a)
{
	json_object *o;

	if (!*a->comment)
		return;
	o = wish(a);
	json_add_str(o, "marker", a->marker);
	json_add_str(o, "text",
		     plan_text(a->x->p, "%s\n\n%s", a->comment, a->marker));
	forge_step(a->x->p, a->f, &thing_comment, o,
		   plan_text(a->x->p, "comment on %s%ld: %s", a->f->ops->sign,
			     a->pull.number, a->comment),
		   typed_comment(a));
}

/* Where it is found, or is among others, without having been looked for. */
static const char *page(const struct asking *a)
{
	static const char *const list[N_FORGES] = {
		[FORGE_GITHUB] = "pulls",
		[FORGE_GITLAB] = "-/merge_requests",
		[FORGE_GITEA] = "pulls",
	};
	const char *folder = a->f->kind == FORGE_GITHUB && a->pull.number ?
				     "pull" :
				     list[a->f->kind];

	return a->pull.number ? plan_text(a->x->p, "%s/%s/%ld", a->f->web,
					  folder, a->pull.number) :
				plan_text(a->x->p, "%s/%s", a->f->web, folder);
}

/* Both are for a person. */
static void stop(struct asking *a)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	bool gh = a->f->kind == FORGE_GITHUB;

	if (gh && a->labels.n)
		strbuf_addf(&lines, "%s\n", typed_labels(a, true));
	if (gh && *a->comment)
		strbuf_adds(&lines, typed_comment(a));
	forge_stop(a->x->p, a->f,
		   plan_text(a->x->p, "%s%s%s%s%s",
			     a->labels.n ? "label it as " : "",
			     a->labels.n ? names(a) : "",
			     a->labels.n && *a->comment ? ", and " : "",
			     *a->comment ? "comment " : "", a->comment),
		   a->pull.url ? a->pull.url : page(a), lines.buf);
}

static int add_before(struct asking *a, json_object *o)
{
	CLEANUP(strvec) struct strvec marks = STRVEC_INIT;
	struct forge_checks now = { 0 };
	int rc = a->f->ops->checks(a->f, a->pull.head_id, NULL, &now);

	for (size_t i = 0; rc == 0 && i < now.n; i++)
		strvec_push(&marks, await_mark(a->f, &now.check[i]));
	want_list(o, "before", &marks);
	return rc;
}

static int add_checks(struct asking *a)
{
	CLEANUP(strvec) struct strvec why = STRVEC_INIT;
	json_object *o = json_object_new_object();
	git_oid head;
	int rc = add_before(a, o);

	if (rc < 0) {
		json_object_put(o);
		return rc;
	}
	oid_from_hex(&head, a->pull.head_id);
	ci_why(a->x->c, a->f,
	       &(struct ci_why){ .commit = &head, .pull = &a->pull }, &why);
	if (*a->comment)
		strvec_push(&why,
			    "where CI answers by a comment: forge.ci-bot");
	json_add_str(o, "commit", a->pull.head_id);
	want_list(o, "why", &why);
	json_object_object_add(o, "pace", pace_json(&a->pace));
	forge_step(a->x->p, a->f, &thing_checks, o,
		   plan_text(a->x->p, "wait for the checks of %.10s",
			     a->pull.head_id),
		   typed(a, "checks --watch", NULL, NULL, 0));
	return 0;
}

/* CI says it in a comment of its own, which it changes as it goes. */
static void add_reply(struct asking *a)
{
	const struct config *config = &a->x->c->repo.config;
	CLEANUP(strvec) struct strvec done = STRVEC_INIT;
	CLEANUP(strvec) struct strvec failed = STRVEC_INIT;
	CLEANUP(strvec) struct strvec why = STRVEC_INIT;
	const char *bot = setting(config, K_CI_BOT);
	json_object *o = wish(a);

	want_words(&done, setting(config, K_CI_DONE));
	want_words(&failed, setting(config, K_CI_FAILED));
	strvec_pushf(&why, "forge.ci-bot says who answers");
	json_add_str(o, "marker", a->marker);
	json_add_str(o, "bot", bot);
	want_list(o, "done", &done);
	want_list(o, "failed", &failed);
	want_list(o, "why", &why);
	json_object_object_add(o, "pace", pace_json(&a->pace));
	forge_step(a->x->p, a->f, &thing_reply, o,
		   plan_text(a->x->p, "wait for what %s says", bot),
		   typed(a, "view --comments", NULL, NULL, 0));
}

static int add_wait(struct asking *a)
{
	if (!*a->comment || setting_is(&a->x->c->repo.config, K_CI_BOT, ""))
		return add_checks(a);
	add_reply(a);
	return 0;
}

static int of_release(struct asking *a, const char *version)
{
	struct ctx *c = a->x->c;
	int rc;

	if ((rc = release_which(c, &a->rel, version)) < 0 ||
	    (rc = release_remote_seen(c, &a->rel, &a->away)) < 0 ||
	    (rc = release_where(c, &a->rel)) < 0 ||
	    (rc = forge_of(c, a->rel.remote.name, &a->f)) < 0)
		return rc;
	a->x->p->release = plan_text(a->x->p, "%s", a->rel.version.text);
	a->f->away = a->away;
	if (a->away)
		return E_NET;
	rc = pr_find(c, a->f, &a->rel, &a->pull);
	if (rc == E_NOTFOUND)
		error_hint("git rel ci pr/<number>   for that of another fork");
	return rc;
}

/* Any pull request, as that of a backport, or of somebody's fork. */
static int by_number(struct asking *a, long number)
{
	struct ctx *c = a->x->c;
	int rc;

	if ((rc = release_remote_seen(c, &a->rel, &a->away)) < 0 ||
	    (rc = forge_of(c, a->rel.remote.name, &a->f)) < 0)
		return rc;
	a->f->away = a->away;
	rc = a->away ? E_NET : a->f->ops->pull_get(a->f, number, &a->pull);
	if (rc == E_NET)
		a->pull.number = number;
	if (rc < 0)
		return rc;
	if (a->pull.state == FORGE_OPEN)
		return 0;
	return error(E_POLICY, "%s %s%ld is not open", a->f->ops->pull,
		     a->f->ops->sign, number);
}

static int look(struct asking *a, const char *what)
{
	long number = what ? pull_number(what) : 0;
	int rc = ci_pace(a->x->c, a->x->timeout, &a->pace);

	if (!rc)
		rc = number ? by_number(a, number) : of_release(a, what);
	if (rc == E_NET && a->f && forge_is_away(a->f, rc) && a->f->away)
		return settle(a);
	if (rc < 0)
		return rc;
	if (!a->pull.head_id)
		return error(E_NET, "%s does not tell the commit of %s%ld",
			     a->f->ops->name, a->f->ops->sign, a->pull.number);
	return settle(a);
}

static int plan_all(struct asking *a, const char *what)
{
	int rc = look(a, what);

	if (rc < 0)
		return rc;
	if (!a->f->token || a->f->away) {
		stop(a);
		return 0;
	}
	add_labels(a, true);
	add_comment(a);
	if (a->x->wait == 0)
		return 0;
	if ((rc = add_wait(a)) < 0)
		return rc;
	add_labels(a, false);
	return 0;
}

int ci_ask(struct ci *x, const char *what)
{
	struct asking a = { .x = x };
	int rc = plan_all(&a, what);

	strvec_clear(&a.labels);
	return rc;
}
