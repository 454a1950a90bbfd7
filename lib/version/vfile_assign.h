#ifndef VERSION_VFILE_ASSIGN_H
#define VERSION_VFILE_ASSIGN_H

/*
 * name = "1.2.0" in whatever language: a name, perhaps its type, a sign, and
 * the version in quotes or bare.  What does not look so is passed over; that
 * the name is given a version twice is an error.  `where` is the name.
 */
#include "version/vfile_scan.h"

int vfile_assign(struct vscan *s, const char *where) MUST_CHECK;

#endif
