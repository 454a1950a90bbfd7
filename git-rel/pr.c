/*
 * git rel pr: the pull request that a release is merged by.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "forge/client.h"
#include "git-rel/notes/due.h"
#include "git-rel/pr/push.h"
#include "git-rel/pr/text.h"
#include "git/history.h"
#include "dialect/forge_web.h"
#include "release/forge_step.h"
#include "release/latest.h"
#include "release/remote_seen.h"
#include "release/still_empty.h"
#include "release/under_way.h"

#include <string.h>

static int draft = -1, no_verify, show, push = -1;
static const char *title, *milestone, *description;
static struct strvec labels, reviewers, set;

static const struct opt opts[] = {
	OPT_STRING('t', "title", &title, "title", "in place of forge.pr-title"),
	OPT_LIST('l', "label", &labels, "label", "one more label"),
	OPT_LIST('r', "reviewer", &reviewers, "name", "one more reviewer"),
	OPT_STRING(0, "milestone", &milestone, "title", "its milestone"),
	OPT_BOOL(0, "draft", &draft, "open it as a draft; --no-draft: ready"),
	OPT_FLAG(0, "show", &show, "print what its body says, and do no more"),
	OPT_BOOL(0, "push", &push, "push the branch first (default)"),
	OPT_STRING('m', "message", &description, "description",
		   "{description} in its title and body"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_FLAG(0, "no-verify", &no_verify, "skip pre-push"),
	OPT_END,
};

struct pull {
	struct ctx *c;
	struct plan *p;
	struct release rel;
	struct branch branch, base;
	struct forge *forge;
	const char *head_project; /* NULL: that of the forge */
	struct strbuf title, body;
	struct strvec labels, reviewers;
	struct strvec named; /* reviewers of the command line */
	const char *milestone;
	const char *away; /* why the remote was not asked; or NULL */
};

/* It was merged, or there never was anything to merge. */
static int nothing_to_merge(struct pull *x)
{
	const char *version = ctx_shell(x->c, x->rel.version.text);
	int rc = still_empty(x->c, &x->rel, &x->branch.tip);

	if (rc < 0)
		return rc;
	if (rc)
		return still_empty_error(x->c, &x->rel, &x->branch.tip);
	rc = error(E_POLICY, "'%s' is in '%s' of '%s' already", x->rel.branch,
		   x->rel.main, x->rel.remote.name);
	error_hint("git rel finish %s", version);
	return rc;
}

static int need_branch(struct pull *x)
{
	int rc = branch_look(x->c, &x->rel.remote, x->rel.branch, &x->branch);

	if (!rc)
		rc = branch_look(x->c, &x->rel.remote, x->rel.main, &x->base);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&x->branch.tip)) {
		rc = error(E_NOTFOUND, "there is no branch '%s'",
			   x->rel.branch);
		error_hint("git rel start %s", x->rel.version.text);
		return rc;
	}
	if (git_oid_is_zero(&x->base.remote))
		return error(E_NOTFOUND, "there is no branch '%s' on '%s'",
			     x->rel.main, x->rel.remote.name);
	rc = history_contains(&x->c->repo, &x->branch.tip, &x->base.remote);
	if (rc <= 0)
		return rc;
	return nothing_to_merge(x);
}

static int look(struct pull *x)
{
	struct ctx *c = x->c;
	int rc;

	if ((rc = history_need_whole(&c->repo)) < 0 ||
	    (rc = release_which(c, &x->rel, ctx_arg(c, 0))) < 0 ||
	    (rc = release_remote_seen(c, &x->rel, &x->away)) < 0 ||
	    (rc = need_remote(c, &x->rel)) < 0 ||
	    (rc = release_where(c, &x->rel)) < 0)
		return rc;
	x->p->release = plan_text(x->p, "%s", x->rel.version.text);
	return need_branch(x);
}

static int expand_milestone(struct pull *x)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *form = setting(&x->c->repo.config, K_PR_MILESTONE);
	int rc = template_expand(&text, form, &x->rel.vars);

	if (milestone)
		x->milestone = *milestone ? milestone : NULL;
	else if (text.len)
		x->milestone = plan_text(x->p, "%s", text.buf);
	return rc < 0 ? error_in(rc, "the pull request's milestone") : 0;
}

