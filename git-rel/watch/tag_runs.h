#ifndef GIT_REL_WATCH_TAG_RUNS_H
#define GIT_REL_WATCH_TAG_RUNS_H

/*
 * The runs of CI that the tag of a version has started.
 */
#include "forge/session.h"
#include "release/release.h"

struct tag_runs {
	struct release rel;
	git_oid commit; /* of the tag */
	struct forge *f;
	struct forge_run *run; /* newest first */
	size_t n;
};

/* Which version is meant, its tag, which must be on the remote, and the forge. */
int tag_runs_open(struct tag_runs *t, struct ctx *c,
		  const char *version) MUST_CHECK;
/* Ask for them. */
int tag_runs_look(struct tag_runs *t) MUST_CHECK;
/* "release", for people. */
const char *tag_run_name(const struct forge_run *r);
/* Completion: versions that have a tag, newest first. */
void tag_runs_list(struct ctx *c, FILE *out);

#endif
