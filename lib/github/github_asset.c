#include "dialect/forge_upload.h"
#include "github/github.h"
#include "github/github_read.h"

int github_assets_send(struct forge *f, const struct forge_release *r,
		       const struct forge_file *file, size_t n,
		       struct forge_release *out)
{
	const char *to =
		r->upload ? github_upload_url(f->arena, f->api, r->upload) :
			    NULL;

	if (!to)
		return error(
			E_POLICY,
			"assets of release '%s': '%s' is not a host of GitHub's for '%s', so it gets no token",
			r->tag, r->upload ? r->upload : "", f->api);
	struct http_request *request =
		arena_alloc(f->arena, (n + 1) * sizeof(*request));
	struct forge_asset *sent =
		arena_alloc(f->arena, (n + 1) * sizeof(*sent));
	for (size_t i = 0; i < n; i++)
		request[i] = (struct http_request){
			.method = "POST",
			.url = arena_printf(f->arena, "%s?name=%s", to,
					    forge_encode(f, file[i].name)),
			.type = file[i].type ? file[i].type :
					       "application/octet-stream",
		};
	int rc = forge_upload(f, request, file, n, github_read_asset, sent);
	if (rc < 0)
		return error_in(rc, "release '%s'", r->tag);
	forge_add_assets(f, r, sent, n, out);
	return 0;
}

int github_asset_delete(struct forge *f, const struct forge_release *r,
			const struct forge_asset *a)
{
	int rc = forge_do(f, "DELETE",
			  arena_printf(f->arena, "%s/releases/assets/%s",
				       forge_repo(f, NULL), a->id),
			  NULL, 204);

	return rc < 0 ? error_in(rc, "cannot delete asset '%s' of release '%s'",
				 a->name, r->tag) :
			0;
}
