#include "forge/open.h"

#include "forge/address.h"
#include "forge/find.h"
#include "forge/settings.h"

#include <string.h>

static const struct forge_ops *const all_ops[N_FORGES] = {
	[FORGE_GITHUB] = &forge_github,
	[FORGE_GITLAB] = &forge_gitlab,
	[FORGE_GITEA] = &forge_gitea,
};

/* On this machine, or where the user has written "http" for it. */
static int check_safe(const struct forge_access *a)
{
	if (!a->token.value || !starts_with(a->place.api, "http://") ||
	    a->place.configured_url || place_is_local(a->place.host))
		return 0;
	error(E_POLICY, "a token would go to '%s' in the clear", a->place.api);
	error_hint("git config rel.forgeUrl %s allows it", a->place.api);
	return E_POLICY;
}

/* The name in an https remote's URL is whom to ask git for. */
static const char *user_of(struct repo *r, const char *remote)
{
	struct saved_error saved;
	struct url u;
	int rc;

	if (!remote)
		return NULL;
	error_save(&saved);
	rc = forge_address(&u, r, remote);
	error_restore(rc, &saved);
	return rc == 0 && starts_with(u.scheme, "http") ? u.user : NULL;
}

static int open_place(struct forge_access *a, struct repo *r,
		      const char *remote)
{
	struct http_settings set;
	struct forge *f = &a->forge;
	int rc = forge_settings(&set, r, a->place.api, remote);

	if (rc == 0)
		rc = forge_token_find(&a->token, r, &a->place,
				      user_of(r, remote));
	if (rc == 0)
		rc = check_safe(a);
	if (rc < 0)
		return rc;
	f->kind = a->place.kind;
	f->ops = all_ops[f->kind];
	f->arena = &r->arena;
	f->api = a->place.api;
	f->web = arena_printf(&r->arena, "%s/%s", a->place.web,
			      a->place.project);
	f->project = a->place.project;
	f->token = a->token.value;
	f->from = a->token.from;
	f->advice = forge_token_advice(&r->arena, &a->place);
	f->job = a->token.job;
	return http_open(&f->http, &set);
}

int forge_open(struct forge_access *out, struct repo *r, const char *remote)
{
	int rc;

	*out = (struct forge_access){ 0 };
	rc = forge_find(&out->place, r, remote);
	return rc < 0 ? rc : open_place(out, r, remote);
}

/* What is configured now still says what the user means. */
int forge_open_at(struct forge_access *out, struct repo *r,
		  enum forge_kind kind, const char *api, const char *project)
{
	struct forge_place *p = &out->place;
	const char *url = setting(&r->config, K_FORGE_URL);
	int rc;

	*out = (struct forge_access){ .place = { .kind = kind,
						 .project = project } };
	if ((rc = place_by_api(p, &r->arena, api)) < 0)
		return rc;
	p->configured_url = *url && url_same_origin(url, api);
	p->configured =
		p->configured_url ||
		!strcmp(setting(&r->config, K_FORGE), forge_kind_names[kind]);
	return open_place(out, r, NULL);
}

void forge_close(struct forge_access *a)
{
	if (!a->forge.http)
		return;
	forge_token_tell(&a->token, http_judged(a->forge.http));
	http_close(a->forge.http);
	a->forge.http = NULL;
}
