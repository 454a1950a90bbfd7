#ifndef VERSION_VFILE_TOML_H
#define VERSION_VFILE_TOML_H

/*
 * TOML, as far as it takes to find a value: tables, dotted and quoted keys,
 * strings of all kinds, arrays and inline tables.  `where` is a path; what is
 * in an array of tables has none.
 */
#include "version/vfile_scan.h"

int vfile_toml(struct vscan *s, const char *where) MUST_CHECK;

#endif
