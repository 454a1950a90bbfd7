#ifndef RELEASE_COMMIT_LIKE_H
#define RELEASE_COMMIT_LIKE_H

/*
 * What a release itself has committed, known by its message.
 */
#include "release/release.h"

/* Does the first line of a message fit that of a template, for some version?
 * Each placeholder stands for what it can be: a version, a number, a date, the
 * name of a tag or branch by `tag` and `branch`, their templates.  What can be
 * anything, {description} and {set.NAME}, fits only beside words.  Pure. */
bool commit_like_template(const char *text, enum scheme scheme, const char *tag,
			  const char *branch, const char *line, size_t n);

/* Is it that of a commit of some release, by the settings in force?  Also as a
 * forge has squashed it: "Release 1.2.0 (#7)". */
bool commit_like_release(struct ctx *c, const char *line, size_t n);

#endif
