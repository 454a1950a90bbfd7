#include "forge/address.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "forge/place.h"

#include <string.h>

/* Only then does it need a process to know. */
static bool is_rewritten(const struct repo *r)
{
	for (size_t i = 0; i < r->config.n; i++) {
		const char *key = r->config.entry[i].key;

		if (starts_with(key, "url.") && ends_with(key, "insteadof"))
			return true;
	}
	return false;
}

static int configured(struct repo *r, const char *remote, const char **out)
{
	const char *argv[] = { "git", "remote", "get-url", "--push",
			       "--",  remote,   NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text };
	int rc;

	*out = config_git_sub(&r->config, "remote", remote, "pushurl");
	if (!*out)
		*out = config_git_sub(&r->config, "remote", remote, "url");
	if (!*out)
		return error(E_NOTFOUND, "no remote '%s', so no forge", remote);
	if (!is_rewritten(r))
		return 0;
	rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git remote get-url failed");
	text.buf[strcspn(text.buf, "\n")] = '\0';
	*out = arena_strdup(&r->arena, text.buf);
	return 0;
}

/* What ~/.ssh/config makes of a name; without ssh it stays. */
static void follow_alias(struct url *u, struct arena *a)
{
	const char *argv[] = { "ssh", "-G", "--", u->host, NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text, .flags = RUN_ERR_NULL };
	const char *at;

	if (run_command(&run) != 0)
		return;
	at = starts_with(text.buf, "hostname ") ?
		     text.buf :
		     strstr(text.buf, "\nhostname ");
	if (!at)
		return;
	at = strchr(at, ' ') + 1;
	u->host = arena_strndup(a, at, strcspn(at, "\n"));
}

static int no_host(const char *remote)
{
	int rc = error(E_NOTFOUND, "remote '%s' is on no host, so on no forge",
		       remote);

	error_hint(
		"if it has one: git config rel.forgeUrl <https://host/api/...> and git config rel.forgeProject <owner/name>");
	return rc;
}

int forge_address(struct url *out, struct repo *r, const char *remote)
{
	struct url checked;
	const char *text;
	int rc = configured(r, remote, &text);

	if (rc < 0)
		return rc;
	if (!url_of_remote(out, &r->arena, text))
		return no_host(remote);
	if (strncmp(out->scheme, "http", 4) != 0)
		out->port = NULL; /* says nothing of the API's */
	if (!strcmp(out->scheme, "ssh") &&
	    place_known(place_main_host(out->host)) == N_FORGES)
		follow_alias(out, &r->arena);
	out->host = place_main_host(out->host);
	/* from ssh's configuration comes what it likes */
	text = url_origin(&r->arena, &(struct url){ .scheme = "https",
						    .host = out->host });
	if (!url_parse(&checked, &r->arena, text))
		return error(E_NOTFOUND, "'%s' is no host", out->host);
	out->host = checked.host;
	return 0;
}
