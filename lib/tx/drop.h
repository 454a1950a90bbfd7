#ifndef TX_DROP_H
#define TX_DROP_H

/*
 * Many files leave a work tree and its index at once.  git restore compares each
 * path it is given with each of the index; this takes as long as there are paths.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"

/* Paths are below `dir`, the top of the work tree; what is gone already is fine,
 * and no link is followed.  Folders that become empty go, too.  Repeatable: the
 * files go first, then the index hears of it. */
int drop_files(const char *dir, const char *const *env,
	       const struct strvec *paths) MUST_CHECK;

#endif
