#include "bumping.h"

#include "base/cleanup.h"
#include "model/build.h"
#include "model/bump.h"

#include <string.h>

static int message_of(struct ctx *c, const struct bumping *b,
		      struct strbuf *out)
{
	struct release rel = *b->rel;
	const char *text = b->otherwise;
	int rc;

	for (int i = 1; i >= 0; i--)
		if (*setting(&c->repo.config, b->message[i]))
			text = setting(&c->repo.config, b->message[i]);
	if (strstr(text, "{previous}") && (rc = release_previous(c, &rel)) < 0)
		return rc;
	rc = template_expand(out, text, &rel.vars);
	return rc < 0 ? error_in(rc, "the message of the commit") : rc;
}

static void add_step(struct plan *p, const struct bumping *b,
		     const struct bump *bump, const char *message,
		     const git_oid *id)
{
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	struct step *s = plan_add(p, STEP_OBJECT);

	strbuf_adds(&command, "git commit -m ");
	strbuf_add_shell(&command, message);
	for (size_t i = 0; i < bump->n; i++) {
		strbuf_addc(&command, ' ');
		strbuf_add_shell(&command, bump->path[i]);
	}
	s->what = plan_text(p, "commit version %s%s%s%s to '%s'",
			    b->rel->version.text, bump->old ? " (was " : "",
			    bump->old ? bump->old : "", bump->old ? ")" : "",
			    b->branch->name);
	s->command = plan_text(p, "%s", command.buf);
	s->ref = plan_text(p, "%s", b->branch->ref);
	s->message = plan_text(p, "%s", message);
	s->to = *id;
}

int bump_commit(struct ctx *c, struct plan *p, const struct bumping *b,
		git_oid *tip)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct commit commit = { .branch = b->branch->name,
				 .parent = { b->base },
				 .n_parents = 1,
				 .no_verify = b->no_verify };
	struct bump bump;
	int rc;

	*tip = b->base;
	if ((rc = bump_forbid_static(&c->repo, &b->base)) < 0 ||
	    !bump_configured(&c->repo.config))
		return rc;
	if ((rc = bump_build(&c->repo, &b->base, &b->rel->version, &bump)) <
		    0 ||
	    !bump.n)
		return rc;
	if ((rc = message_of(c, b, &message)) < 0)
		return rc;
	commit.tree = bump.tree;
	commit.message = message.buf;
	if ((rc = build_commit(&c->repo, &commit, tip)) < 0)
		return rc;
	add_step(p, b, &bump, message.buf, tip);
	return 0;
}
