#include "dialect/forge_upload.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* A tenth of what GitHub lets be under way. */
enum { AT_ONCE = 10 };

typedef int read_asset(struct arena *a, json_object *o,
		       struct forge_asset *out);

/* GitHub puts dots where it does not like a letter of a name, and then the asset
 * would not be found again. */
static int look_whole(struct forge *f, const struct forge_file *file,
		      const struct forge_asset *a)
{
	if (strcmp(a->name, file->name))
		return error(E_POLICY, "%s calls it '%s'", f->ops->name,
			     a->name);
	if (!a->whole || a->size != file->size)
		return error(E_NET, "%lld of %lld bytes have arrived", a->size,
			     file->size);
	return 0;
}

static int judge_one(struct forge *f, const struct http_answer *a, int rc,
		     const struct forge_file *file, read_asset *read,
		     struct forge_asset *out)
{
	CLEANUP(json) json_object *o = NULL;

	rc = forge_judge(f, a, rc, 201, &o);
	if (rc == 0)
		rc = read(f->arena, o, out);
	if (rc == 0)
		rc = look_whole(f, file, out);
	return rc < 0 ? error_in(rc, "asset '%s'", file->name) : 0;
}

static void add_name(struct strbuf *to, const char *name)
{
	strbuf_addf(to, "%s%s", to->len ? ", " : "", name);
}

void forge_tell_parts(const struct forge_file *file, size_t n, const bool *done,
		      const char *deed)
{
	CLEANUP(strbuf)
	struct strbuf is = STRBUF_INIT, is_not = STRBUF_INIT;

	for (size_t i = 0; i < n; i++)
		add_name(done[i] ? &is : &is_not, file[i].name);
	if (is.len && is_not.len)
		error_hint("%s: %s; for all we know not: %s", deed, is.buf,
			   is_not.buf);
}

/* What is recorded is said by the first that failed; the others may have arrived. */
static int judge_all(struct forge *f, const struct http_answer *a,
		     const int *result, const struct forge_file *file, size_t n,
		     read_asset *read, struct forge_asset *out)
{
	bool *sent = arena_alloc(f->arena, (n + 1) * sizeof(*sent));
	struct saved_error why;
	size_t i = 0;
	int rc = 0;

	for (; i < n && rc == 0; i++) {
		rc = judge_one(f, &a[i], result[i], &file[i], read, &out[i]);
		sent[i] = rc == 0;
	}
	if (rc == 0)
		return 0;
	error_save(&why);
	for (; i < n; i++)
		sent[i] = result[i] == 0 &&
			  judge_one(f, &a[i], 0, &file[i], read, &out[i]) == 0;
	error_restore(rc, &why);
	forge_tell_parts(file, n, sent, "sent");
	for (i = 0; i < n; i++)
		if (!sent[i])
			out[i] = (struct forge_asset){ 0 };
	return rc;
}

int forge_upload(struct forge *f, struct http_request *r,
		 const struct forge_file *file, size_t n, read_asset *read,
		 struct forge_asset *out)
{
	struct http_answer *a = xcalloc(n + 1, sizeof(*a));
	int *result = xcalloc(n + 1, sizeof(*result));
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		a[i] = (struct http_answer)HTTP_ANSWER_INIT;
		r[i].file = file[i].path;
		if (rc == 0)
			rc = forge_prepare(f, &r[i]);
	}
	if (rc == 0 && n) {
		rc = http_send_all(f->http, r, n, AT_ONCE, a, result);
		int judged = judge_all(f, a, result, file, n, read, out);
		rc = judged < 0 ? judged : rc;
	}
	for (size_t i = 0; i < n; i++)
		http_answer_release(&a[i]);
	free(result);
	free(a);
	return rc;
}

void forge_add_assets(struct forge *f, const struct forge_release *r,
		      const struct forge_asset *more, size_t n,
		      struct forge_release *out)
{
	size_t had = r->n_assets;
	struct forge_asset *all =
		arena_alloc(f->arena, (had + n + 1) * sizeof(*all));

	if (had)
		memcpy(all, r->asset, had * sizeof(*all));
	if (n)
		memcpy(all + had, more, n * sizeof(*all));
	*out = *r;
	out->asset = all;
	out->n_assets = had + n;
}
