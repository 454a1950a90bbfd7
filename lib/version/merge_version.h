#ifndef VERSION_MERGE_VERSION_H
#define VERSION_MERGE_VERSION_H

/*
 * The version in a file that is merged: where both sides changed it, the higher
 * one wins.  Pure.
 */
#include "version/version.h"
#include "version/vfile.h"

/* What a text carries at `f`, the same in all places, is added to `out`.
 * False: none, several, or the file is damaged. */
bool merge_version_read(const struct vfile *f, const char *text, size_t n,
			struct strbuf *out);

/* The one that stays: of the side that changed it, else the higher.  NULL: both
 * changed it, and they cannot be compared or are spellings of one version. */
const char *merge_version_pick(enum scheme scheme, const char *base,
			       const char *ours, const char *theirs);

/* Is it the version of that release, however it is spelled? */
bool merge_version_is(enum scheme scheme, const char *text,
		      const char *release);

/* The text with that version at `f`; false: it could not be put there. */
bool merge_version_put(const struct vfile *f, const char *text, size_t n,
		       const char *version, struct strbuf *out);

#endif
