#include "git/unshared.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "git/scratch.h"

#include <string.h>

int unshared_look(struct repo *r, const git_oid *base, const git_oid *tip,
		  struct unshared *out)
{
	CLEANUP(strbuf) struct strbuf range = STRBUF_INIT, log = STRBUF_INIT;

	*out = (struct unshared){ 0 };
	int rc = history_contains(r, tip, base);
	if (rc)
		return rc < 0 ? rc : 0;
	strbuf_addf(&range, "%s...", oid_hex(base));
	strbuf_adds(&range, oid_hex(tip));
	const char *argv[] = { "git",
			       "log",
			       "-z",
			       "--cherry-pick",
			       "--right-only",
			       "--no-merges",
			       "--no-show-signature",
			       "--format=%h %s",
			       range.buf,
			       "--",
			       NULL };
	struct run run = { .argv = argv, .env = r->env, .out = &log };
	rc = run_command(&run);

	if (rc)
		return rc < 0 ? rc :
				error(E_FAIL, "git cannot compare %s and %s",
				      oid_short(base), oid_short(tip));
	if (log.len)
		out->newest = arena_strdup(&r->arena, log.buf);
	for (const char *p = log.buf, *end = p + log.len; p < end;
	     p += strlen(p) + 1)
		out->n++;
	return 0;
}
