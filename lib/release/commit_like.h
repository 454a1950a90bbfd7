#ifndef RELEASE_COMMIT_LIKE_H
#define RELEASE_COMMIT_LIKE_H

/*
 * What a release itself has committed, known by its message.
 */
#include "release/release.h"

/* Is this the first line of the message of a commit of some release, by the
 * settings in force?  Also as a forge has squashed it: "Release 1.2.0 (#7)". */
bool commit_like_release(struct ctx *c, const char *line, size_t n);

#endif
