#include "forge/thing.h"

#include "base/json.h"
#include "forge/await.h"
#include "forge/started_run.h"

/* Who looks again wants to hear it again. */
static int look(struct forge *f, json_object *want)
{
	(void)f;
	(void)want;
	return 0;
}

/* 1: it was given up. */
static int until_ended(struct forge *f, const struct pace *pace,
		       struct forge_run *run)
{
	struct waiter w;
	int rc = 0;

	pace_begin(&w, pace);
	while (run->result == FORGE_WAITING) {
		struct forge_run now = { 0 };
		pace_sleep(&w, run->held ? "waiting for a person to approve" :
					   "waiting for the run to end");
		int got = f->ops->run_get(f, run->id, &now);
		rc = pace_forgive(&w, got);
		if (rc < 0)
			break;
		if (!got) /* else nothing, or half of it, was read */
			*run = now;
		rc = pace_is_over(&w) && run->result == FORGE_WAITING;
		if (rc)
			break;
	}
	pace_end(&w);
	return rc;
}

static void tell(struct forge *f, const struct forge_run *run, int rc,
		 struct strbuf *told)
{
	if (rc > 0)
		strbuf_addf(told, "not done in time (%s)", run->says);
	else
		strbuf_addf(told, "%s (%s)", await_word(run->result),
			    run->says);
	strbuf_addf(told, ": %s\n", run->url ? run->url : run->id);
	thing_saw_run(f, run);
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	struct started_run key;
	struct forge_run run = { 0 };
	struct pace pace;
	int rc;

	started_run_read(&key, f, want);
	pace_read(&pace, want);
	if ((rc = started_run_expect(f, &key, &pace, &run)) < 0)
		return rc;
	if (rc > 0) {
		strbuf_addf(told, "no run of '%s' came up\n", key.workflow);
		thing_tell_why(f, want, told);
		return 1;
	}
	if ((rc = until_ended(f, &pace, &run)) < 0)
		return rc;
	tell(f, &run, rc, told);
	return rc > 0 || run.result == FORGE_FAILED;
}

const struct thing thing_result = { "result", look, make, NULL };
