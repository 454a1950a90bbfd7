#ifndef GIT_GITREL_FILE_H
#define GIT_GITREL_FILE_H

#include "base/error.h"
#include "git/repo.h"

/* Take the .gitrel of the work tree or, where there is none (in a bare
 * repository, or inside .git), that of HEAD into the configuration.  1: there is
 * such a file, 0: there is none; what is no plain file of moderate size is refused
 * unread, a symbolic link is not followed.  E_CONFIG. */
int gitrel_read(struct repo *r) MUST_CHECK;
/* The same of a text that was kept, in place of either; "": there was none. */
int gitrel_take(struct repo *r, const char *text, const char *name) MUST_CHECK;

/* What .gitrel says at `commit`, and nothing else, but for commands, which have
 * git config's on top: those are the ones that count for `commit`.  The caller
 * releases `out` in any case. */
int gitrel_commands(struct repo *r, const git_oid *commit,
		    struct config *out) MUST_CHECK;

/* Take .gitrel of `commit` into a configuration; `name` is for messages.  1: there is
 * one, 0: there is none. */
int gitrel_read_at(struct repo *r, const git_oid *commit, const char *name,
		   struct config *into) MUST_CHECK;

/* The object that .gitrel is at `commit`; zero: there is none. */
int gitrel_blob(struct repo *r, const git_oid *commit, git_oid *out) MUST_CHECK;
/* The same for a file that it names. */
int gitrel_blob_of(struct repo *r, const git_oid *commit, const char *path,
		   git_oid *out) MUST_CHECK;

#endif
