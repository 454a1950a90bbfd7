#ifndef VERSION_VFILE_INI_H
#define VERSION_VFILE_INI_H

/*
 * INI as Python's configparser reads it, and the keys of a YAML file that stand
 * at its left edge: E_CONFIG for a path to others.
 */
#include "version/vfile_scan.h"

int vfile_ini(struct vscan *s, const char *where) MUST_CHECK;
int vfile_yaml(struct vscan *s, const char *where) MUST_CHECK;

#endif
