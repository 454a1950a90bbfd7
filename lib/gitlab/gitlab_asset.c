/*
 * GitLab keeps no files with a release, only links.  The files go to a generic
 * package with the name of the project and the version of the tag.
 */
#include "base/strbuf.h"
#include "dialect/forge_upload.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

#include <string.h>

/* As the registry takes them: other letters become '-'. */
static const char *registry_word(struct forge *f, const char *text)
{
	char *word = arena_strdup(f->arena, text);

	for (char *p = word; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-",
			    *p))
			*p = '-';
	return word;
}

static const char *package_name(struct forge *f)
{
	const char *slash = strrchr(f->project, '/');

	return registry_word(f, slash ? slash + 1 : f->project);
}

/* "https://host/api/v4/projects/g%2Fp/packages/generic/p/v1.2/" */
static const char *package_url(struct forge *f, const char *tag)
{
	return arena_printf(f->arena, "%s%s/packages/generic/%s/%s/", f->api,
			    gitlab_project(f, NULL),
			    forge_encode(f, package_name(f)),
			    forge_encode(f, registry_word(f, tag)));
}

struct package {
	const char *name, *version;
	long id;
};

/* The search is a vague one. */
static int is_package(struct forge *f, json_object *item, void *arg)
{
	struct package *p = arg;
	int rc = 0;
	struct fields fields = { f->arena, item, &rc };
	const char *name = field_text(&fields, "name");
	const char *version = field_text_opt(&fields, "version");

	if (rc < 0 || strcmp(name, p->name) || !version ||
	    strcmp(version, p->version))
		return rc;
	p->id = field_number(&fields, "id");
	return rc < 0 ? rc : 1;
}

struct looking {
	struct forge_release *release;
	const char *url;
	long *newest; /* of each asset */
};

static int take_file(struct forge *f, json_object *item, void *arg)
{
	struct looking *look = arg;
	struct forge_asset file;
	long newer;
	int rc;

	rc = gitlab_read_file(f->arena, item, &file, &newer);
	if (rc < 0)
		return rc;
	const char *url = arena_printf(f->arena, "%s%s", look->url,
				       forge_encode(f, file.name));
	for (size_t i = 0; i < look->release->n_assets; i++) {
		struct forge_asset *a = &look->release->asset[i];

		if (strcmp(a->url, url) || newer < look->newest[i])
			continue;
		look->newest[i] = newer;
		a->size = file.size;
		a->digest = file.digest;
	}
	return 0;
}

static int look(struct forge *f, struct forge_release *r, const char *url)
{
	struct package p = { package_name(f), registry_word(f, r->tag), 0 };
	struct looking looking = {
		r, url, arena_alloc(f->arena, r->n_assets * sizeof(long))
	};
	int rc;

	rc = forge_each(
		f,
		arena_printf(
			f->arena,
			"%s/packages?package_type=generic&package_name=%s&%s",
			gitlab_project(f, NULL), forge_encode(f, p.name),
			forge_page(f)),
		NULL, is_package, &p);
	if (rc <= 0)
		return rc;
	return forge_each(
		f,
		arena_printf(f->arena, "%s/packages/%ld/package_files?%s",
			     gitlab_project(f, NULL), p.id, forge_page(f)),
		NULL, take_file, &looking);
}

/* Who may not read the registry gets to know less, and that is all. */
int gitlab_assets_look(struct forge *f, struct forge_release *r)
{
	const char *url = package_url(f, r->tag);
	bool ours = false;
	int rc;

	for (size_t i = 0; i < r->n_assets; i++)
		ours = ours || starts_with(r->asset[i].url, url);
	if (!ours)
		return 0;
	rc = look(f, r, url);
	return rc == E_NOTFOUND || rc == E_POLICY ? 0 : rc;
}

static int read_file(struct arena *a, json_object *o, struct forge_asset *out)
{
	long newer;

	return gitlab_read_file(a, o, out, &newer);
}

