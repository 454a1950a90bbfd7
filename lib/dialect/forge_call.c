#include "dialect/forge_call.h"

#include "net/link.h"
#include "net/url.h"

#include <json-c/json.h>
#include <string.h>

/* A listing that has not ended by then goes in a circle. */
enum { MAX_PAGES = 1000 };

static const char *const github_headers[] = {
	"Accept: application/vnd.github+json",
	"X-GitHub-Api-Version: 2022-11-28", NULL
};
static const char *const other_headers[] = { "Accept: application/json", NULL };

void forge_reply_release(struct forge_reply *r)
{
	json_object_put(r->json);
	*r = (struct forge_reply)FORGE_REPLY_INIT;
}

const char *forge_encode(struct forge *f, const char *text)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	url_add_segment(&sb, text);
	return arena_strdup(f->arena, sb.buf);
}

const char *forge_repo(struct forge *f, const char *project)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_adds(&sb, "/repos/");
	url_add_path(&sb, project ? project : f->project);
	return arena_strdup(f->arena, sb.buf);
}

const char *forge_page(const struct forge *f)
{
	return f->kind == FORGE_GITEA ? "limit=50" : "per_page=100";
}

const char *forge_owner(struct forge *f, const char *project)
{
	const char *all = project ? project : f->project;

	return arena_strndup(f->arena, all, strcspn(all, "/"));
}

/* A job's token of GitLab is no user's; all others are taken as Bearer, personal
 * ones and those of OAuth. */
static const char *secret_header(struct forge *f)
{
	if (f->kind == FORGE_GITEA)
		return arena_printf(f->arena, "Authorization: token %s",
				    f->token);
	if (f->kind == FORGE_GITLAB && starts_with(f->token, "glcbt-"))
		return arena_printf(f->arena, "JOB-TOKEN: %s", f->token);
	return arena_printf(f->arena, "Authorization: Bearer %s", f->token);
}

int forge_prepare(struct forge *f, struct http_request *r)
{
	r->header = f->kind == FORGE_GITHUB ? github_headers : other_headers;
	r->secret = NULL;
	if (!f->token)
		return 0;
	/* it would be a header of its own */
	for (const char *p = f->token; *p; p++)
		if (*p <= ' ' || *p > '~')
			return error(E_CONFIG, "%s: the token is no token",
				     f->ops->name);
	r->secret = secret_header(f);
	return 0;
}

static void add_hints(struct forge *f, const struct http_answer *a)
{
	const char *needs = http_header(a, "x-accepted-github-permissions");
	const char *sso = http_header(a, "x-github-sso");

	if (a->status == 401 && !f->token)
		error_hint("there is no token for %s%s%s", f->api,
			   f->advice ? ": " : "", f->advice ? f->advice : "");
	else if (a->status == 401)
		error_hint(
			"the token of %s is not valid, or not any more: make another one on %s",
			f->from ? f->from : f->api, f->ops->name);
	if (a->status == 404)
		error_hint(
			"is '%s' the project (rel.forgeProject), and may the token see it?",
			f->project);
	if (a->status >= 500)
		error_hint("that is %s's own trouble: try again later",
			   f->ops->name);
	if (a->status == 403 && needs && *needs)
		error_hint("what the token needs: %s", needs);
	if (a->status == 403 && sso && *sso)
		error_hint(
			"the organization wants the token to be authorized for single sign-on");
}

static bool says_it_exists(const char *words)
{
	return strstr(words, "already exists") ||
	       strstr(words, "already_exists");
}

/* http has recorded what the forge says.  What it refuses is an answer, too, and
 * asking again would not help. */
static int refused(struct forge *f, const struct http_answer *a, int rc)
{
	long status = a->status;

	add_hints(f, a);
	/* a limit, or too slow: that is no refusal */
	if (rc != E_NET || status < 400 || status >= 500 || status == 403 ||
	    status == 408 || status == 429)
		return rc;
	if (status == 410)
		return E_NOTFOUND;
	return status == 422 && says_it_exists(error_message()) ? E_EXISTS :
								  E_POLICY;
}

int forge_merge_code(int rc)
{
	if (rc != E_EXISTS)
		return rc;
	return strcasestr(error_message(), "conflict") ? E_CONFLICT : E_STALE;
}

