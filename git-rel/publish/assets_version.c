#include "git-rel/publish/assets_version.h"

#include "base/cleanup.h"
#include "release/latest.h"
#include "release/version_tags.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "1.2.0" is in "w-1.2.0.tgz", and neither in "w-11.2.0" nor in "w-1.2.0.1". */
static bool has_text(const char *name, const char *text)
{
	size_t n = strlen(text);

	for (const char *p = strstr(name, text); p; p = strstr(p + 1, text)) {
		bool goes_on = is_digit(p[n]) ||
			       (p[n] == '.' && is_digit(p[n + 1]));
		bool began = p > name && (is_digit(p[-1]) ||
					  (p[-1] == '.' && p - 1 > name &&
					   is_digit(p[-2])));
		if (!goes_on && !began)
			return true;
	}
	return false;
}

/* How much of the name is the version, as it is spelt or as PEP 440 does; a lone
 * number may be about anything. */
static size_t carries(const char *name, const struct version *v)
{
	CLEANUP(strbuf) struct strbuf normal = STRBUF_INIT;
	size_t n = 0;

	if (v->n_parts < 2)
		return 0;
	if (has_text(name, v->text))
		n = strlen(v->text);
	version_normal(&normal, v);
	if (normal.len > n && has_text(name, normal.buf))
		n = normal.len;
	return n;
}

/* 1: its name says this version; 0: none; E_POLICY: another one. */
static int check_name(struct ctx *c, const struct release *rel,
		      const struct tag_list *tags, const struct asset *a)
{
	size_t own = carries(a->name, &rel->version), most = own;
	struct version other = { 0 };

	for (size_t i = 0; i < tags->n; i++) {
		const struct version v =
			version_tags_version(c, &tags->item[i]);
		size_t n = carries(a->name, &v);
		if (n <= most || !version_cmp(&v, &rel->version))
			continue;
		most = n;
		other = v;
	}
	if (most == own)
		return own > 0;
	return error(E_POLICY, "'%s' is a file of %s, not of %s", a->path,
		     other.text, rel->version.text);
}

/* Is the work tree that of the release, or of what comes after the newest? */
static int check_head(struct ctx *c, const struct release *rel,
		      const struct tag_list *tags, const struct asset *a)
{
	struct version last;
	const char *branch;
	git_oid head;
	bool found = false;
	int rc;

	if (!tags->n)
		return 0;
	last = version_tags_version(c, &tags->item[0]);
	if (version_cmp(&rel->version, &last) >= 0)
		return 0;
	if ((rc = repo_head(&c->repo, &branch, &head)) < 0)
		return rc;
	if (!git_oid_is_zero(&head))
		rc = release_last(c, &rel->remote, &head, &last, NULL, &found);
	if (rc < 0 || (found && !version_cmp(&rel->version, &last)))
		return rc;
	if (!found)
		return error(
			E_POLICY,
			"HEAD is not %s, and '%s' may be of another version",
			rel->version.text, a->path);
	return error(E_POLICY,
		     "HEAD comes from %s, and '%s' may not be a file of %s",
		     last.text, a->path, rel->version.text);
}

static int check_each(struct ctx *c, const struct release *rel,
		      const struct assets *found)
{
	const struct asset *unsaid = NULL;
	struct tag_list tags;
	int rc = version_tags_list(c, &rel->remote, &tags);

	for (size_t i = 0; rc >= 0 && i < found->n; i++) {
		const struct asset *a = &found->item[i];
		if (a->by == ASSET_NAMED)
			continue;
		rc = check_name(c, rel, &tags, a);
		if (!rc && a->by == ASSET_CONFIGURED && !unsaid)
			unsaid = a;
	}
	if (rc < 0 || !unsaid)
		return rc < 0 ? rc : 0;
	return check_head(c, rel, &tags, unsaid);
}

int assets_version_check(struct ctx *c, const struct release *rel,
			 const struct assets *found)
{
	int rc = check_each(c, rel, found);

	if (rc != E_POLICY)
		return rc;
	error_hint("build those of %s first, or name each with --asset",
		   rel->version.text);
	error_hint(
		"without any of forge.assets: git rel publish --no-assets %s",
		ctx_shell(c, rel->version.text));
	return rc;
}

/* Would they be taken? */
static bool fit(struct ctx *c, const struct release *rel)
{
	const struct strvec none = STRVEC_INIT;
	struct saved_error before;
	struct assets found;

	error_save(&before);
	bool yes = assets_find(c, &rel->vars, true, &none, &found) >= 0 &&
		   assets_version_check(c, rel, &found) >= 0;
	error_restore(0, &before);
	return yes;
}

const char *assets_version_typed(struct ctx *c, const struct version *v)
{
	struct release rel = { 0 };
	struct tag_list tags;
	const char *option = "";

	if (*setting(&c->repo.config, K_ASSETS) &&
	    release_name(c, &rel, v, false) >= 0 &&
	    version_tags_list(c, NULL, &tags) >= 0 && tags.n) {
		const struct version last =
			version_tags_version(c, &tags.item[0]);
		/* the newest is told what it lacks */
		if (version_cmp(v, &last) < 0 && !fit(c, &rel))
			option = "--no-assets ";
	}
	return arena_printf(&c->repo.arena, "git rel publish %s%s", option,
			    ctx_shell(c, v->text));
}
