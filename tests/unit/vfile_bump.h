#ifndef UNIT_VFILE_BUMP_H
#define UNIT_VFILE_BUMP_H

/*
 * A version file and the same with 9.8.7 in it: what the tests of all formats
 * say.  The result lives until the next call.
 */
#include "tests/unit/unit.h"

#include "version/vfile.h"

#include <string.h>

typedef int vfile_lister(struct vfile **out, size_t *n, struct arena *arena,
			 const char *setting);

/* The text with 9.8.7 in it, or "! why not". */
const char *vfile_bump(vfile_lister *list, const char *setting,
		       const char *text, size_t n);

#define assert_bump(file, before, after)                                       \
	assert_string_equal(                                                   \
		vfile_bump(vfile_list, file, before, strlen(before)), after)
#define assert_anchor(setting, before, after)                                  \
	assert_string_equal(vfile_bump(vfile_anchors, setting, before,         \
				       strlen(before)),                        \
			    after)

#endif
