#include "forge/place.h"

#include "base/strbuf.h"

#include <string.h>

const char *const forge_kind_names[N_FORGES] = {
	[FORGE_GITHUB] = "github",
	[FORGE_GITLAB] = "gitlab",
	[FORGE_GITEA] = "gitea",
};

static const char *const api_ends[N_FORGES] = {
	[FORGE_GITHUB] = "/api/v3",
	[FORGE_GITLAB] = "/api/v4",
	[FORGE_GITEA] = "/api/v1",
};

enum forge_kind forge_kind_of(const char *name)
{
	int i = 0;

	while (i < N_FORGES && strcmp(forge_kind_names[i], name) != 0)
		i++;
	return (enum forge_kind)i;
}

enum forge_kind place_known(const char *host)
{
	if (!strcmp(host, "github.com") || ends_with(host, ".ghe.com"))
		return FORGE_GITHUB;
	if (!strcmp(host, "gitlab.com"))
		return FORGE_GITLAB;
	if (!strcmp(host, "codeberg.org") || !strcmp(host, "gitea.com"))
		return FORGE_GITEA;
	return N_FORGES;
}

/* Without '/' at its end. */
static char *trimmed(struct arena *a, const char *s)
{
	size_t n = strlen(s);

	while (n && s[n - 1] == '/')
		n--;
	return arena_strndup(a, s, n);
}

enum forge_kind place_kind_of_api(struct arena *a, const char *text)
{
	const char *api = trimmed(a, text);
	struct url u;

	if (url_parse(&u, a, api) && (!strcmp(u.host, "api.github.com") ||
				      ends_with(u.host, ".ghe.com")))
		return FORGE_GITHUB;
	for (int i = 0; i < N_FORGES; i++) {
		if (ends_with(api, api_ends[i]))
			return (enum forge_kind)i;
	}
	return N_FORGES;
}

enum forge_kind place_hint(const char *host)
{
	if (strstr(host, "gitlab"))
		return FORGE_GITLAB;
	if (strstr(host, "gitea") || strstr(host, "forgejo"))
		return FORGE_GITEA;
	return N_FORGES;
}

const char *place_main_host(const char *host)
{
	if (!strcmp(host, "ssh.github.com"))
		return "github.com";
	return !strcmp(host, "altssh.gitlab.com") ? "gitlab.com" : host;
}

static void set_host(struct forge_place *p, struct arena *a)
{
	struct url u;

	p->host = "";
	if (url_parse(&u, a, p->web))
		p->host = strstr(url_origin(a, &u), "://") + 3;
}

void place_by_web(struct forge_place *p, struct arena *a, const char *web)
{
	p->web = web;
	set_host(p, a);
	if (p->kind == FORGE_GITHUB && place_known(p->host) == FORGE_GITHUB)
		p->api = arena_printf(a, "https://api.%s", p->host);
	else
		p->api = arena_printf(a, "%s%s", web, api_ends[p->kind]);
}

int place_by_api(struct forge_place *p, struct arena *a, const char *api)
{
	char *text = trimmed(a, api);
	size_t n = strlen(text);
	struct url u;

	if (!url_parse(&u, a, text) || u.user || strpbrk(text, "?#"))
		return error(
			E_CONFIG,
			"rel.forgeUrl: %s%s%s is no address of a forge's API",
			strchr(text, '@') ? "what holds a user or a password" :
					    "'",
			strchr(text, '@') ? "" : text,
			strchr(text, '@') ? "" : "'");
	p->api = text;
	if (p->kind == FORGE_GITHUB && starts_with(u.host, "api.") &&
	    place_known(u.host + 4) == FORGE_GITHUB)
		p->web = arena_printf(a, "%s://%s", u.scheme, u.host + 4);
	else if (ends_with(text, api_ends[p->kind]))
		p->web = arena_strndup(a, text, n - strlen(api_ends[p->kind]));
	else
		p->web = url_origin(a, &u);
	set_host(p, a);
	return 0;
}

bool place_is_local(const char *host)
{
	size_t n = strcspn(host, ":");

	return (n == 9 && !strncmp(host, "localhost", n)) ||
	       (starts_with(host, "127.") &&
		strspn(host, "0123456789.") == n) ||
	       starts_with(host, "[::1]");
}
