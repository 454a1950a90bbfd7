#ifndef VERSION_VFILE_PLAIN_H
#define VERSION_VFILE_PLAIN_H

/*
 * A file that holds the version and nothing else, and text around it that a
 * setting describes.
 */
#include "version/vfile_scan.h"

/* `where` is not used. */
int vfile_plain(struct vscan *s, const char *where) MUST_CHECK;
/* `where` is what stands there, with {version} and '?' in it. */
int vfile_anchor(struct vscan *s, const char *where) MUST_CHECK;

#endif
