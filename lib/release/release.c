#include "release/release.h"

#include "base/cleanup.h"
#include "config/value.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/set_values.h"

#include <string.h>
#include <time.h>

static const char *keep(struct ctx *c, const char *text)
{
	return arena_strdup(&c->repo.arena, text);
}

int release_version(struct ctx *c, const char *typed, struct version *out)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH, K_TAG };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	enum scheme scheme;
	int rc = scheme_from_name(&scheme, setting(&c->repo.config, K_SCHEME));

	if (rc < 0)
		return rc;
	typed = ref_short(typed);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		strbuf_reset(&text);
		if (template_match(setting(&c->repo.config, names[i]), typed,
				   &text) &&
		    version_try(out, scheme, text.buf))
			return 0;
	}
	return version_parse(out, scheme, typed);
}

static int expand(struct ctx *c, enum key_id key,
		  const struct template_vars *vars, const char **out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = template_expand(&text, setting(&c->repo.config, key), vars);

	*out = keep(c, text.buf);
	return rc;
}

static const char *part(struct ctx *c, const struct version *v, int i)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	version_part_text(&text, v, i);
	return keep(c, text.buf);
}

static const char *today(struct ctx *c)
{
	time_t now = time(NULL);
	struct tm tm;
	char text[32];

	localtime_r(&now, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return keep(c, text);
}

static void name_candidate(struct ctx *c, struct template_vars *t,
			   const struct version *v)
{
	struct version final;
	long n = version_candidate(v);

	version_final(&final, v);
	t->final = keep(c, final.text);
	t->candidate = n < 0 ? NULL : arena_printf(&c->repo.arena, "%ld", n);
}

/* Here, on the remote, or where the last fetch saw it? */
static int is_branch(struct ctx *c, const struct release *rel, const char *name)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", name);
	git_oid here, seen;
	int rc;

	if ((rc = branch_ref(c, "heads", name, &here)) < 0 ||
	    (rc = branch_tracked(c, name, &seen)) < 0)
		return rc;
	return !git_oid_is_zero(&here) || !git_oid_is_zero(&seen) ||
	       !git_oid_is_zero(remote_ref(&rel->remote, ref));
}

int release_line(struct ctx *c, struct release *rel)
{
	const struct config *config = &c->repo.config;
	int rc = 0;

	rel->main = setting(config, K_MAIN);
	rel->main_key = keys[K_MAIN].git;
	rel->develop = setting(config, K_DEVELOP);
	rel->stable = NULL;
	rel->on_stable = false;
	if (!*setting(config, K_STABLE_BRANCH))
		return 0;
	rc = expand(c, K_STABLE_BRANCH, &rel->vars, &rel->stable);
	if (rc < 0)
		return error_in(rc, "the name of the stable branch");
	if (!strcmp(rel->stable, rel->branch) ||
	    !strcmp(rel->stable, rel->main) ||
	    !strcmp(rel->stable, rel->develop) || !refname_ok(rel->stable)) {
		rel->stable = NULL;
		return 0;
	}
	rc = is_branch(c, rel, rel->stable);
	if (rc <= 0)
		return rc;
	rel->on_stable = true;
	rel->main = rel->stable;
	rel->main_key = NULL;
	rel->develop = "";
	return 0;
}

int release_name(struct ctx *c, struct release *rel, const struct version *v,
		 bool hotfix)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	struct template_vars *t = &rel->vars;
	int rc;

	if ((rc = set_values_check(c, t->set)) < 0)
		return rc;
	rel->version = *v;
	rel->scheme = v->scheme;
	rel->hotfix = hotfix;
	version_series(&series, v);
	t->version = keep(c, v->text);
	t->series = keep(c, series.buf);
	t->major = part(c, v, 0);
	t->minor = part(c, v, 1);
	t->patch = part(c, v, 2);
	name_candidate(c, t, v);
	t->type = hotfix ? "hotfix" : version_type(v);
	t->date = today(c);
	if ((rc = expand(c, hotfix ? K_HOTFIX_BRANCH : K_BRANCH, t,
			 &rel->branch)) < 0 ||
	    (rc = expand(c, K_TAG, t, &rel->tag)) < 0)
		return rc;
	if (!refname_ok(rel->branch) || !refname_ok(rel->tag))
		return error(E_USAGE,
			     "'%s' cannot be part of a branch or tag name",
			     v->text);
	t->branch = rel->branch;
	t->tag = rel->tag;
	rel->tag_ref = arena_printf(&c->repo.arena, "refs/tags/%s", rel->tag);
	return release_line(c, rel);
}

