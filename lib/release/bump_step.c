#include "release/bump_step.h"

#include "base/cleanup.h"
#include "release/commit_step.h"

#include <string.h>

int bump_files(struct ctx *c, const git_oid *base, const struct version *v,
	       bool down, struct bump *out)
{
	int rc = bump_forbid_static(&c->repo, base);

	memset(out, 0, sizeof(*out));
	if (rc < 0 || !bump_configured(&c->repo.config))
		return rc;
	return bump_build(&c->repo, base, v, down, out);
}

const char *bump_what(struct plan *p, const struct bump *bump,
		      const struct version *v)
{
	return plan_text(p, "commit version %s%s%s%s", v->text,
			 bump->old ? " (was " : "", bump->old ? bump->old : "",
			 bump->old ? ")" : "");
}

int bump_commit(struct ctx *c, struct plan *p, const struct bump_step *b,
		const struct bump *bump, git_oid *tip)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct commit_step commit = {
		.branch = b->branch,
		.parent = b->base,
		.tree = bump->tree,
		.what = bump_what(p, bump, &b->rel->version),
		.path = bump->path,
		.n = bump->n,
		.key = b->message == K_NEXT_DEV_MESSAGE ? "rel.nextDevMessage" :
							  "rel.bumpMessage",
		.no_verify = b->no_verify
	};
	int rc;

	*tip = b->base;
	if (!bump->n)
		return 0;
	if ((rc = commit_step_message(c, b->rel, b->message, b->otherwise,
				      &message)) < 0)
		return rc;
	commit.message = message.buf;
	return commit_step_plan(c, p, &commit, tip);
}
