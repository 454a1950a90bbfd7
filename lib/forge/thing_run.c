#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"
#include "forge/started_run.h"

static int look(struct forge *f, json_object *want)
{
	struct started_run key;
	struct forge_run is = { 0 };
	int rc;

	started_run_read(&key, f, want);
	rc = started_run_find(f, &key, &is);
	return rc == E_NOTFOUND ? 0 : rc < 0 ? rc : 1;
}

/* It may have begun though nobody told us. */
static int look_again(struct forge *f, const struct started_run *key,
		      json_object *want, int rc)
{
	struct saved_error first;
	struct forge_run is = { 0 };
	struct pace pace;

	if (rc != E_NET)
		return rc;
	error_save(&first);
	pace_read(&pace, want);
	bool begun = started_run_expect(f, key, &pace, &is) == 0;
	rc = error_restore(rc, &first);
	if (begun)
		return 0;
	error_hint(
		"no run was seen since; look at the forge before you start it again");
	return rc;
}

static int start(struct forge *f, const struct started_run *key,
		 json_object *want)
{
	const struct forge_dispatch d = { .workflow = key->workflow,
					  .ref = key->ref,
					  .input = thing_list(f, want,
							      "inputs") };
	struct forge_run run = { 0 };
	int rc = f->ops->run_start(f, &d, &run);

	crash_point();
	if (rc == 0 && run.id)
		thing_saw_run(f, &run);
	return look_again(f, key, want, rc);
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	struct started_run key;
	int rc;

	started_run_read(&key, f, want);
	crash_point();
	rc = start(f, &key, want);
	crash_point();
	if (rc == 0)
		strbuf_addf(told, "started '%s' on '%s'%s%s\n",
			    key.workflow ? key.workflow : "the pipeline",
			    key.ref, f->run && f->run->url ? ": " : "",
			    f->run && f->run->url ? f->run->url : "");
	return rc;
}

const struct thing thing_run = { "run", look, make, NULL };
