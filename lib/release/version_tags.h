#ifndef RELEASE_VERSION_TAGS_H
#define RELEASE_VERSION_TAGS_H

/*
 * The tags whose names hold a version, here and on the remote.
 */
#include "release/release.h"

struct tagged {
	const char *tag; /* short name */
	git_oid id;      /* of the tag, or what it points at */
	git_oid commit;  /* what is said to be behind it; zero: look */
	bool here;       /* a ref of ours, not one of the remote's */
};

struct tag_list {
	const struct tagged *item;
	size_t n;
};

/* Newest first; the list lives as long as the repository, and is made once.  A
 * tag that is another one there stands in it twice.  `remote` may be NULL. */
int version_tags_list(struct ctx *c, const struct remote *remote,
		      struct tag_list *list) MUST_CHECK;
/* Its version: 50,000 of them, kept, would take 20 MB. */
struct version version_tags_version(struct ctx *c, const struct tagged *t);
/* What a tag is about; false where that is not here, or is no commit. */
bool version_tags_commit(struct ctx *c, const struct tagged *t, git_oid *out);
/* Is it known to be on something else than a commit?  Says so, once. */
bool version_tags_no_commit(struct ctx *c, const struct tagged *t);

#endif
