#ifndef EVIDENCE_KEPT_COMMITS_H
#define EVIDENCE_KEPT_COMMITS_H

/*
 * The commits of a release's evidence in one file, so that who only looks at five
 * hundred records does not open five hundred files.
 *
 * File "logs/<release>/commits" in the state folder: a checksum of the rest, 16 hex
 * digits and '\n'; then for each commit, in the order of their ids, the line
 * "<id> <bytes>", that many bytes, '\n'.  A file that is damaged says nothing, and
 * all is read where git keeps it.  It may be lost, and is removed with the logs.
 *
 * It does not tell that git still has a commit: nothing that adds to evidence or
 * verifies it may use it.
 */
#include "evidence/evidence.h"

struct kept_commits;

/* Let libgit2 look there first, as long as the repository is open; NULL: there is
 * no such file. */
struct kept_commits *kept_commits_use(struct repo *r, const char *release);
/* Keep them all, where that is worth it: where many are not kept yet.  What cannot
 * be written is no error. */
void kept_commits_save(struct repo *r, const char *release,
		       const struct kept_commits *known,
		       const struct evidence *e);

#endif
