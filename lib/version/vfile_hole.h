#ifndef VERSION_VFILE_HOLE_H
#define VERSION_VFILE_HOLE_H

/*
 * What of a version stands somewhere: all of it, or a part in its own place.
 * Pure.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

enum vhole {
	HOLE_VERSION, /* {version}: 1.2.3-rc1 */
	HOLE_FINAL,   /* {final}: 1.2.3 */
	HOLE_SERIES,  /* {series}: 1.2 */
	HOLE_MAJOR,
	HOLE_MINOR,
	HOLE_PATCH,
	HOLE_NUMBER /* {number}: 10203, two digits for each but the first */
};

/* The first of them in `text`: where, and how long; NULL: there is none. */
const char *vhole_find(const char *text, enum vhole *hole, size_t *len);

/* The name of one, with its brackets; lives for ever. */
const char *vhole_name(enum vhole hole);

/* How many bytes at `text` can stand in it. */
size_t vhole_fit(enum vhole hole, const char *text, size_t n);

/* What stands there for `version`.  E_POLICY where that cannot be told. */
int vhole_value(struct strbuf *out, enum vhole hole,
		const char *version) MUST_CHECK;

#endif
