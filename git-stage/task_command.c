#include "git-stage/task_command.h"

#include "plan/oplog.h"
#include "release/branch.h"
#include "standing/findings.h"
#include "staging/observe.h"
#include "standing/record_of_task.h"

#include <string.h>
#include <time.h>

/* What was done here since the forge was asked is not known yet: it is asked. */
static bool was_done(struct ctx *c, const struct staging *s,
		     const struct fact *fact, const char *verb)
{
	const struct record *seen = observe_last(s, fact->text);
	struct saved_error before;
	struct oplog log;
	bool done = false;

	error_save(&before);
	int rc = oplog_read(&c->repo, &log);
	(void)error_restore(0, &before);
	for (size_t i = rc < 0 ? 0 : log.n; !done && i-- > 0;) {
		const struct operation *op = &log.item[i];
		char when[32];
		time_t t = (time_t)op->time;
		struct tm tm;
		strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ",
			 gmtime_r(&t, &tm));
		done = !strcmp(op->verb, verb) && !op->undone &&
		       strstr(op->title, s->rel.version.text) &&
		       (!seen || strcmp(when, seen->text[TEXT_TIME]) > 0);
	}
	return done;
}

/* What makes the forge say it, or asks what it says. */
const char *task_asked_by(struct ctx *c, const struct staging *s,
			  const struct fact *fact)
{
	const char *call = c->program->call;

	switch (fact->kind) {
	case FACT_REQUEST:
		return was_done(c, s, fact, "pr") ?
			       arena_printf(&c->repo.arena, "%s fetch", call) :
			       "git rel pr";
	case FACT_PUBLISHED:
		return was_done(c, s, fact, "publish") ?
			       arena_printf(&c->repo.arena, "%s fetch", call) :
			       "git rel publish";
	case FACT_BRANCH:
		return arena_printf(&c->repo.arena, "%s push", call);
	case FACT_CI:
	case FACT_APPROVED:
	case FACT_ENVIRONMENT:
		return arena_printf(&c->repo.arena, "%s fetch", call);
	default:
		return NULL;
	}
}

/* Commands of git rel are about the branch that HEAD is on. */
const char *task_on_branch(struct ctx *c, const char *branch,
			   const char *command)
{
	git_oid head;
	const char *at;

	if (repo_head(&c->repo, &at, &head) == 0 && at &&
	    !strcmp(ref_short(at), branch))
		return command;
	return arena_printf(&c->repo.arena, "%s && %s",
			    branch_switch(c, branch), command);
}

/* What is tested may be a merge, with files that the branch has not. */
static const char *checked_on(struct ctx *c, const struct staging *s)
{
	git_oid at;

	return s->qual && !git_oid_is_zero(&s->merge_of) &&
			       staging_looked_at(c, s, &at) == 0 &&
			       !oid_eq(&at, &s->merge_of) ?
		       s->qual :
		       s->rel.branch;
}

/* ... about the candidate, which is a merge by now that the branch of its name is not
 * at, here or as it was fetched: no pull brings it there. */
static const char *on_checked(struct ctx *c, const struct staging *s,
			      const char *command)
{
	const char *branch = checked_on(c, s);
	git_oid at = { { 0 } };

	if (branch != s->qual || !repo_has_object(&c->repo, &s->candidate) ||
	    branch_ref(c, "heads", branch, &at) < 0 ||
	    (git_oid_is_zero(&at) && branch_tracked(c, branch, &at) < 0) ||
	    git_oid_is_zero(&at) || oid_eq(&at, &s->candidate))
		return task_on_branch(c, branch, command);
	return arena_printf(&c->repo.arena, "git switch -C %s %s && %s",
			    ctx_shell(c, branch), oid_short(&s->candidate),
			    command);
}

/* A gate runs where the files are those of the candidate. */
static const char *at_candidate(struct ctx *c, const struct staging *s,
				const char *command)
{
	git_oid head, same;
	const char *at;

	if (repo_head(&c->repo, &at, &head) < 0 ||
	    oid_eq(&head, &s->candidate) ||
	    (staging_looked_at(c, s, &same) == 0 && oid_eq(&head, &same)))
		return command;
	return on_checked(c, s, command);
}

static const char *fix_finding(struct ctx *c, const struct staging *s,
			       const struct fact *fact, const char **remark)
{
	size_t n;
	const struct record *found =
		findings_open(&c->repo.arena, &s->evidence, fact->of, &n);

	if (!found)
		return NULL;
	*remark = "once it is mended";
	return arena_printf(&c->repo.arena, "%s finding fix %s",
			    c->program->call, found->text[TEXT_NAME]);
}

/* With what the item wants, for a person to fill in. */
static const char *tick(struct ctx *c, const struct task *task)
{
	const struct words *wants = &task->item->is.wants;
	struct arena *a = &c->repo.arena;
	const char *text =
		arena_printf(a, "%s tick %s", c->program->call, task->name);

	for (size_t i = 0; i < wants->n; i++)
		text = arena_printf(a, "%s %s", text,
				    record_option(a, wants->v[i]));
	return text;
}

const char *task_command(struct ctx *c, const struct staging *s,
			 const struct task *task, const char **remark)
{
	const char *call = c->program->call;

	*remark = NULL;
	if (task->gate) {
		const char *run = arena_printf(&c->repo.arena, "%s run %s",
					       call, task->name);
		return task->gate->workflow ? run : at_candidate(c, s, run);
	}
	if (task->kind == TASK_ITEM && !task->fact)
		return tick(c, task);
	switch (task->fact->kind) {
	case FACT_RC:
		return task_on_branch(c, s->rel.branch, "git rel rc");
	case FACT_REQUEST:
	case FACT_PUBLISHED:
		return arena_printf(&c->repo.arena, "%s %s",
				    task_asked_by(c, s, task->fact),
				    s->rel.version.text);
	case FACT_FINDINGS:
		return fix_finding(c, s, task->fact, remark);
	case FACT_CHECK:
		return on_checked(c, s, "git rel check");
	default:
		return NULL;
	}
}
