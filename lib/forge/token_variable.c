#include "forge/token.h"

#include <stdlib.h>
#include <string.h>

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* Does the variable name this host?  "h", "h:8443", "https://h/path". */
static bool names(struct arena *a, const char *name, const char *host)
{
	const char *value = variable(name);
	struct url u;

	if (!value)
		return false;
	if (!strstr(value, "://"))
		value = arena_printf(a, "https://%s", value);
	return url_parse(&u, a, value) &&
	       !strcmp(strstr(url_origin(a, &u), "://") + 3, host);
}

static const char *first(const char *one, const char *two, const char *three)
{
	return variable(one)            ? one :
	       two && variable(two)     ? two :
	       three && variable(three) ? three :
					  NULL;
}

static const char *of_github(struct arena *a, const struct forge_place *p)
{
	const char *found = NULL;

	if (place_known(p->host) == FORGE_GITHUB)
		return first("GH_TOKEN", "GITHUB_TOKEN", NULL);
	if (p->configured || names(a, "GH_HOST", p->host))
		found = first("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN",
			      NULL);
	if (!found && names(a, "GITHUB_SERVER_URL", p->host))
		found = first("GITHUB_TOKEN", NULL, NULL);
	return found;
}

/* Where GITLAB_HOST names a host, the token is for that one. */
static const char *of_gitlab(struct arena *a, const struct forge_place *p)
{
	bool named = variable("GITLAB_HOST") ?
			     names(a, "GITLAB_HOST", p->host) :
			     !strcmp(p->host, "gitlab.com");
	bool ci = names(a, "CI_SERVER_URL", p->host) ||
		  names(a, "CI_SERVER_HOST", p->host);
	const char *found = NULL;

	if (named || ci || p->configured)
		found = first("GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN", NULL);
	return found || !ci ? found : first("CI_JOB_TOKEN", NULL, NULL);
}

/* A run of Gitea's or Forgejo's Actions has the names of GitHub's. */
static const char *of_gitea(struct arena *a, const struct forge_place *p)
{
	const char *found = NULL;

	if (p->configured || names(a, "GITEA_SERVER_URL", p->host))
		found = first("GITEA_TOKEN", "FORGEJO_TOKEN",
			      "GITEA_SERVER_TOKEN");
	else if (!strcmp(p->host, "codeberg.org"))
		found = first("FORGEJO_TOKEN", NULL, NULL);
	else if (!strcmp(p->host, "gitea.com"))
		found = first("GITEA_TOKEN", NULL, NULL);
	if (!found && names(a, "GITHUB_SERVER_URL", p->host))
		found = first("GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN");
	return found;
}

const char *forge_token_variable(struct arena *a, const struct forge_place *p)
{
	return p->kind == FORGE_GITHUB ? of_github(a, p) :
	       p->kind == FORGE_GITLAB ? of_gitlab(a, p) :
					 of_gitea(a, p);
}

/* The variable for that place, and those that are set for another one. */
const char *forge_token_advice(struct arena *a, const struct forge_place *p)
{
	static const char *const other[N_FORGES] = {
		[FORGE_GITHUB] = "GH_ENTERPRISE_TOKEN",
		[FORGE_GITLAB] = "GITLAB_TOKEN",
		[FORGE_GITEA] = "GITEA_TOKEN",
	};
	const char *kind = forge_kind_names[p->kind];
	bool known = place_known(p->host) != N_FORGES;
	const char *name = p->kind == FORGE_GITHUB && known ? "GH_TOKEN" :
			   !strcmp(p->host, "codeberg.org") ? "FORGEJO_TOKEN" :
							      other[p->kind];
	const char *set =
		known ? NULL :
		p->kind == FORGE_GITLAB ?
			first("GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN", NULL) :
		p->kind == FORGE_GITEA ? first("GITEA_TOKEN", "FORGEJO_TOKEN",
					       "GITEA_SERVER_TOKEN") :
					 first("GH_ENTERPRISE_TOKEN",
					       "GITHUB_ENTERPRISE_TOKEN", NULL);

	if (set && !p->configured)
		return arena_printf(
			a,
			"nothing says that %s is for %s: git config rel.forge %s does",
			set, p->host, kind);
	return arena_printf(a, "%sset %s, or have git credential know %s",
			    known || p->configured ?
				    "" :
				    arena_printf(a, "git config rel.forge %s, ",
						 kind),
			    name, p->host);
}
