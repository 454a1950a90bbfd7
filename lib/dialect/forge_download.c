#include "dialect/forge_download.h"

#include "base/file.h"
#include "dialect/forge_call.h"
#include "net/url.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct sink {
	FILE *file;
	struct sha256 sum;
	const char *path;
};

static int take(void *arg, const char *data, size_t n)
{
	struct sink *s = arg;

	if (!data) { /* from the beginning, perhaps again */
		rewind(s->file);
		sha256_begin(&s->sum);
		return ftruncate(fileno(s->file), 0) ?
			       error_errno("cannot write '%s'", s->path) :
			       0;
	}
	sha256_add(&s->sum, data, n);
	return fwrite(data, 1, n, s->file) == n ?
		       0 :
		       error_errno("cannot write '%s'", s->path);
}

static int ask(struct forge *f, const char *url, struct sink *s)
{
	struct http_answer a = HTTP_ANSWER_INIT;
	struct http_request r = { .method = "GET",
				  .url = url,
				  .elsewhere = true,
				  .take = take,
				  .take_arg = s };
	json_object *none = NULL;
	int rc;

	if (!url_same_origin(f->api, url))
		return error(E_NET, "%s leads to another host: '%s'",
			     f->ops->name, url);
	if ((rc = forge_prepare(f, &r)) < 0)
		return rc;
	rc = http_send(f->http, &r, &a);
	rc = forge_judge(f, &a, rc, 200, &none);
	json_object_put(none);
	http_answer_release(&a);
	return rc;
}

static int keep(struct sink *s, const char *aside, int rc)
{
	if (fclose(s->file) && rc == 0)
		rc = error_errno("cannot write '%s'", s->path);
	if (rc == 0)
		rc = file_sync(aside);
	if (rc == 0 && rename(aside, s->path))
		rc = error_errno("cannot write '%s'", s->path);
	if (rc < 0)
		unlink(aside);
	return rc;
}

static int check(const char *digest, const char *hex)
{
	if (!digest || strncmp(digest, "sha256:", 7) != 0 ||
	    !strcasecmp(digest + 7, hex))
		return 0;
	return error(E_NET, "it has not arrived whole: its sha256 is %s", hex);
}

int forge_download(struct forge *f, const char *url, const char *digest,
		   const char *path, char hex[SHA256_HEX_SIZE])
{
	const char *aside = arena_printf(f->arena, "%s.part", path);
	struct sink s = { .file = fopen(aside, "wb"), .path = path };
	int rc;

	if (!s.file)
		return error_errno("cannot write '%s'", aside);
	sha256_begin(&s.sum);
	rc = ask(f, url, &s);
	sha256_end(&s.sum, hex);
	if (rc == 0)
		rc = check(digest, hex);
	return keep(&s, aside, rc);
}