static int write_texts(struct pull *x)
{
	const struct config *config = &x->c->repo.config;
	int rc;

	x->rel.at = x->branch.tip;
	if ((rc = release_previous(x->c, &x->rel)) < 0)
		return rc;
	rc = pr_title(&x->rel, title ? title : setting(config, K_PR_TITLE),
		      "pull request", &x->title);
	if (rc < 0)
		return rc;
	want_words(&x->labels, setting(config, K_PR_LABELS));
	for (size_t i = 0; i < labels.n; i++)
		want_words(&x->labels, labels.v[i]);
	want_words(&x->reviewers, setting(config, K_PR_REVIEWERS));
	for (size_t i = 0; i < reviewers.n; i++) {
		want_words(&x->reviewers, reviewers.v[i]);
		want_words(&x->named, reviewers.v[i]);
	}
	if ((rc = expand_milestone(x)) < 0)
		return rc;
	return pr_body(x->c, &x->rel, &x->branch, &x->body);
}

static struct forge_pull_want key_of(const struct pull *x)
{
	return (struct forge_pull_want){ .head = x->rel.branch,
					 .base = x->rel.main,
					 .head_project = x->head_project,
					 .title = x->title.buf,
					 .body = x->body.buf,
					 .draft = -1,
					 .state = -1 };
}

static bool opens_draft(const struct pull *x)
{
	return draft >= 0 ? draft :
			    setting_bool(&x->c->repo.config, K_PR_DRAFT);
}

static json_object *wish(const struct pull *x, long number)
{
	json_object *o = json_object_new_object();

	if (number)
		json_object_object_add(o, "number",
				       json_object_new_int64(number));
	json_add_str(o, "head", x->rel.branch);
	json_add_str(o, "base", x->rel.main);
	json_add_str(o, "head_project", x->head_project);
	json_add_str(o, "title", x->title.buf);
	json_add_str(o, "body", x->body.buf);
	json_add_str(o, "milestone", x->milestone);
	want_list(o, "labels", &x->labels);
	/* those that are set were asked, and may have answered */
	want_list(o, "reviewers", number ? &x->named : &x->reviewers);
	/* one that is open was made ready, or not, by somebody */
	if (draft >= 0 || (!number && opens_draft(x)))
		want_flag(o, "draft", opens_draft(x));
	return o;
}

/* Prints the same body. */
static const char *show_command(const struct pull *x)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_adds(&text, "git rel pr --show");
	if (description)
		strbuf_addf(&text, " -m %s", ctx_shell(x->c, description));
	for (size_t i = 0; i < set.n; i++)
		strbuf_addf(&text, " --set %s", ctx_shell(x->c, set.v[i]));
	strbuf_addf(&text, " %s", ctx_shell(x->c, x->rel.version.text));
	return plan_text(x->p, "%s", text.buf);
}

/* All that it shall have. */
static struct forge_pull_want whole(const struct pull *x, long number)
{
	struct forge_pull_want want = key_of(x);

	want.label = (const char *const *)x->labels.v;
	want.reviewer = (const char *const *)x->reviewers.v;
	want.milestone = x->milestone;
	want.draft = !number && opens_draft(x);
	return want;
}

static const char *typed(const struct pull *x, long number)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct forge_pull_want want = whole(x, number);

	client_pull(&text, x->forge, &want, number, show_command(x));
	return text.len ? plan_text(x->p, "%s", text.buf) : NULL;
}

static int plan_pull(struct pull *x)
{
	const struct forge_pull_want key = key_of(x);
	const struct forge_ops *ops = x->forge->ops;
	struct forge_pull is = { 0 };
	int rc = thing_pull_of(x->forge, &key, &is);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	long number = rc == E_NOTFOUND ? 0 : is.number;
	json_object *want = wish(x, number);
	const char *what =
		number ? plan_text(x->p, "update %s %s%ld on %s: %s", ops->pull,
				   ops->sign, number, ops->name, x->title.buf) :
			 plan_text(x->p, "open %s '%s' into '%s' on %s: %s",
				   ops->pull, x->rel.branch, x->rel.main,
				   ops->name, x->title.buf);
	if (number)
		thing_pull_lacks(x->forge, want, &is);
	rc = number ? thing_pull.look(x->forge, want) : 0;
	if (rc <= 0)
		forge_step(x->p, x->forge, &thing_pull, want, what,
			   typed(x, number));
	else
		json_object_put(want);
	if (rc > 0)
		x->p->outcome = plan_text(x->p,
					  "%s %s%ld is as it shall be: %s",
					  ops->pull, ops->sign, number, is.url);
	return rc < 0 ? rc : 0;
}

