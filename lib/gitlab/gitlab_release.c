#include "dialect/forge_call.h"
#include "gitlab/gitlab.h"
#include "gitlab/gitlab_read.h"

static const char *releases_path(struct forge *f)
{
	return arena_printf(f->arena, "%s/releases", gitlab_project(f, NULL));
}

static const char *release_path(struct forge *f, const char *tag)
{
	return arena_printf(f->arena, "%s/%s", releases_path(f),
			    forge_encode(f, tag));
}

static int read_release(struct forge *f, json_object *o,
			struct forge_release *out)
{
	int rc;

	if ((rc = gitlab_read_release(f->arena, o, out)) < 0)
		return rc;
	if (!out->url)
		out->url = arena_printf(f->arena, "%s/-/releases/%s", f->web,
					forge_encode(f, out->tag));
	return 0;
}

int gitlab_release_find(struct forge *f, const char *tag,
			struct forge_release *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_get(f, release_path(f, tag), &r);

	if (rc == 0)
		rc = read_release(f, r.json, out);
	if (rc == 0)
		rc = gitlab_assets_look(f, out);
	return rc < 0 ? error_in(rc, "release '%s'", tag) : 0;
}

static int no_draft(const struct forge_release_want *want)
{
	return want->draft == 1 ?
		       error(E_POLICY, "GitLab has no draft releases") :
		       0;
}

int gitlab_release_make(struct forge *f, const struct forge_release_want *want,
			struct forge_release *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = no_draft(want);

	json_add_str(send, "tag_name", want->tag);
	json_add_str(send, "ref", want->commit);
	json_add_str(send, "name", want->name);
	json_add_str(send, "description", want->body);
	if (want->n_files)
		json_object_object_add(send, "assets",
				       gitlab_links(f, want->tag, want->file,
						    want->n_files));
	if (rc == 0)
		rc = forge_call(f,
				&(struct forge_call){ .method = "POST",
						      .path = releases_path(f),
						      .send = send,
						      .proof = 201 },
				&r);
	if (rc == 0)
		rc = read_release(f, r.json, out);
	if (rc == 0)
		rc = gitlab_assets_look(f, out);
	return rc < 0 ? error_in(rc, "cannot make release '%s'", want->tag) : 0;
}

int gitlab_release_edit(struct forge *f, const struct forge_release *r,
			const struct forge_release_want *want,
			struct forge_release *out)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply reply = FORGE_REPLY_INIT;
	bool some = want->name || want->body;
	int rc = no_draft(want);

	json_add_str(send, "name", want->name);
	json_add_str(send, "description", want->body);
	if (rc == 0)
		rc = forge_call(
			f,
			&(struct forge_call){ .method = some ? "PUT" : "GET",
					      .path = release_path(f, r->tag),
					      .send = some ? send : NULL,
					      .proof = 200 },
			&reply);
	if (rc == 0)
		rc = read_release(f, reply.json, out);
	if (rc == 0)
		rc = gitlab_assets_look(f, out);
	return rc < 0 ? error_in(rc, "cannot change release '%s'", r->tag) : 0;
}

int gitlab_release_delete(struct forge *f, const struct forge_release *r)
{
	int rc = forge_do(f, "DELETE", release_path(f, r->tag), NULL, 200);

	return rc < 0 ? error_in(rc, "cannot delete release '%s'", r->tag) : 0;
}

int gitlab_asset_delete(struct forge *f, const struct forge_release *r,
			const struct forge_asset *a)
{
	int rc = forge_do(f, "DELETE",
			  arena_printf(f->arena, "%s/assets/links/%s",
				       release_path(f, r->tag), a->id),
			  NULL, 200);

	return rc < 0 ? error_in(rc, "cannot delete asset '%s' of release '%s'",
				 a->name, r->tag) :
			0;
}
