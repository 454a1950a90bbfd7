#include "net/forge_upload.h"
#include "net/gitea.h"
#include "net/github_read.h"

static const char *assets_path(struct forge *f, const struct forge_release *r)
{
	return arena_printf(f->arena, "%s/releases/%s/assets",
			    forge_repo(f, NULL), r->id);
}

static int took(struct forge *f, json_object *answer, size_t i, const void *arg)
{
	const struct forge_file *file = (const struct forge_file *)arg + i;
	struct forge_asset a;
	int rc;

	if ((rc = github_read_asset(f->arena, answer, &a)) < 0)
		return error_in(rc, "asset '%s'", file->name);
	return forge_arrived(f, file, &a);
}

int gitea_assets_send(struct forge *f, const struct forge_release *r,
		      const struct forge_file *file, size_t n)
{
	struct http_request *request =
		arena_alloc(f->arena, (n + 1) * sizeof(*request));

	for (size_t i = 0; i < n; i++)
		request[i] = (struct http_request){
			.method = "POST",
			.url = arena_printf(f->arena, "%s%s?name=%s", f->api,
					    assets_path(f, r),
					    forge_encode(f, file[i].name)),
			.type = file[i].type,
			.file = file[i].path,
			.part = "attachment",
			.part_name = file[i].name,
		};
	int rc = forge_upload(f, request, n, 201, took, file);
	return rc < 0 ? error_in(rc, "release '%s'", r->tag) : 0;
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
