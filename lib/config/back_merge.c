#include "config/back_merge.h"

bool back_merge_asks(const struct config *c)
{
	return setting_is(c, K_BACK_MERGE, "pr");
}

const char *back_merge_head(const struct config *c, struct arena *a,
			    const char *tag, const char *into)
{
	return setting_is(c, K_DEVELOP, into) ?
		       arena_printf(a, "back-merge/%s", tag) :
		       arena_printf(a, "back-merge/%s-into-%s", tag, into);
}
