#ifndef VERSION_VFILE_INI_H
#define VERSION_VFILE_INI_H

/*
 * INI as Python's configparser reads it: a value may begin in the line below
 * its key.
 */
#include "version/vfile_scan.h"

int vfile_ini(struct vscan *s, const char *where) MUST_CHECK;

#endif
