/*
 * git backport ci: what a forge's event asks for, by who may ask for it.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "forge/ci_event.h"
#include "git-backport/pick/pick_options.h"
#include "git-backport/source/preset.h"
#include "git-backport/source/pull.h"
#include "dialect/forge_name.h"

#include <string.h>

static const char *event;

static const struct opt opts[] = {
	OPT_STRING(0, "event", &event, "file",
		   "what has happened, as the forge's JSON"),
	OPT_END,
};

/* GitLab's pipeline after a merge has no event: only the commit, and who did it. */
static bool is_pipeline(const struct forge *f)
{
	return f->kind == FORGE_GITLAB && !event &&
	       !ci_variable("TRIGGER_PAYLOAD") && ci_variable("CI_COMMIT_SHA");
}

static int read_pipeline(struct forge *f, struct forge_event *out)
{
	const char *commit = ci_variable("CI_COMMIT_SHA");
	const char *who = ci_variable("GITLAB_USER_LOGIN");
	struct forge_pull *pull;
	size_t n;

	*out = (struct forge_event){ .kind = EVENT_OTHER,
				     .project = f->project,
				     .actor = who };
	if (!who)
		return error(E_USAGE,
			     "GITLAB_USER_LOGIN does not say who has merged");
	int rc = f->ops->pulls_of_commit(f, commit, &pull, &n);
	for (size_t i = 0; !rc && i < n; i++)
		if (pull[i].merge_id && !strcmp(pull[i].merge_id, commit)) {
			out->kind = EVENT_MERGED;
			out->number = pull[i].number;
		}
	return rc;
}

static int read_event(struct ctx *c, struct forge *f, struct forge_event *out)
{
	const char *path;
	int rc;

	if (is_pipeline(f))
		return read_pipeline(f, out);
	if ((rc = ci_event_file(event, &path)) < 0 ||
	    (rc = ci_event_read(&c->repo.arena, f->kind, path, out)) < 0)
		return rc;
	if (out->kind == EVENT_OTHER ||
	    forge_same_name(out->project, f->project))
		return 0;
	return error(E_POLICY, "the event is of '%s', and the remote '%s'",
		     out->project, f->project);
}

static int nothing(struct plan *p, const char *why)
{
	p->outcome = plan_text(p, "nothing is backported: %s", why);
	return 0;
}

static void take_words(const char *words)
{
	CLEANUP(text) char *all = xstrdup(words);

	for (char *save, *word = strtok_r(all, " \t,", &save); word;
	     word = strtok_r(NULL, " \t,", &save))
		strvec_push(&pick_options.to, word);
}

static bool is_new(const struct forge_event *e, const char *label)
{
	size_t i = 0;

	while (e->label && e->label[i] && strcmp(e->label[i], label) != 0)
		i++;
	return !e->label || e->label[i];
}

/* Those that are for backports; where the event tells which are new, these alone:
 * what was closed on purpose is not asked for again by another one. */
static void take_labels(struct ctx *c, const struct forge_event *e,
			const struct forge_pull *pull)
{
	const struct preset *by = preset_of(&c->repo.config);

	for (size_t i = 0; pull->label && pull->label[i]; i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		if (is_new(e, pull->label[i]) &&
		    preset_label(&name, by, pull->label[i]))
			strvec_push(&pick_options.labels, pull->label[i]);
	}
}

/* A queue merges by a bot, which no list of people has: who merges may push. */
static int may_ask(struct forge *f, const struct forge_event *e)
{
	if (f->kind == FORGE_GITHUB && e->kind == EVENT_MERGED &&
	    ends_with(e->actor, "[bot]"))
		return 1;
	return f->ops->may_act(f, e->actor);
}

/* As `git backport --submit` does it, with a comment where that conflicts. */
static int pick(struct ctx *c, struct plan *p, long number)
{
	pick_options.submit = pick_options.summary = 1;
	pick_options.lines_only = 1;
	pick_options.on_conflict = "skip";
	pick_options.from_labels = !pick_options.to.n;
	strvec_clear(&c->args);
	strvec_pushf(&c->args, "pr/%ld", number);
	return cmd_pick.plan(c, p);
}

static int plan_ci(struct ctx *c, struct plan *p)
{
	struct targets t = { 0 };
	struct forge_event e;
	struct forge_pull pull;
	const char *words = NULL;
	struct forge *f;
	int rc = pull_forge(c, branch_remote(c), &f);

	if (rc < 0 || (rc = read_event(c, f, &e)) < 0)
		return rc;
	if (e.kind == EVENT_COMMENT)
		words = forge_event_command(&c->repo.arena, e.text,
					    "/backport");
	if (e.kind == EVENT_OTHER || (e.kind == EVENT_COMMENT && !words))
		return nothing(p, "the event does not ask for it");
	if (!f->token)
		return error(E_POLICY, "there is no token for %s",
			     f->ops->name);
	if ((rc = may_ask(f, &e)) < 0)
		return rc;
	if (!rc)
		return nothing(p, arena_printf(&c->repo.arena,
					       "'%s' may not push to '%s'",
					       e.actor, f->project));
	t.remote.name = branch_remote(c);
	if ((rc = pull_read(c, &t, e.number, &pull)) < 0)
		return rc;
	if (pull.state != FORGE_MERGED)
		return nothing(p,
			       arena_printf(&c->repo.arena, "%s is not merged",
					    pull_name(c, &pull)));
	take_words(words ? words : "");
	take_labels(c, &e, &pull);
	if (!pick_options.to.n && !pick_options.labels.n)
		return nothing(p, arena_printf(&c->repo.arena,
					       "no label of %s is for that",
					       pull_name(c, &pull)));
	return pick(c, p, e.number);
}

const struct cmd cmd_ci = {
	.name = "ci",
	.args = "[--event=<file>]",
	.brief = "on CI: backport what a label, a merge or a comment asks for",
	.opts = opts,
	.flags = CMD_CONFIRM,
	.plan = plan_ci,
};
