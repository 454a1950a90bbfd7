#include "release/commit_step.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git/commit_parents.h"
#include "object/build.h"
#include "release/commit_typed.h"
#include "release/hook_notes.h"
#include "release/latest.h"

#include <git2.h>
#include <string.h>

int commit_step_message(struct ctx *c, const struct release *of,
			enum key_id key, const char *otherwise,
			struct strbuf *out)
{
	const char *text = setting(&c->repo.config, key);
	struct release rel = *of;
	int rc;

	if (!*text)
		text = otherwise;
	if (strstr(text, "{previous}") && (rc = release_previous(c, &rel)) < 0)
		return rc;
	rc = template_expand(out, text, &rel.vars);
	return rc < 0 ? error_in(rc, "the message of the commit") : rc;
}

static int add_step(struct ctx *c, struct plan *p, const struct commit_step *k,
		    const git_oid *id)
{
	const struct commit_typed typed = { .base = k->parent,
					    .text = k->path,
					    .n_text = k->n,
					    .gone = k->gone,
					    .n_gone = k->n_gone,
					    .message = k->message,
					    .no_verify = k->no_verify };
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	bool begins = git_oid_is_zero(&k->branch->tip) &&
		      !plan_commits_to(p, k->branch->ref);

	if (begins) {
		strbuf_adds(&command, "git switch -c ");
		strbuf_add_shell(&command, k->branch->name);
		strbuf_addf(&command, " %s\n", oid_short(&k->parent));
	}
	int rc = commit_typed(&c->repo, &typed, &command);
	if (rc < 0)
		return rc;
	struct step *s = plan_add(p, STEP_OBJECT);
	s->what = plan_text(p, "%s to '%s'", k->what, k->branch->name);
	s->command = plan_text(p, "%s", command.buf);
	s->ref = plan_text(p, "%s", k->branch->ref);
	s->message = plan_text(p, "%s", k->message);
	s->to = *id;
	return 0;
}

int commit_step_plan(struct ctx *c, struct plan *p, const struct commit_step *k,
		     git_oid *out)
{
	struct commit commit = { .branch = k->branch->name,
				 .tree = k->tree,
				 .parent = { k->parent },
				 .n_parents = 1,
				 .message = k->message,
				 .key = k->key ? k->key : "rel.commitMessage",
				 .no_verify = k->no_verify };
	int rc = build_commit(&c->repo, &commit, out);

	if (rc < 0)
		return rc;
	hook_notes_commit(c, p, false, k->no_verify);
	return add_step(c, p, k, out);
}

int release_message(struct ctx *c, const struct release *rel,
		    struct strbuf *out)
{
	return commit_step_message(c, rel, K_COMMIT_MESSAGE, MESSAGE_RELEASE,
				   out);
}

int release_commit_is(struct ctx *c, const struct release *rel,
		      const git_oid *id, bool *out)
{
	static const char *const ours[] = { MESSAGE_RELEASE, MESSAGE_NOTES,
					    MESSAGE_FOLD, MESSAGE_EDIT };
	git_commit *commit = NULL;
	int rc = 0;

	*out = false;
	if (git_commit_lookup(&commit, c->repo.git, id) < 0)
		return error_git("cannot read %s", oid_short(id));
	const char *is = git_commit_summary(commit);
	bool merge = commit_parents(commit) > 1;
	for (int i = 0; !rc && i < 4; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		rc = commit_step_message(c, rel, K_COMMIT_MESSAGE, ours[i],
					 &text);
		size_t len = strcspn(text.buf, "\n");
		*out |= !merge && is && strlen(is) == len &&
			!strncmp(is, text.buf, len);
	}
	git_commit_free(commit);
	return rc;
}
