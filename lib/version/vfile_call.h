#ifndef VERSION_VFILE_CALL_H
#define VERSION_VFILE_CALL_H

/*
 * Build files in which the version is an argument of a call:
 * project(x VERSION 1.2), project('x', 'c', version : '1.2').
 */
#include "version/vfile_scan.h"

/* `where` names a variable that is set(), "" is the version of project(). */
int vfile_cmake(struct vscan *s, const char *where) MUST_CHECK;
/* `where` is not used.  E_POLICY if something is added to the text there. */
int vfile_meson(struct vscan *s, const char *where) MUST_CHECK;
/* module(name = "x", version = "1.2"); as above. */
int vfile_bazel(struct vscan *s, const char *where) MUST_CHECK;

#endif
