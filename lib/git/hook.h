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
/* Options behind "git", and what they need in the environment, with which it
 * runs none for this event.  Nothing is added where there is none. */
void hook_silence(struct repo *r, const char *event, struct strvec *argv,
		  struct strvec *env);
/* The folder of hooks, absolute but where git takes it from "/": "". */
const char *hook_folder(struct repo *r);

#endif
