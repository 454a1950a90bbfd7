#ifndef VERSION_VFILE_SCRIPT_H
#define VERSION_VFILE_SCRIPT_H

/*
 * Build files that are programs: comments, strings of several lines and calls
 * of others hold versions, too, which are not the project's.  `where` is the
 * name of what holds it.  Those without `where` take the project's own.
 */
#include "version/vfile_scan.h"

/* version = "1.2", at the top or for all projects. */
int vfile_gradle(struct vscan *s, const char *where) MUST_CHECK;
/* ... of that name, anywhere outside of comments. */
int vfile_gradle_name(struct vscan *s, const char *where) MUST_CHECK;
/* key=value, where the whole key is the name. */
int vfile_properties(struct vscan *s, const char *where) MUST_CHECK;
/* The version in the list of `def project`, or the attribute it names. */
int vfile_mix(struct vscan *s, const char *where) MUST_CHECK;
/* At the left edge; only where nothing is there, anywhere. */
int vfile_python(struct vscan *s, const char *where) MUST_CHECK;
/* The argument of setup(), or the name that it is given; or as above. */
int vfile_setup(struct vscan *s, const char *where) MUST_CHECK;

#endif
