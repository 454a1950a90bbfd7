#ifndef RELEASE_LATEST_H
#define RELEASE_LATEST_H

/*
 * The last release, by the tags here and on the remote.
 */
#include "release/release.h"

/* The newest version among the tags, here and on the remote; `found` is false
 * if there is none.  With `within`, only tags on commits behind it. */
int release_last(struct ctx *c, const struct remote *remote,
		 const git_oid *within, struct version *out, git_oid *commit,
		 bool *found) MUST_CHECK;
/* Its tag (short), as it is spelt, which lives as long as the repository; NULL:
 * there is none here. */
int release_last_tag(struct ctx *c, const git_oid *within, struct version *out,
		     const char **tag) MUST_CHECK;
/* The same, but only of final versions: a candidate is no release. */
int release_last_final(struct ctx *c, const struct remote *remote,
		       const git_oid *within, struct version *out,
		       git_oid *commit, bool *found) MUST_CHECK;
/* The highest final version below `v`. */
int release_below(struct ctx *c, const struct remote *remote,
		  const struct version *v, struct version *out,
		  bool *found) MUST_CHECK;
/* The highest final version that is tagged on just this commit. */
int release_on_commit(struct ctx *c, const struct remote *remote,
		      const git_oid *commit, struct version *out,
		      bool *found) MUST_CHECK;
/* Fill in {previous}: the newest version below this one that rel->at has, of a
 * final version the newest final one; the newest of all where it has none. */
int release_previous(struct ctx *c, struct release *rel) MUST_CHECK;

#endif
