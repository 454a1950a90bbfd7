#ifndef VERSION_VFILE_AUTOCONF_H
#define VERSION_VFILE_AUTOCONF_H

/*
 * configure.ac: the second argument of AC_INIT.  `where` is not used.
 */
#include "version/vfile_scan.h"

int vfile_autoconf(struct vscan *s, const char *where) MUST_CHECK;

#endif
