#include "git-rel/publish/assets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct asset *)a)->name,
		      ((const struct asset *)b)->name);
}

/* One that is named twice is one. */
static int settle(struct assets *out)
{
	size_t n = 0;

	if (out->n)
		qsort(out->item, out->n, sizeof(*out->item), by_name);
	for (size_t i = 0; i < out->n; i++) {
		struct asset *last = n ? &out->item[n - 1] : NULL;
		if (last && !strcmp(last->name, out->item[i].name)) {
			if (!strcmp(last->sha256, out->item[i].sha256))
				continue;
			return error(E_POLICY, "'%s' and '%s' have one name",
				     last->path, out->item[i].path);
		}
		out->item[n++] = out->item[i];
	}
	out->n = n;
	return 0;
}

static void keep(struct assets *x, const char *hex)
{
	x->item[x->hashed++].sha256 = arena_strdup(x->arena, hex);
}

static bool stop(struct assets *x)
{
	if (x->fd >= 0)
		close(x->fd);
	x->fd = -1;
	x->failed = true;
	return false;
}

bool assets_hash_some(void *assets)
{
	static unsigned char part[1 << 18];
	struct assets *x = assets;
	char hex[SHA256_HEX_SIZE];

	if (x->failed || x->hashed == x->n)
		return false;
	struct asset *a = &x->item[x->hashed];
	if (x->fd < 0) {
		x->fd = open(a->path, O_RDONLY | O_CLOEXEC);
		a->size = 0;
		file_stamp_take(&a->stamp, x->fd);
		sha256_begin(&x->sum);
	}
	ssize_t n = x->fd < 0 ? -1 : read(x->fd, part, sizeof(part));
	if (n < 0)
		return errno == EINTR || stop(x);
	a->size += n;
	sha256_add(&x->sum, part, (size_t)n);
	if (n)
		return true;
	close(x->fd);
	x->fd = -1;
	sha256_end(&x->sum, hex);
	keep(x, hex);
	return x->hashed < x->n;
}

int assets_hash(struct assets *x)
{
	char hex[SHA256_HEX_SIZE];
	int rc = 0;

	while (assets_hash_some(x))
		;
	/* what could not be read, once more, which tells why */
	while (!rc && x->hashed < x->n) {
		struct asset *a = &x->item[x->hashed];
		rc = sha256_file(hex, a->path, &a->size);
		if (!rc)
			keep(x, hex);
	}
	return rc < 0 ? rc : settle(x);
}

void assets_add(struct assets *x, const char *path, long long size,
		const char *sha256)
{
	const char *slash = strrchr(path, '/');

	x->item = arena_grow(x->arena, x->item, x->n, sizeof(*x->item));
	x->item[x->n++] = (struct asset){
		.path = arena_strdup(x->arena, path),
		.name = arena_strdup(x->arena, slash ? slash + 1 : path),
		/* lines of JSON are no JSON, and no type of theirs is
		 * registered */
		.type = "application/octet-stream",
		.by = ASSET_NAMED,
		.size = size,
		.sha256 = arena_strdup(x->arena, sha256),
	};
	x->hashed = x->n;
	qsort(x->item, x->n, sizeof(*x->item), by_name);
}
