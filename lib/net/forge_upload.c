#include "net/forge_upload.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* More of them make no forge faster, and some take it for an attack. */
enum { AT_ONCE = 4 };

static int judge_all(struct forge *f, const struct http_answer *a,
		     const int *result, size_t n, long proof, forge_took *took,
		     const void *arg)
{
	struct saved_error saved;
	int first = 0;

	for (size_t i = 0; i < n; i++) {
		CLEANUP(json) json_object *o = NULL;
		int rc;

		/* only the first error's message is kept */
		if (first < 0)
			error_save(&saved);
		rc = forge_judge(f, &a[i], result[i], proof, &o);
		if (rc == 0)
			rc = took(f, o, i, arg);
		if (first < 0)
			error_restore(0, &saved);
		else
			first = rc;
	}
	return first;
}

int forge_upload(struct forge *f, struct http_request *r, size_t n, long proof,
		 forge_took *took, const void *arg)
{
	struct http_answer *a = xcalloc(n + 1, sizeof(*a));
	int *result = xcalloc(n + 1, sizeof(*result));
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		a[i] = (struct http_answer)HTTP_ANSWER_INIT;
		if (rc == 0)
			rc = forge_prepare(f, &r[i]);
	}
	if (rc == 0 && n) {
		rc = http_send_all(f->http, r, n, AT_ONCE, a, result);
		int judged = judge_all(f, a, result, n, proof, took, arg);
		rc = judged < 0 ? judged : rc;
	}
	for (size_t i = 0; i < n; i++)
		http_answer_release(&a[i]);
	free(result);
	free(a);
	return rc;
}

/* GitHub puts dots where it does not like a letter of a name, and then the asset
 * would not be found again. */
int forge_arrived(struct forge *f, const struct forge_file *file,
		  const struct forge_asset *a)
{
	if (strcmp(a->name, file->name))
		return error(E_POLICY, "asset '%s': %s calls it '%s'",
			     file->name, f->ops->name, a->name);
	if (!a->whole || a->size != file->size)
		return error(E_NET,
			     "asset '%s': %lld of %lld bytes have arrived",
			     file->name, a->size, file->size);
	return 0;
}
