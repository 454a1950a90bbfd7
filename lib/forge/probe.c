#include "forge/probe.h"

#include "base/cleanup.h"
#include "base/json.h"

#include <string.h>

static const char *const questions[N_FORGES] = {
	[FORGE_GITHUB] = "/api/v3/meta",
	[FORGE_GITLAB] = "/api/v4/version",
	[FORGE_GITEA] = "/api/v1/version",
};

static bool has_member(const struct http_answer *a, const char *name)
{
	CLEANUP(json) json_object *o = NULL;
	struct saved_error saved;
	int rc;

	error_save(&saved);
	rc = json_parse(&o, a->body.buf, a->body.len);
	error_restore(rc, &saved);
	return rc == 0 && json_get_str(o, name);
}

/* Does it answer as such a forge does?  One that wants to be signed in to first
 * tells little: then its name has to do. */
static bool is_kind(const struct http_answer *a, enum forge_kind kind,
		    enum forge_kind hint)
{
	bool closed = a->status == 401 || a->status == 403;

	if (kind == FORGE_GITHUB)
		return http_header(a, "x-github-enterprise-version") != NULL;
	if (kind == FORGE_GITLAB && http_header(a, "x-gitlab-meta"))
		return a->status == 200 || closed;
	if (kind == FORGE_GITEA && a->status == 200)
		return has_member(a, "version");
	return kind == hint && closed && has_member(a, "message");
}

static enum forge_kind judge(const struct http_answer *a, const char *web)
{
	for (int i = 0; i < N_FORGES; i++) {
		if (is_kind(&a[i], (enum forge_kind)i, place_hint(web)))
			return (enum forge_kind)i;
	}
	return N_FORGES;
}

int forge_probe(enum forge_kind *out, struct http *h, const char *web)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct http_request r[N_FORGES] = { 0 };
	struct http_answer a[N_FORGES];
	int result[N_FORGES], rc;
	bool any = false;

	for (int i = 0; i < N_FORGES; i++) {
		a[i] = (struct http_answer)HTTP_ANSWER_INIT;
		r[i].method = "GET";
		r[i].url = arena_printf(&arena, "%s%s", web, questions[i]);
		r[i].limit = 64 << 10;
	}
	rc = http_send_all(h, r, N_FORGES, N_FORGES, a, result);
	*out = judge(a, web);
	for (int i = 0; i < N_FORGES; i++) {
		any = any || a[i].status;
		http_answer_release(&a[i]);
	}
	return any ? 0 : rc;
}