int forge_judge(struct forge *f, const struct http_answer *a, int rc,
		long proof, json_object **out)
{
	*out = NULL;
	if (rc < 0)
		return refused(f, a, rc);
	if (a->status >= 300) /* what the caller said it accepts */
		return 0;
	if (proof && a->status != proof)
		return error(E_NET, "%s answered %ld where %ld was to come",
			     f->ops->name, a->status, proof);
	if (!a->body.len || a->status == 204)
		return 0;
	if (json_parse(out, a->body.buf, a->body.len) < 0)
		return error_in(E_NET, "the answer of %s", f->ops->name);
	return 0;
}

/* A page that lies on another host is not asked for: the token would go there. */
static int whole_url(struct forge *f, const char *path, const char **out)
{
	if (*path == '/') {
		*out = arena_printf(f->arena, "%s%s", f->api, path);
		return 0;
	}
	if (!url_same_origin(f->api, path))
		return error(E_NET, "%s leads to another host: '%s'",
			     f->ops->name, path);
	*out = path;
	return 0;
}

static void keep(struct forge *f, const char *url, const struct http_answer *a,
		 struct forge_reply *out)
{
	const char *next = link_next(f->arena, http_header(a, "link"));

	out->status = a->status;
	out->length = a->body.len;
	out->etag = arena_strdup(f->arena, http_header(a, "etag"));
	out->next = next ? url_join(f->arena, url, next) : NULL;
}

int forge_call(struct forge *f, const struct forge_call *c,
	       struct forge_reply *out)
{
	struct http_answer a = HTTP_ANSWER_INIT;
	struct http_request r = { .method = c->method ? c->method : "GET",
				  .etag = c->etag,
				  .accept_status = c->accept };
	int rc;

	*out = (struct forge_reply)FORGE_REPLY_INIT;
	if ((rc = whole_url(f, c->path, &r.url)) < 0)
		return rc;
	if ((rc = forge_prepare(f, &r)) < 0)
		return rc;
	if (c->send) {
		r.type = "application/json";
		r.body = json_line(c->send);
		r.n = strlen(r.body);
	}
	rc = http_send(f->http, &r, &a);
	rc = forge_judge(f, &a, rc, c->proof, &out->json);
	if (rc == 0)
		keep(f, r.url, &a, out);
	http_answer_release(&a);
	return rc;
}

int forge_get(struct forge *f, const char *path, struct forge_reply *out)
{
	return forge_call(f, &(struct forge_call){ .path = path, .proof = 200 },
			  out);
}

int forge_look(struct forge *f, const char *path, struct forge_reply *out)
{
	return forge_call(f,
			  &(struct forge_call){
				  .path = path, .proof = 200, .accept = "404" },
			  out);
}

int forge_do(struct forge *f, const char *method, const char *path,
	     json_object *send, long proof)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;

	return forge_call(f,
			  &(struct forge_call){ .method = method,
						.path = path,
						.send = send,
						.proof = proof },
			  &r);
}

int forge_each_of(struct forge *f, json_object *page, const char *list,
		  forge_item *each, void *arg)
{
	json_object *items = page;
	int rc = 0;

	/* Gitea's empty list is null */
	if (list) {
		items = NULL;
		if (json_object_is_type(page, json_type_object) &&
		    json_object_object_get_ex(page, list, &items) && !items)
			return 0;
	}
	if (!json_object_is_type(items, json_type_array))
		return error(E_NET, "the answer of %s is not a list",
			     f->ops->name);
	size_t n = json_object_array_length(items);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = each(f, json_object_array_get_idx(items, i), arg);
	return rc;
}

int forge_each(struct forge *f, const char *path, const char *list,
	       forge_item *each, void *arg)
{
	int rc = 0;

	for (size_t i = 0; path && rc == 0; i++) {
		CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;

		if (i == MAX_PAGES)
			return error(E_NET, "the pages of %s do not end",
				     f->ops->name);
		if ((rc = forge_get(f, path, &r)) < 0)
			return rc;
		rc = forge_each_of(f, r.json, list, each, arg);
		path = r.next;
	}
	return rc;
}
