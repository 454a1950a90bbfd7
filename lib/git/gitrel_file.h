#ifndef GIT_GITREL_FILE_H
#define GIT_GITREL_FILE_H

#include "base/error.h"
#include "git/repo.h"

/* Take the .gitrel of the work tree or, where there is none (in a bare
 * repository, or inside .git), that of HEAD into the configuration.  Fine if
 * there is no such file; what is no plain file of moderate size is refused
 * unread, a symbolic link is not followed.  E_CONFIG. */
int gitrel_read(struct repo *r) MUST_CHECK;

/* The commands that count for `commit`: those that .gitrel has there, with git
 * config's on top.  Its other settings are read, but are nobody's.  The caller
 * releases `out`, a configuration with nothing else in it, in any case. */
int gitrel_commands(struct repo *r, const git_oid *commit,
		    struct config *out) MUST_CHECK;

#endif
