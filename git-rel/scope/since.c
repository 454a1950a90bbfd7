#include "git-rel/scope/since.h"

#include "git/history.h"
#include "dialect/forge_time.h"
#include "release/branch.h"
#include "release/latest.h"

#include <string.h>

static int tag_commit(struct ctx *c, const struct version *v, const char **tag,
		      git_oid *out)
{
	struct release named = { 0 };
	git_oid id;
	int rc = release_is_tagged(c, &named, v);

	*tag = named.tag;
	if (rc <= 0)
		return rc;
	if ((rc = repo_ref(&c->repo, named.tag_ref, &id)) < 0 ||
	    (rc = repo_peel(&c->repo, &id, out)) < 0)
		return rc;
	return 1;
}

/* Its tag may be only there: then the dates have to do. */
static int take_base(struct scope *s, const struct version *v)
{
	int rc = tag_commit(s->c, v, &s->tag, &s->base);

	return rc < 0 ? rc : 0;
}

int scope_of_release(struct scope *s, struct release *rel)
{
	struct ctx *c = s->c;
	const char *tag;
	struct version before;
	int rc = tag_commit(c, &rel->version, &tag, &s->tip);

	if (rc < 0)
		return rc;
	s->is_released = rc;
	s->version = arena_strdup(&c->repo.arena, rel->version.text);
	s->branch = rel->branch;
	s->main = rel->main;
	if (!rc && (rc = branch_newest(c, rel->branch, &s->tip)) < 0)
		return rc;
	if (git_oid_is_zero(&s->tip)) {
		rc = error(E_NOTFOUND,
			   "there is no tag '%s' and no branch '%s'", rel->tag,
			   rel->branch);
		error_hint("git rel scope");
		return rc;
	}
	rel->at = s->tip;
	if ((rc = release_previous(c, rel)) < 0 || !rel->vars.previous)
		return rc;
	if ((rc = release_version(c, rel->vars.previous, &before)) < 0)
		return rc;
	return take_base(s, &before);
}

int scope_of_next(struct scope *s)
{
	struct ctx *c = s->c;
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	const char *name = *develop ? develop :
				      setting(&c->repo.config, K_MAIN);
	struct version last;
	git_oid commit;
	bool found;
	int rc = branch_newest(c, name, &s->tip);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&s->tip))
		return error(E_NOTFOUND, "there is no branch '%s'", name);
	/* the last release may not have been merged back yet */
	rc = release_last_final(c, NULL, NULL, &last, &commit, &found);
	return rc < 0 || !found ? rc : take_base(s, &last);
}

static bool is_day(const char *typed)
{
	return strlen(typed) == strlen("2026-01-31") &&
	       strspn(typed, "0123456789-") == strlen(typed);
}

int scope_since(struct scope *s, const char *typed)
{
	struct ctx *c = s->c;
	struct saved_error before;
	struct version v;
	const char *when = is_day(typed) ? arena_printf(&c->repo.arena,
							"%sT00:00:00Z", typed) :
					   typed;

	if (forge_time(when) >= 0) {
		s->by.since = when;
		return 0;
	}
	error_save(&before);
	int rc = release_version(c, typed, &v);
	if (error_restore(rc, &before) < 0)
		return error(E_USAGE,
			     "'%s' is no version and no day: 2026-01-31",
			     typed);
	rc = tag_commit(c, &v, &s->tag, &s->base);
	if (rc < 0)
		return rc;
	return rc ? 0 : error(E_NOTFOUND, "there is no tag '%s'", s->tag);
}
