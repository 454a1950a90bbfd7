#ifndef GIT_STAGE_STATUS_NEXT_H
#define GIT_STAGE_STATUS_NEXT_H

/*
 * The one command that brings a release on.
 */
#include "git-stage/said.h"
#include "standing/standing.h"

/* `moved`: what would land now is not what is tested, and why; NULL: it is. */
void status_next(struct ctx *c, const struct staging *s,
		 const struct policy *policy, const struct standings *all,
		 const char *moved, struct said *out);
/* Has the remote, as far as we have seen, less than is here? */
bool status_is_unshared(const struct staging *s);
/* Is it released here, and the record of that not there: finish has not pushed it? */
bool status_lacks_push(struct ctx *c, const struct staging *s);

#endif
