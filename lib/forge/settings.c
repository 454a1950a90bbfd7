#include "forge/settings.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "base/run.h"
#include "base/spawn.h"
#include "git/progress.h"

#include <stdlib.h>
#include <string.h>

static bool is_set(const struct repo *r)
{
	for (size_t i = 0; i < r->config.n; i++) {
		if (starts_with(r->config.entry[i].key, "http."))
			return true;
	}
	return false;
}

static bool is_false(const char *value)
{
	return !strcasecmp(value, "false") || !strcasecmp(value, "no") ||
	       !strcasecmp(value, "off") || !strcmp(value, "0");
}

/* "http.proxy\nvalue", the best match of each. */
static void take(struct http_settings *s, struct arena *a, const char *key,
		 const char *value)
{
	const struct {
		const char *key;
		const char **to;
	} texts[] = { { "http.proxy", &s->proxy },
		      { "http.proxyauthmethod", &s->proxy_auth },
		      { "http.sslcainfo", &s->ca_file },
		      { "http.sslcapath", &s->ca_path },
		      { "http.sslcert", &s->cert },
		      { "http.sslkey", &s->key },
		      { "http.version", &s->version } };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (!strcmp(key, texts[i].key))
			*texts[i].to = arena_strdup(a, config_path(a, value));
	}
	if (!strcmp(key, "http.lowspeedlimit"))
		s->low_speed_limit = strtol(value, NULL, 10);
	if (!strcmp(key, "http.lowspeedtime"))
		s->low_speed_time = strtol(value, NULL, 10);
	if (!strcmp(key, "http.sslverify") && is_false(value))
		warning("http.sslVerify is false, but certificates of a forge are verified");
}

static int read_git(struct http_settings *s, struct repo *r, const char *url)
{
	const char *argv[] = { "git",  "config", "-z", "--get-urlmatch",
			       "http", url,      NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text };
	int rc = run_command(&run);

	if (rc < 0)
		return rc;
	if (rc > 1) /* 1: nothing for this one */
		return error(E_FAIL, "git config --get-urlmatch failed");
	for (char *at = text.buf, *end = at + text.len; at < end;) {
		char *next = at + strlen(at) + 1, *value = strchr(at, '\n');

		if (value)
			*value++ = '\0';
		take(s, &r->arena, at, value ? value : "true");
		at = next;
	}
	return 0;
}

/* They win over what is configured, as in git. */
static void read_environment(struct http_settings *s)
{
	const struct {
		const char *name;
		const char **to;
	} texts[] = { { "GIT_SSL_CAINFO", &s->ca_file },
		      { "GIT_SSL_CAPATH", &s->ca_path },
		      { "GIT_SSL_CERT", &s->cert },
		      { "GIT_SSL_KEY", &s->key },
		      { "GIT_HTTP_PROXY_AUTHMETHOD", &s->proxy_auth } };
	const char *limit = getenv("GIT_HTTP_LOW_SPEED_LIMIT");
	const char *seconds = getenv("GIT_HTTP_LOW_SPEED_TIME");

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *value = getenv(texts[i].name);

		if (value)
			*texts[i].to = value;
	}
	if (limit)
		s->low_speed_limit = strtol(limit, NULL, 10);
	if (seconds)
		s->low_speed_time = strtol(seconds, NULL, 10);
	if (getenv("GIT_SSL_NO_VERIFY"))
		warning("GIT_SSL_NO_VERIFY is set, but certificates of a forge are verified");
}

int forge_settings(struct http_settings *out, struct repo *r, const char *url,
		   const char *remote)
{
	const char *proxy = NULL;
	int rc = 0;

	*out = (struct http_settings){ .verbose = spawn_verbose,
				       .progress = progress_wanted };
	if (is_set(r))
		rc = read_git(out, r, url);
	if (rc < 0)
		return rc;
	if (remote)
		proxy = config_git_sub(&r->config, "remote", remote, "proxy");
	if (proxy)
		out->proxy = proxy;
	read_environment(out);
	return 0;
}
