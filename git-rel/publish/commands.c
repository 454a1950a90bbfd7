#include "git-rel/publish/commands.h"

#include "base/cleanup.h"
#include "release/gates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES_MAX = 100, PAUSE_MAX = 3600 };

/* Trust is given where they are: those of the tag are run, whatever is here. */
static int check_trust(struct ctx *c, const struct release *rel,
		       const struct commands *all)
{
	CLEANUP(strbuf) struct strbuf here = STRBUF_INIT;
	int rc = gate_trust(c, all);

	if (rc != E_POLICY)
		return rc;
	commands_text(&c->repo.config, &here);
	if (strcmp(here.buf, all->committed) != 0)
		error_hint(
			"they are those of '%s': git switch --detach %s first",
			rel->tag, ctx_shell(c, rel->tag));
	return rc;
}

int publish_commands(struct ctx *c, const struct release *rel,
		     const git_oid *commit, struct commands *out)
{
	struct commands all;
	int rc = gate_commands_at(c, rel, "publish", commit, &all);

	if (!rc)
		rc = check_trust(c, rel, &all);
	return rc < 0 ? rc : gate_open(c, rel, &all, commit, out);
}

static int bad_retries(const char *text)
{
	int rc = error(E_CONFIG, "forge.publish-retries: '%s' is none", text);

	error_hint(
		"write: <name> <how often> <seconds between>, and a comma before the next");
	return rc;
}

/* "verify 5 30, upload 3 10" */
static int retries(struct ctx *c, const char *name, struct step *s)
{
	const char *text = setting(&c->repo.config, K_PUBLISH_RETRIES);
	size_t n;

	s->tries = 1;
	for (; *text; text += n + (text[n] == ',')) {
		CLEANUP(text) char *one = NULL;
		char word[101];
		int tries, pause, end = 0;
		n = strcspn(text, ",");
		one = xstrndup(text, n);
		if (sscanf(one, " %100s %9d %9d %n", word, &tries, &pause,
			   &end) != 3 ||
		    one[end] || tries < 1 || tries > TRIES_MAX || pause < 0 ||
		    pause > PAUSE_MAX)
			return bad_retries(one);
		if (strcmp(word, name) != 0)
			continue;
		s->tries = tries;
		s->pause = pause;
	}
	return 0;
}

int publish_steps(struct ctx *c, struct plan *p, struct release *rel,
		  const struct commands *cmds, const git_oid *commit)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < cmds->n; i++) {
		const char *name = cmds->item[i]->name;
		rc = gate_step(c, p, rel, cmds->item[i], c->repo.work_tree,
			       commit);
		if (rc < 0)
			return rc;
		struct step *s = &p->step[p->n - 1];
		if ((rc = retries(c, name, s)) < 0)
			return rc;
		s->what =
			s->tries > 1 ?
				plan_text(
					p,
					"run '%s', up to %d times, %d %s apart",
					name, s->tries, s->pause,
					s->pause == 1 ? "second" : "seconds") :
				plan_text(p, "run '%s'", name);
	}
	return rc;
}
