#include "git-rel/status_next.h"

#include "base/cleanup.h"
#include "git-rel/notes/due.h"
#include "git-rel/notes/look.h"
#include "object/bump.h"
#include "release/branch.h"
#include "release/gates.h"
#include "release/tag_form.h"

#include <string.h>

/* What a template asks of the command line, as options with a gap to fill. */
static void add_needs(struct strbuf *out, const char *text)
{
	const char *p = strstr(text, "{set.");

	if (strstr(text, "{description}") && !strstr(out->buf, " -m "))
		strbuf_adds(out, " -m <description>");
	for (; p; p = strstr(p, "{set.")) {
		p += strlen("{set.");
		size_t n = strcspn(p, "}");
		CLEANUP(text)
		char *option = xasprintf(" --set %.*s=<value>", (int)n, p);
		if (!strstr(out->buf, option))
			strbuf_adds(out, option);
	}
}

static const char *finish(struct ctx *c, const struct version *v, bool hotfix)
{
	const struct config *config = &c->repo.config;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	enum key_id tag = hotfix && *setting(config, K_HOTFIX_TAG_MESSAGE) ?
				  K_HOTFIX_TAG_MESSAGE :
				  K_TAG_MESSAGE;

	strbuf_addf(&text, "git rel finish %s", ctx_shell(c, v->text));
	if (!setting_is(config, K_SIGN, "lightweight"))
		add_needs(&text, setting(config, tag));
	add_needs(&text, setting(config, K_MERGE_MESSAGE));
	return arena_strdup(&c->repo.arena, text.buf);
}

/* The checks that are open at `tip`: run them, there; but nobody runs what was
 * not read. */
static const char *checks_due(struct ctx *c, const struct release *rel,
			      const git_oid *tip, bool here)
{
	struct commands all, open;

	if (gate_commands_at(c, rel, "check", tip, &all) < 0 || !all.n ||
	    gate_open(c, rel, &all, tip, &open) < 0 || !open.n)
		return NULL;
	if (!here)
		return arena_printf(&c->repo.arena,
				    "git switch %s && git rel check",
				    ctx_shell(c, rel->branch));
	return gate_trust(c, &open) < 0 ? "git rel trust" : "git rel check";
}

/* The version files first: what mends them is a commit. */
static const char *version_due(struct ctx *c, const struct status *s,
			       const char *branch, const struct version *v,
			       const git_oid *tip)
{
	struct arena *a = &c->repo.arena;
	struct bump bump;

	if (bump_require(&c->repo, tip, v) != E_POLICY)
		return NULL;
	if (bump_look(&c->repo, tip, &bump) < 0)
		return arena_printf(
			a, "put %s into the files that carry the version",
			v->text);
	if (s->head && !strcmp(ref_short(s->head), branch))
		return "git rel bump";
	return arena_printf(a, "git switch %s && git rel bump",
			    ctx_shell(c, branch));
}

/* What `finish` would refuse for want of; NULL: nothing that is seen here, and
 * what is wrong else it will say itself.  Notes first, for they are a commit,
 * and checks count for the last one. */
static const char *due(struct ctx *c, const struct status *s,
		       const char *branch, const struct version *v, bool hotfix)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	struct release rel = { 0 };
	git_oid tip, landed, tag;

	if (release_name(c, &rel, v, hotfix) < 0 ||
	    branch_ref(c, "heads", branch, &tip) < 0 ||
	    branch_tracked(c, main, &landed) < 0 ||
	    repo_ref(&c->repo, rel.tag_ref, &tag) < 0 ||
	    git_oid_is_zero(&tip) || !git_oid_is_zero(&tag))
		return NULL;
	const char *bump = version_due(c, s, branch, v, &tip);
	if (bump)
		return bump;
	if (notes_due(c, &rel, &tip, &landed) == E_POLICY)
		return arena_printf(&c->repo.arena, "git rel notes edit %s",
				    ctx_shell(c, v->text));
	return checks_due(c, &rel, &tip,
			  s->head && !strcmp(ref_short(s->head), branch));
}

/* The forge merges only what it has. */
static int next_for(struct ctx *c, struct status *s, const char *branch)
{
	struct arena *a = &c->repo.arena;
	const char *remote = setting(&c->repo.config, K_REMOTE);
	struct version v;
	git_oid there;
	bool hotfix;
	int rc;

	if (!release_of_branch(c, branch, &v, &hotfix))
		return 0;
	s->next = due(c, s, branch, &v, hotfix);
	if (s->next)
		return 0;
	s->next = finish(c, &v, hotfix);
	if (!setting_is(&c->repo.config, K_FINISH, "pr"))
		return 0;
	if (!branch_remote(c)) {
		s->next = arena_printf(a, "git remote add %s <url>",
				       ctx_shell(c, remote));
		return 0;
	}
	if ((rc = branch_tracked(c, branch, &there)) < 0)
		return rc;
	if (git_oid_is_zero(&there))
		s->next = arena_printf(a, "git push -u %s %s",
				       ctx_shell(c, remote),
				       ctx_shell(c, branch));
	else
		s->remark = "once the forge has merged it";
	return 0;
}

static const char *merge_back(struct ctx *c)
{
	const struct config *config = &c->repo.config;

	return arena_printf(&c->repo.arena,
			    "git switch %s && git merge --no-ff %s",
			    ctx_shell(c, setting(config, K_DEVELOP)),
			    ctx_shell(c, setting(config, K_MAIN)));
}

static void first_release(struct ctx *c, struct status *s)
{
	s->next = tag_forms_command(c);
	if (s->next)
		s->remark = "then the tags that are here are releases";
	else
		s->next = "git rel start 0.1.0";
}

int status_next(struct ctx *c, struct status *s)
{
	struct arena *a = &c->repo.arena;
	struct version v;
	bool hotfix;

	s->remark = s->running ? "when it is done" : NULL;
	if (s->running)
		s->next = "git rel";
	else if (s->pending)
		s->next = "git rel --continue";
	else if (s->empty)
		s->next = "make a first commit";
	else if (s->unpushed)
		s->next = arena_printf(a, "git rel finish %s",
				       ctx_shell(c, s->newest));
	else if (s->head &&
		 release_of_branch(c, ref_short(s->head), &v, &hotfix))
		return next_for(c, s, ref_short(s->head));
	else if (s->behind)
		s->next = merge_back(c);
	else if (s->open.n == 1)
		return next_for(c, s, s->open.v[0]);
	else if (s->open.n)
		s->next = "git rel finish <version>";
	else if (!c->repo.config.configured)
		s->next = "git rel init";
	else if (s->there.n)
		s->next = arena_printf(a, "git switch %s",
				       ctx_shell(c, s->there.v[0]));
	else if (s->newest)
		s->next = "git rel start minor";
	else
		first_release(c, s);
	return 0;
}
