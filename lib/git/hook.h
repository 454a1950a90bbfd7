#ifndef GIT_HOOK_H
#define GIT_HOOK_H

/*
 * Which hooks git would run: programs in the folder of hooks and, since git
 * 2.54, `hook.<name>.command` in its configuration.  git runs them, we ask.
 */
#include "base/strvec.h"
#include "git/repo.h"

/* Would any hook run for this event, "commit-msg"? */
bool hook_exists(struct repo *r, const char *event);
/* The names of those for it that are configured and not disabled; none where
 * git is too old to run them. */
void hook_configured(struct repo *r, const char *event, struct strvec *names);
/* The folder of hooks, absolute but where git takes it from "/": "". */
const char *hook_folder(struct repo *r);

#endif
