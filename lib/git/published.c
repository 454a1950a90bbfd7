#include "git/published.h"

#include "base/cleanup.h"
#include "base/run.h"

int published(struct repo *r, const git_oid *id, bool *out)
{
	const char *hex = arena_strdup(&r->arena, oid_hex(id));
	const char *argv[] = { "git", "for-each-ref", "--count=1", "--contains",
			       hex,   "refs/remotes", "refs/tags", NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text };
	int rc = run_command(&run);

	*out = text.len > 0;
	return rc > 0 ? error(E_FAIL, "git cannot list the refs") : rc;
}
