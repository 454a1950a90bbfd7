#ifndef VERSION_VFILE_JSON_H
#define VERSION_VFILE_JSON_H

/*
 * JSON: json-c judges whether it is, and finds keys that come twice; this finds
 * the bytes.  `where` is a path: .plugins[0].version
 */
#include "version/vfile_scan.h"

int vfile_json(struct vscan *s, const char *where) MUST_CHECK;

#endif
