#ifndef CONFIG_BACK_MERGE_H
#define CONFIG_BACK_MERGE_H

/*
 * How a release comes back to where work goes on.
 */
#include "config/config.h"

/* Does the forge merge it back, and nobody pushes there? */
bool back_merge_asks(const struct config *c);
/* The branch that it is asked to merge into `into`, short, in the arena: for
 * develop "back-merge/v1.2.0". */
const char *back_merge_head(const struct config *c, struct arena *a,
			    const char *tag, const char *into);
/* Is it the name of one of these, where there are to be any? */
bool back_merge_is_head(const struct config *c, const char *branch);

#endif