/* What could not be pushed comes first. */
static const char *typed_push(const struct pull *x)
{
	if (!x->away || push == 0 || oid_eq(&x->branch.remote, &x->branch.tip))
		return "";
	return plan_text(x->p, "git push -u %s %s\n",
			 ctx_shell(x->c, x->rel.remote.name),
			 branch_word(x->c, NULL, x->rel.branch));
}

static void stop(struct pull *x)
{
	CLEANUP(strbuf) struct strbuf page = STRBUF_INIT;
	const struct forge_pull_want want = whole(x, 0);
	const char *open = typed(x, 0);

	forge_web_pull(&page, x->forge->kind, x->forge->web, &want);
	forge_stop(x->p, x->forge,
		   plan_text(x->p, "open the %s", x->forge->ops->pull),
		   page.buf,
		   plan_text(x->p, "%s%s", typed_push(x), open ? open : ""));
}

/* Beside what came of the rest. */
static void say_pushed(struct pull *x)
{
	const char *said = x->p->outcome;

	if (!x->c->dry_run)
		x->p->outcome = plan_text(x->p, "pushed '%s'%s%s",
					  x->rel.branch, said ? "\n" : "",
					  said ? said : "");
}

/* Told while its branch can still bring it to main. */
static int tell_due(struct pull *x)
{
	struct saved_error before;
	int rc;

	error_save(&before);
	rc = notes_due(x->c, &x->rel, &x->branch.tip, &x->base.remote, NULL);
	if (rc == E_POLICY) {
		plan_note(x->p, "git rel finish is going to refuse it: %s",
			  error_message());
		rc = error_restore(0, &before);
	} else {
		error_drop(&before);
	}
	return rc;
}

static int plan_all(struct pull *x)
{
	int rc = look(x);

	if (!rc)
		rc = write_texts(x);
	if (!rc && !show)
		rc = tell_due(x);
	if (rc < 0)
		return rc;
	if (show) {
		printf("%s%s", x->body.buf, x->body.len ? "\n" : "");
		x->p->answered = true;
		return 0;
	}
	if ((rc = forge_of(x->c, x->rel.remote.name, &x->forge)) < 0)
		return rc;
	forge_shorten(x->p, x->forge, &x->body, "", x->forge->ops->pull_text);
	if (x->away)
		x->forge->away = x->away;
	else if (push != 0)
		rc = pr_push(x->c, x->p, x->forge, &x->rel, &x->branch,
			     no_verify, &x->head_project);
	if (rc < 0)
		return rc;
	bool pushes = x->p->n > 0;
	if (x->forge->token && !x->forge->away)
		rc = plan_pull(x);
	if (forge_is_away(x->forge, rc)) {
		stop(x);
		rc = 0;
	}
	if (!rc && pushes)
		say_pushed(x);
	return rc;
}

static int plan_pr(struct ctx *c, struct plan *p)
{
	struct pull x = { .c = c,
			  .p = p,
			  .rel = { .vars.set = &set,
				   .vars.description = description },
			  .title = STRBUF_INIT,
			  .body = STRBUF_INIT };
	int rc = plan_all(&x);

	strbuf_release(&x.title);
	strbuf_release(&x.body);
	strvec_clear(&x.labels);
	strvec_clear(&x.reviewers);
	strvec_clear(&x.named);
	return rc;
}

const struct cmd cmd_pr = {
	.name = "pr",
	.args = "[<options>] [<version>]",
	.brief = "open or update the pull request of a release",
	.opts = opts,
	.max_args = 1,
	.plan = plan_pr,
	.list = release_list,
};
