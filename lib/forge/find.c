#include "forge/find.h"

#include "forge/address.h"
#include "forge/known.h"
#include "forge/probe.h"
#include "forge/settings.h"

#include <string.h>

/* Where the pages are if they are at the root of the remote's host. */
static const char *root_of(struct repo *r, const struct url *u)
{
	struct url web = *u;

	web.scheme = !strcmp(u->scheme, "http") ? "http" : "https";
	return url_origin(&r->arena, &web);
}

/* "https://h/sub" for "sub/owner/name"; NULL: it cannot be there. */
static const char *below(struct repo *r, const struct url *u, const char *root)
{
	const char *one = strchr(u->path, '/');

	if (!one || !strchr(one + 1, '/') || strncmp(u->scheme, "http", 4) != 0)
		return NULL;
	return arena_printf(&r->arena, "%s/%.*s", root, (int)(one - u->path),
			    u->path);
}

static int ask(struct repo *r, const char *web, const char *remote,
	       enum forge_kind *kind)
{
	struct http_settings set;
	struct http *h;
	int rc;

	*kind = known_forge(r, web);
	if (*kind != N_FORGES)
		return 0;
	if ((rc = forge_settings(&set, r, web, remote)) < 0)
		return rc;
	set.connect_timeout = 10;
	set.timeout = 20;
	if ((rc = http_open(&h, &set)) < 0)
		return rc;
	rc = forge_probe(kind, h, web);
	http_close(h);
	if (rc == 0 && *kind != N_FORGES)
		known_forge_note(r, web, *kind);
	return rc;
}

static int unknown(const char *host)
{
	int rc = error(E_NOTFOUND, "cannot tell which forge '%s' is", host);

	error_hint(
		"git config rel.forge <github|gitlab|gitea> tells; Forgejo is asked like gitea");
	return rc;
}

/* Find out kind and pages from the remote's host. */
static int by_host(struct forge_place *p, struct repo *r, const struct url *u,
		   const char *remote)
{
	const char *web = root_of(r, u), *sub = below(r, u, web);
	enum forge_kind kind = place_known(u->host);
	int rc = 0;

	if (p->configured)
		kind = p->kind;
	if (kind == N_FORGES)
		rc = ask(r, web, remote, &kind);
	if (rc == 0 && kind == N_FORGES && sub) {
		web = sub;
		rc = ask(r, web, remote, &kind);
	}
	if (rc < 0)
		return rc;
	if (kind == N_FORGES)
		return unknown(u->host);
	p->kind = kind;
	place_by_web(p, &r->arena, web);
	return 0;
}

/* The path of a remote without what leads to the forge's pages. */
static const char *project_of(const struct forge_place *p, const struct url *u)
{
	const char *sub = strchr(strstr(p->web, "://") + 3, '/');
	size_t n = sub ? strlen(sub + 1) : 0;

	if (n && !strncmp(u->path, sub + 1, n) && u->path[n] == '/')
		return u->path + n + 1;
	return u->path;
}

/* "a//b", "a/../b": a page of the forge, and no project. */
static bool has_odd_part(const char *path)
{
	for (const char *p = path;; p++) {
		size_t n = strcspn(p, "/");
		if (!n || (n == 1 && *p == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.'))
			return true;
		p += n;
		if (!*p)
			return false;
	}
}

static int check_project(const struct forge_place *p)
{
	const char *slash = strchr(p->project, '/');

	if (slash && !has_odd_part(p->project) &&
	    (p->kind == FORGE_GITLAB || !strchr(slash + 1, '/')))
		return 0;
	error(E_NOTFOUND, "'%s' is no project of a forge", p->project);
	error_hint("git config rel.forgeProject owner/name tells which");
	return E_NOTFOUND;
}

static int by_settings(struct forge_place *p, struct repo *r)
{
	const char *url = setting(&r->config, K_FORGE_URL);

	p->kind = forge_kind_of(setting(&r->config, K_FORGE));
	p->configured = p->kind != N_FORGES || *url;
	p->configured_url = *url;
	if (p->kind == N_FORGES)
		p->kind = place_kind_of_api(&r->arena, url);
	if (!*url)
		return 0;
	if (p->kind == N_FORGES)
		return unknown(url);
	return place_by_api(p, &r->arena, url);
}

int forge_find(struct forge_place *out, struct repo *r, const char *remote)
{
	const char *project = setting(&r->config, K_FORGE_PROJECT);
	struct url u;
	int rc;

	*out = (struct forge_place){ 0 };
	if ((rc = by_settings(out, r)) < 0)
		return rc;
	if (!out->api || !*project) {
		if ((rc = forge_address(&u, r, remote)) < 0)
			return rc;
		if (!out->api && (rc = by_host(out, r, &u, remote)) < 0)
			return rc;
	}
	out->project = *project ? project : project_of(out, &u);
	return check_project(out);
}

static bool is_known(struct repo *r, const char *remote)
{
	struct forge_place p = { 0 };
	struct url u;

	if (by_settings(&p, r) < 0)
		return false;
	if (p.configured)
		return true;
	if (forge_address(&u, r, remote) < 0)
		return false;
	const char *web = root_of(r, &u), *sub = below(r, &u, web);
	return place_known(u.host) != N_FORGES ||
	       known_forge(r, web) != N_FORGES ||
	       (sub && known_forge(r, sub) != N_FORGES);
}

int forge_find_known(struct forge_place *out, struct repo *r,
		     const char *remote)
{
	struct saved_error before;

	error_save(&before);
	int found = config_has_remote(&r->config, remote) &&
		    is_known(r, remote) && !forge_find(out, r, remote);
	return error_restore(found, &before);
}

int forge_find_fork(const struct forge_place *p, struct repo *r,
		    const char *remote, const char *fork, const char **out)
{
	struct forge_place there = *p;
	struct saved_error before;
	struct url web, base, u;
	int rc = forge_address(&u, r, fork);

	if (rc < 0)
		return rc;
	bool same = url_parse(&web, &r->arena, p->web) &&
		    !strcmp(web.host, u.host);
	error_save(&before); /* git may have another host than the pages */
	same = same ||
	       (!forge_address(&base, r, remote) && !strcmp(base.host, u.host));
	error_restore(0, &before);
	there.project = *out = project_of(p, &u);
	if (same)
		return check_project(&there);
	rc = error(E_NOTFOUND, "remote '%s' is no fork on %s: it is on %s",
		   fork, p->host, u.host);
	error_hint("git config rel.fork <remote> tells which one is");
	return rc;
}

bool forge_find_same(const struct forge_place *p, struct repo *r,
		     const char *remote)
{
	struct saved_error before;
	struct url there, here;

	error_save(&before);
	bool same = !forge_address(&there, r, remote) &&
		    url_parse(&here, &r->arena, p->web) &&
		    !strcmp(here.host, there.host) &&
		    !strcmp(p->project, project_of(p, &there));
	error_restore(0, &before);
	if (!same || strncmp(there.scheme, "http", 4) != 0)
		return same;
	return url_same_origin(p->web, root_of(r, &there));
}
