#ifndef NET_FORGE_UPLOAD_H
#define NET_FORGE_UPLOAD_H

/*
 * Files on their way to a forge, side by side.
 */
#include "net/forge_call.h"

/* Reads the answer to file `i`; E_NET if it does not prove that it is there. */
typedef int forge_took(struct forge *f, json_object *answer, size_t i,
		       const void *arg);

/* Send them all; of `r` the caller fills in what differs: method, url, file,
 * type, part.  `took` reads each answer with status `proof`.  The first error
 * is returned, once all have ended; what was sent then stays there. */
int forge_upload(struct forge *f, struct http_request *r, size_t n, long proof,
		 forge_took *took, const void *arg) MUST_CHECK;

/* Is what the forge says it has the whole of `file`, by its name? */
int forge_arrived(struct forge *f, const struct forge_file *file,
		  const struct forge_asset *a) MUST_CHECK;

#endif
