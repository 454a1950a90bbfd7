/* Is a file that is sent the one that was planned? */
#include "forge/thing.h"

#include "base/json.h"
#include "base/sha256.h"

#include <string.h>

void thing_file_read(struct forge *f, const char *path,
		     const struct file_stamp *stamp, const char *sha256)
{
	struct forge_read *r = arena_alloc(f->arena, sizeof(*r));

	*r = (struct forge_read){ arena_strdup(f->arena, path),
				  arena_strdup(f->arena, sha256), *stamp,
				  f->read };
	f->read = r;
}

/* As long as nobody can have changed it since. */
static const char *known_sum(const struct forge *f, const char *path)
{
	for (const struct forge_read *r = f->read; r; r = r->next)
		if (!strcmp(r->path, path))
			return file_stamp_holds(&r->stamp, path) ? r->sha256 :
								   NULL;
	return NULL;
}

/* Later on, another build may have put another one there. */
int thing_file_check(struct forge *f, json_object *file)
{
	const char *path = json_get_str(file, "path");
	const char *sha256 = json_get_str(file, "sha256");
	char hex[SHA256_HEX_SIZE];
	long long size = 0;

	if (!path || !sha256)
		return 0;
	const char *is = known_sum(f, path);
	int rc = is ? 0 : sha256_file(hex, path, &size);
	if (rc < 0 || !strcasecmp(is ? is : hex, sha256))
		return rc;
	rc = error(E_POLICY,
		   "'%s' is another file than when it was planned to be sent",
		   path);
	error_hint(
		"put that one back and git rel --continue; or git rel --quit, and publish again");
	return rc;
}
