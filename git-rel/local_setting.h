#ifndef GIT_REL_LOCAL_SETTING_H
#define GIT_REL_LOCAL_SETTING_H

#include "cli/cmd.h"

/* What .git/config itself says, NULL for nothing: what we write there stands in
 * place of that, and not of what a file for the user or an included one says.
 * `key` as git spells it. */
const char *local_setting(struct ctx *c, const char *key);

/* Have step `s` set it, NULL to unset it, unless it is so already. */
void local_setting_change(struct ctx *c, struct plan *p, struct step *s,
			  const char *key, const char *to);

#endif
