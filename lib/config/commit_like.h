#ifndef CONFIG_COMMIT_LIKE_H
#define CONFIG_COMMIT_LIKE_H

/*
 * What a release itself has committed, known by its message.
 */
#include "config/config.h"

/* What the commits of a release say where commit-message is not set. */
#define MESSAGE_RELEASE "Release {version}"
#define MESSAGE_NOTES "Add the notes of {version}"
#define MESSAGE_FOLD "Fold the notes of {version}"
#define MESSAGE_EDIT "Edit the notes of {version}"
#define MESSAGE_BUMP "Bump version to {version}"
#define MESSAGE_NEXT_DEV "Begin {version}"
#define MESSAGE_SYNC "Sync the notes of" /* and the name of a branch */

/* Is this the first line of the message of a commit of some release, by the
 * settings in force?  Also as a forge has squashed it: "Release 1.2.0 (#7)". */
bool commit_like_release(const struct config *config, const char *line,
			 size_t n);

/* What commands commit on a line beside a release: that it goes on as the next
 * version, and the notes of another line. */
bool commit_like_next_dev(const struct config *config, const char *line,
			  size_t n);
bool commit_like_sync(const char *line, size_t n);

#endif
