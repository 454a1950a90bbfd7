#include "config/back_merge.h"

#include <string.h>

static const char folder[] = "back-merge/";

bool back_merge_asks(const struct config *c)
{
	return setting_is(c, K_BACK_MERGE, "pr");
}

const char *back_merge_head(const struct config *c, struct arena *a,
			    const char *tag, const char *into)
{
	return setting_is(c, K_DEVELOP, into) ?
		       arena_printf(a, "%s%s", folder, tag) :
		       arena_printf(a, "%s%s-into-%s", folder, tag, into);
}

bool back_merge_is_head(const struct config *c, const char *branch)
{
	return back_merge_asks(c) &&
	       !strncmp(branch, folder, sizeof(folder) - 1);
}