int release_is_tagged(struct ctx *c, struct release *rel,
		      const struct version *v)
{
	git_oid tag;
	int rc = release_name(c, rel, v, false);

	if (!rc)
		rc = repo_ref(&c->repo, rel->tag_ref, &tag);
	return rc < 0 ? rc : !git_oid_is_zero(&tag);
}

int release_next_free(struct ctx *c, struct release *rel,
		      const struct version *last, enum part part, bool hotfix)
{
	struct version v = *last;
	git_oid tag;

	for (;;) {
		const struct version before = v;
		int rc = version_next(&v, &before, part);
		if (!rc)
			rc = release_name(c, rel, &v, hotfix);
		if (!rc)
			rc = repo_ref(&c->repo, rel->tag_ref, &tag);
		if (rc < 0 ||
		    (git_oid_is_zero(&tag) &&
		     git_oid_is_zero(remote_ref(&rel->remote, rel->tag_ref))))
			return rc;
	}
}

bool release_lacks_remote(struct ctx *c)
{
	const struct setting *s = &c->repo.config.setting[K_REMOTE];

	return s->rank >= RANK_POLICY &&
	       strcmp(s->value, keys[K_REMOTE].defaults[0]) != 0 &&
	       !config_has_remote(&c->repo.config, s->value);
}

static int missing_remote(struct ctx *c, const char *name)
{
	const struct setting *s = &c->repo.config.setting[K_REMOTE];

	if (c->remote)
		return error(E_CONFIG, "there is no remote '%s'", name);
	if (!release_lacks_remote(c))
		return 0;
	int rc = error(E_CONFIG, "%s: %s: there is no remote '%s'", s->origin,
		       keys[K_REMOTE].git, name);
	error_hint("git remote add %s <url>, or git config rel.remote <name>",
		   ctx_shell(c, name));
	return rc;
}

int release_remote(struct ctx *c, struct release *rel, bool offline)
{
	const char *name = setting(&c->repo.config, K_REMOTE);

	memset(&rel->remote, 0, sizeof(rel->remote));
	if (offline)
		return 0;
	if (!config_has_remote(&c->repo.config, name))
		return missing_remote(c, name);
	return remote_look(&c->repo, &rel->remote, name);
}

int need_remote(struct ctx *c, const struct release *rel)
{
	if (rel->remote.name)
		return 0;
	int rc = error(E_CONFIG, "there is no remote '%s' to push to",
		       setting(&c->repo.config, K_REMOTE));
	error_hint("git remote add, or git config rel.remote <name>");
	if (setting_is(&c->repo.config, K_FINISH, "pr"))
		error_hint("to merge it here: git config rel.finish push");
	return rc;
}

int check_namesakes(struct ctx *c, const struct release *rel)
{
	const char *as_branch =
		arena_printf(&c->repo.arena, "refs/heads/%s", rel->tag);
	const char *as_tag =
		arena_printf(&c->repo.arena, "refs/tags/%s", rel->branch);
	git_oid branch, tag;
	int rc;

	if ((rc = repo_ref(&c->repo, as_branch, &branch)) < 0 ||
	    (rc = repo_ref(&c->repo, as_tag, &tag)) < 0)
		return rc;
	bool there = !git_oid_is_zero(remote_ref(&rel->remote, as_branch)) ||
		     !git_oid_is_zero(remote_ref(&rel->remote, as_tag));
	if (git_oid_is_zero(&branch) && git_oid_is_zero(&tag) && !there)
		return 0;
	bool is_branch = !git_oid_is_zero(&branch) ||
			 !git_oid_is_zero(remote_ref(&rel->remote, as_branch));
	rc = error(E_EXISTS, "a tag and a branch would both be called '%s'",
		   is_branch ? rel->tag : rel->branch);
	error_hint(
		"rename the %s, or choose other names with rel.tag and rel.branch",
		is_branch ? "branch" : "tag");
	return rc;
}
