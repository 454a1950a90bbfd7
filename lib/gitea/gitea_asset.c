#include "dialect/forge_upload.h"
#include "gitea/gitea.h"
#include "github/github_read.h"

static const char *assets_path(struct forge *f, const struct forge_release *r)
{
	return arena_printf(f->arena, "%s/releases/%s/assets",
			    forge_repo(f, NULL), r->id);
}

int gitea_assets_send(struct forge *f, const struct forge_release *r,
		      const struct forge_file *file, size_t n,
		      struct forge_release *out)
{
	struct http_request *request =
		arena_alloc(f->arena, (n + 1) * sizeof(*request));
	struct forge_asset *sent =
		arena_alloc(f->arena, (n + 1) * sizeof(*sent));

	for (size_t i = 0; i < n; i++)
		request[i] = (struct http_request){
			.method = "POST",
			.url = arena_printf(f->arena, "%s%s?name=%s", f->api,
					    assets_path(f, r),
					    forge_encode(f, file[i].name)),
			.type = file[i].type,
			.part = "attachment",
			.part_name = file[i].name,
		};
	int rc = forge_upload(f, request, file, n, github_read_asset, sent);
	if (rc < 0)
		return error_in(rc, "release '%s'", r->tag);
	forge_add_assets(f, r, sent, n, out);
	return 0;
}

int gitea_asset_delete(struct forge *f, const struct forge_release *r,
		       const struct forge_asset *a)
{
	int rc = forge_do(f, "DELETE",
			  arena_printf(f->arena, "%s/%s", assets_path(f, r),
				       a->id),
			  NULL, 204);

	return rc < 0 ? error_in(rc, "cannot delete asset '%s' of release '%s'",
				 a->name, r->tag) :
			0;
}
