/*
 * git staging tick: answer an item of the checklist.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/sha256.h"
#include "standing/listed.h"
#include "standing/record_of_task.h"
#include "staging/record_step.h"
#include "staging/released.h"
#include "qualify/share.h"

#include <string.h>

static const char *of_release, *the_link, *the_file, *the_job, *message;
static struct strvec values;
static int failed, waived, not_applicable, to_push = -1;

static const struct opt opts[] = {
	OPT_LISTED(0, "of", &of_release, "version", listed_releases,
		   "of this release"),
	OPT_LIST(0, "value", &values, "name=number", "a value that was found"),
	OPT_STRING(0, "link", &the_link, "url", "where more is told"),
	OPT_STRING(0, "file", &the_file, "path", "a file to keep with it"),
	OPT_STRING(0, "job", &the_job, "id", "the job that it is about"),
	OPT_STRING('m', "message", &message, "text", "in your own words"),
	OPT_FLAG(0, "fail", &failed, "it has not passed"),
	OPT_FLAG(0, "waive", &waived, "go on without it; -m says why"),
	OPT_FLAG(0, "na", &not_applicable,
		 "it does not apply to this release; -m says why"),
	OPT_BOOL(0, "push", &to_push, "share it at once (default)"),
	OPT_END,
};

static int find_result(enum record_result *out)
{
	if (failed + waived + not_applicable > 1)
		return error(E_USAGE,
			     "one of --fail, --waive and --na, not several");
	*out = failed         ? RESULT_FAIL :
	       waived         ? RESULT_WAIVED :
	       not_applicable ? RESULT_NA :
				RESULT_PASS;
	return 0;
}

/* Called by its digest, so that two of one name are two. */
static int read_kept(struct ctx *c, struct strbuf *text, struct kept_file *out,
		     struct record *rec)
{
	char digest[SHA256_HEX_SIZE];
	const char *slash = strrchr(the_file, '/');
	int rc = strbuf_read_file(text, the_file, KEPT_FILE_MAX, false);

	if (rc < 0)
		return error_in(rc, "--file");
	sha256_hex(digest, text->buf, text->len);
	rec->text[TEXT_FILE] =
		arena_strdup(&c->repo.arena, slash ? slash + 1 : the_file);
	rec->text[TEXT_FILE_DIGEST] = arena_strdup(&c->repo.arena, digest);
	*out = (struct kept_file){ arena_printf(&c->repo.arena, "%.12s-%s",
						digest, rec->text[TEXT_FILE]),
				   text->buf, text->len, the_file };
	return 0;
}

static int make_record(struct ctx *c, struct plan *p, struct staging *s)
{
	const struct given given = { .values = &values,
				     .link = the_link,
				     .job = the_job,
				     .message = message,
				     .file = the_file };
	CLEANUP(policy) struct policy policy = { 0 };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct given with = given;
	struct kept_file file;
	const struct task *task;
	struct record rec = { .kind = RECORD_ITEM };
	int rc = find_result(&with.result);

	if (rc < 0 || (rc = policy_look(c, s, &policy)) < 0 ||
	    (rc = policy_task(&policy, ctx_arg(c, 0), &task)) < 0 ||
	    (rc = record_of_task(c, s, &policy, task, &with, &rec)) < 0)
		return rc;
	if (the_file && (rc = read_kept(c, &text, &file, &rec)) < 0)
		return rc;
	if (task->phase && !task->before_finish && !staging_is_tagged(c, s))
		plan_note(
			p,
			"'%s' comes after the release in the list, and %s is not released yet",
			task->name, s->rel.version.text);
	p->outcome = plan_text(p, "%s: %s, on %s", task->name,
			       rec.kind == RECORD_WAIVE ?
				       "waived" :
				       record_results[rec.result],
			       oid_short(&s->candidate));
	return record_step(c, p, s, &rec, 1, &file, the_file ? 1 : 0);
}

/* First it is kept here, so that nothing is lost for want of a network. */
static int plan_tick(struct ctx *c, struct plan *p)
{
	struct staging s;
	int rc = staging_find(c, of_release, &s);

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &s);
	if ((rc = released_check(c, &s)) < 0 ||
	    (rc = staging_need_current(c, &s)) < 0 ||
	    (rc = make_record(c, p, &s)) < 0)
		return rc;
	return share_keep(c, p, &s, to_push);
}

static void list_items(struct ctx *c, FILE *out)
{
	listed_tasks(c, of_release, TASK_ITEM, out);
	if (!waived)
		return;
	listed_tasks(c, of_release, TASK_GATE, out);
	listed_tasks(c, of_release, TASK_CHECK, out);
}

const struct cmd cmd_tick = {
	.name = "tick",
	.args = "[<options>] <item>",
	.brief = "answer an item of the checklist",
	.opts = opts,
	.min_args = 1,
	.max_args = 1,
	.plan = plan_tick,
	.list = list_items,
};
