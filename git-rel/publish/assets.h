#ifndef GIT_REL_PUBLISH_ASSETS_H
#define GIT_REL_PUBLISH_ASSETS_H

/*
 * The files that go with a release on the forge: those that forge.assets names,
 * from the top of the work tree, and those of --asset, from where one is.  In
 * forge.assets {version} and its like stand for what they do in other templates.
 */
#include "base/file_stamp.h"
#include "base/sha256.h"
#include "base/strvec.h"
#include "release/release.h"

/* Who has named a file: a glob may find what nobody meant. */
enum asset_by { ASSET_CONFIGURED, ASSET_GLOB, ASSET_NAMED };

struct asset {
	const char *path; /* absolute */
	const char *name; /* its last part: unique */
	const char *type; /* "application/gzip" */
	enum asset_by by;
	long long size;
	const char *sha256; /* 64 digits */
	struct file_stamp stamp;
};

struct assets {
	struct asset *item; /* sorted by name, once all are hashed */
	size_t n;
	/* where hashing has come to */
	size_t hashed;
	int fd; /* of the next; -1: not yet open */
	struct sha256 sum;
	bool failed;
	struct arena *arena;
};

/* Find them; those of forge.assets only where they are `configured`.  E_NOTFOUND
 * where a glob matches none; E_POLICY where one is empty or no file. */
int assets_find(struct ctx *c, const struct template_vars *vars,
		bool configured, const struct strvec *named,
		struct assets *out) MUST_CHECK;

/* Hash a part of what was found; false: there is no more, or assets_hash() tells. */
bool assets_hash_some(void *assets);
/* Hash the rest.  E_POLICY where two have one name; E_FAIL. */
int assets_hash(struct assets *out) MUST_CHECK;
/* One more, which is known already, in its place. */
void assets_add(struct assets *out, const char *path, long long size,
		const char *sha256);

#endif
