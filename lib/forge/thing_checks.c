#include "forge/thing.h"

#include "base/json.h"
#include "forge/await.h"

/* Who looks again wants to hear it again. */
static int look(struct forge *f, json_object *want)
{
	(void)f;
	(void)want;
	return 0;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	struct await w = { .commit = json_get_str(want, "commit"),
			   .before = thing_list(f, want, "before") };
	struct awaited got;
	int rc;

	if (!w.commit)
		return error(E_FAIL, "checks of which commit?");
	pace_read(&w.pace, want);
	if ((rc = await_checks(f, &w, &got)) < 0)
		return rc;
	await_tell(told, &w, &got);
	if (got.end == AWAIT_NOTHING)
		thing_tell_why(f, want, told);
	return got.end != AWAIT_PASSED;
}

const struct thing thing_checks = { "checks", look, make, NULL };
