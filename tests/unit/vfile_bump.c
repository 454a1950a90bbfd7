#include "tests/unit/vfile_bump.h"

#include "base/strbuf.h"

#include <stdio.h>

const char *vfile_bump(vfile_lister *list, const char *setting,
		       const char *text, size_t n)
{
	static char result[4096];
	struct arena arena = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	struct vfile *f = NULL;
	struct vspans at;
	size_t n_files = 0;

	assert_ok(list(&f, &n_files, &arena, setting));
	assert_int_equal(n_files, 1);
	int rc = vfile_find(f, text, n, &at);
	if (rc >= 0)
		rc = vfile_splice(f, text, n, &at, "9.8.7", &out);
	if (rc < 0)
		snprintf(result, sizeof(result), "! %s", error_message());
	else
		snprintf(result, sizeof(result), "%s", out.buf);
	strbuf_release(&out);
	arena_release(&arena);
	return result;
}
