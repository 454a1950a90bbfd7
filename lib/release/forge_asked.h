#ifndef RELEASE_FORGE_ASKED_H
#define RELEASE_FORGE_ASKED_H

/*
 * What a forge was asked for from here, by our own log.  What somebody else has
 * asked for is not in there, nor what was given up by --quit.
 */
#include "cli/cmd.h"

/* For a pull request of branch `head` into `base`? */
bool forge_asked_pull(struct ctx *c, const char *head, const char *base);

/* For the release of `tag`? */
bool forge_asked_release(struct ctx *c, const char *tag);

#endif
