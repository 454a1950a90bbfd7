#ifndef GIT_VERSION_TAG_H
#define GIT_VERSION_TAG_H

/*
 * Which tags are releases of this project: those whose names fit the template
 * of tags and hold a version of the scheme.  All commands ask here.
 */
#include "base/error.h"
#include "git/repo.h"
#include "version/version.h"

/* Does the name of a tag (short) hold a version?  py-v3.0.0 is none of
 * "v{version}".  Pure. */
bool version_tag_fits(struct version *out, const char *tag, const char *name,
		      enum scheme scheme);
/* The same with the settings of this repository. */
bool version_tag(const struct config *c, const char *tag, struct version *out);

/* `see` is shown each tag here; a symbolic one is none. */
int version_tag_each(struct repo *r, void *data,
		     void (*see)(struct repo *r, const git_reference *ref,
				 void *data)) MUST_CHECK;

#endif
