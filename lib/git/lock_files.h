#ifndef GIT_LOCK_FILES_H
#define GIT_LOCK_FILES_H

/*
 * Lock files of git: of a git that runs, or of one that was killed, which only a
 * person can tell.  They are never removed here; the command that does is named.
 */
#include "base/error.h"
#include "base/strvec.h"

/* E_POLICY, with the command for each, where one of these paths stays for a
 * second. */
int lock_files_check(const struct strvec *paths) MUST_CHECK;
/* A hint for each that is there, behind the error that was met. */
void lock_files_hint(const struct strvec *paths);
/* A warning for each that stays for a second, where nothing is in its way. */
void lock_files_warn(const struct strvec *paths);

/* The lock on the index of the work tree with this git directory, as a check. */
int lock_files_check_index(const char *git_dir) MUST_CHECK;

#endif
