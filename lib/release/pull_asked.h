#ifndef RELEASE_PULL_ASKED_H
#define RELEASE_PULL_ASKED_H

/*
 * Pull requests that were opened from here.
 */
#include "cli/cmd.h"

/* Have we asked a forge for one of branch `head` into `base`, by our own log?  One
 * that somebody else has opened is not in there, nor what was given up by --quit. */
bool pull_asked(struct ctx *c, const char *head, const char *base);

#endif
