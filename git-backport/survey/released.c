#include "git-backport/survey/released.h"

#include "base/cleanup.h"
#include "base/run.h"

#include <string.h>

int released_in(struct ctx *c, const git_oid *commit, const git_oid *tip,
		const char **out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *argv[] = { "git",
			       "for-each-ref",
			       "--count=1",
			       "--sort=version:refname",
			       "--format=%(refname:strip=2)",
			       "--contains",
			       oid_hex(commit),
			       "--merged",
			       oid_hex(tip),
			       "refs/tags",
			       NULL };
	struct run run = { .argv = argv, .env = c->repo.env, .out = &text };
	int rc = run_command(&run);

	*out = NULL;
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git for-each-ref failed");
	strbuf_trim_end(&text);
	if (text.len)
		*out = arena_strdup(&c->repo.arena, text.buf);
	return 0;
}
