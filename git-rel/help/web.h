#ifndef GIT_REL_HELP_WEB_H
#define GIT_REL_HELP_WEB_H

/*
 * The pages that `make html` makes of the manual, in the browser that git opens its
 * own in.
 */
#include "base/error.h"

#include <stdbool.h>

/* Does help.format ask for a browser?  As in git, where nothing else is said. */
bool web_is_format(void);

/* Open `page`, "git-rel", at `part`, the id of a section, or NULL.  E_NOTFOUND where
 * it is not installed, E_FAIL where no browser shows it. */
int web_open(const char *page, const char *part) MUST_CHECK;

#endif
