#ifndef DIALECT_FORGE_DOWNLOAD_H
#define DIALECT_FORGE_DOWNLOAD_H

/*
 * A file that a forge keeps, with the token, which stays with the forge where it
 * leads elsewhere.
 */
#include "base/sha256.h"
#include "dialect/forge.h"

/* Write what is at `url`, of the API's host, to the file `path`, whole or not at
 * all; its digest, which has to be `digest` ("sha256:..."), unless that is NULL.
 * Errors: as dialect/forge.h says, and E_FAIL of files. */
int forge_download(struct forge *f, const char *url, const char *digest,
		   const char *path, char hex[SHA256_HEX_SIZE]) MUST_CHECK;

#endif