static json_object *link_json(struct forge *f, const char *url,
			      const char *name)
{
	json_object *o = json_new();

	json_add_str(o, "name", name);
	json_add_str(o, "url",
		     arena_printf(f->arena, "%s%s", url,
				  forge_encode(f, name)));
	json_add_str(o, "direct_asset_path",
		     arena_printf(f->arena, "/%s", name));
	json_add_str(o, "link_type", "package");
	return o;
}

json_object *gitlab_links(struct forge *f, const char *tag,
			  const struct forge_file *file, size_t n)
{
	const char *url = package_url(f, tag);
	json_object *links = json_object_new_array();
	json_object *assets = json_new();

	for (size_t i = 0; i < n; i++)
		json_object_array_add(links, link_json(f, url, file[i].name));
	json_object_object_add(assets, "links", links);
	return assets;
}

/* `sent` is the file of the package, and becomes the asset that links to it. */
static int add_link(struct forge *f, const char *tag, const char *url,
		    struct forge_asset *sent)
{
	CLEANUP(json) json_object *send = link_json(f, url, sent->name);
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	sent->url = arena_printf(f->arena, "%s%s", url,
				 forge_encode(f, sent->name));
	rc = forge_call(f,
			&(struct forge_call){
				.method = "POST",
				.path = arena_printf(
					f->arena, "%s/releases/%s/assets/links",
					gitlab_project(f, NULL),
					forge_encode(f, tag)),
				.send = send,
				.proof = 201 },
			&r);
	if (rc == 0) {
		struct fields link = { f->arena, r.json, &rc };
		sent->id = field_id(&link, "id");
	}
	if (rc == E_POLICY && strstr(error_message(), "already been taken"))
		rc = E_EXISTS;
	return rc < 0 ? error_in(rc, "asset '%s'", sent->name) : 0;
}

/* Into the package. */
static int put_files(struct forge *f, const char *url,
		     const struct forge_file *file, size_t n,
		     struct forge_asset *sent)
{
	struct http_request *request =
		arena_alloc(f->arena, (n + 1) * sizeof(*request));

	for (size_t i = 0; i < n; i++)
		request[i] = (struct http_request){
			.method = "PUT",
			.url = arena_printf(f->arena,
					    "%s%s?select=package_file", url,
					    forge_encode(f, file[i].name)),
			.type = "application/octet-stream",
		};
	return forge_upload(f, request, file, n, read_file, sent);
}

int gitlab_files_ahead(struct forge *f, const char *tag,
		       const struct forge_file *file, size_t n)
{
	struct forge_asset *sent =
		arena_alloc(f->arena, (n + 1) * sizeof(*sent));
	int rc = put_files(f, package_url(f, tag), file, n, sent);

	for (size_t i = 0; i < n; i++)
		f->sent_ahead = f->sent_ahead || sent[i].name;
	return rc < 0 ? error_in(rc, "release '%s'", tag) : 0;
}

int gitlab_assets_send(struct forge *f, const struct forge_release *r,
		       const struct forge_file *file, size_t n,
		       struct forge_release *out)
{
	const char *url = package_url(f, r->tag);
	struct forge_asset *sent =
		arena_alloc(f->arena, (n + 1) * sizeof(*sent));
	bool *linked = arena_alloc(f->arena, (n + 1) * sizeof(*linked));
	int rc = put_files(f, url, file, n, sent);
	bool all_sent = rc == 0;

	for (size_t i = 0; i < n && rc == 0; i++) {
		rc = add_link(f, r->tag, url, &sent[i]);
		linked[i] = rc == 0;
	}
	if (rc < 0 && all_sent)
		forge_tell_parts(file, n, linked, "linked");
	if (rc < 0)
		return error_in(rc, "release '%s'", r->tag);
	forge_add_assets(f, r, sent, n, out);
	return 0;
}
