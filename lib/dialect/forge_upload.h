#ifndef DIALECT_FORGE_UPLOAD_H
#define DIALECT_FORGE_UPLOAD_H

/*
 * Files on their way to a forge, side by side.
 */
#include "dialect/forge_call.h"

/* Send `n` files; of `r` the caller fills in what differs: method, url, type,
 * part.  An answer with status 201 is read as an asset by `read`, and must be of
 * the whole file, by its name.  The first error is returned, once all have
 * ended, and tells which files were sent; these stay there, and have a name in
 * `out`, as the others have not. */
int forge_upload(struct forge *f, struct http_request *r,
		 const struct forge_file *file, size_t n,
		 int (*read)(struct arena *a, json_object *o,
			     struct forge_asset *out),
		 struct forge_asset *out) MUST_CHECK;

/* A hint to the recorded error: with which of the files the `deed` ("sent") was done, if
 * it was with some. */
void forge_tell_parts(const struct forge_file *file, size_t n, const bool *done,
		      const char *deed);

/* `out` becomes `r` with `n` more assets. */
void forge_add_assets(struct forge *f, const struct forge_release *r,
		      const struct forge_asset *more, size_t n,
		      struct forge_release *out);

#endif
