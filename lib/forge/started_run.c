#include "forge/started_run.h"

#include "base/json.h"
#include "forge/thing.h"

#include <string.h>

void started_run_read(struct started_run *out, struct forge *f,
		      json_object *want)
{
	*out = (struct started_run){
		.workflow = json_get_str(want, "workflow"),
		.ref = json_get_str(want, "ref"),
		.commit = json_get_str(want, "commit"),
		.before = thing_list(f, want, "before"),
	};
}

static bool is_asked_for(const char *event)
{
	return event &&
	       (!strcmp(event, "workflow_dispatch") || !strcmp(event, "api"));
}

bool started_run_is_such(const struct started_run *s, const struct forge_run *r)
{
	if (!is_asked_for(r->event))
		return false;
	if (r->file && s->workflow && strcmp(r->file, s->workflow) != 0)
		return false;
	return !r->branch || !s->ref || !strcmp(r->branch, s->ref);
}

static bool was_there(const struct started_run *s, const char *id)
{
	for (const char *const *b = s->before; b && *b; b++)
		if (!strcmp(*b, id))
			return true;
	return false;
}

/* Who starts one after us is not meant. */
int started_run_find(struct forge *f, const struct started_run *s,
		     struct forge_run *out)
{
	struct forge_run *run = NULL;
	size_t n = 0;
	int rc;

	if (f->run) {
		*out = *f->run;
		return 0;
	}
	if ((rc = f->ops->runs(f, s->commit, &run, &n)) < 0)
		return rc;
	while (n-- > 0) {
		if (!run[n].id || was_there(s, run[n].id) ||
		    !started_run_is_such(s, &run[n]))
			continue;
		*out = run[n];
		thing_saw_run(f, out);
		return 0;
	}
	return E_NOTFOUND;
}

int started_run_expect(struct forge *f, const struct started_run *s,
		       const struct pace *pace, struct forge_run *out)
{
	struct waiter w;
	int rc;

	pace_begin(&w, pace);
	for (;;) {
		rc = started_run_find(f, s, out);
		if (rc == 0)
			break;
		if (rc != E_NOTFOUND && (rc = pace_forgive(&w, rc)) < 0)
			break;
		rc = 1;
		if (pace_is_late(&w))
			break;
		pace_sleep(&w, "waiting for the run to begin");
	}
	pace_end(&w);
	return rc;
}
