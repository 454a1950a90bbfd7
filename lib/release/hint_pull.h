#ifndef RELEASE_HINT_PULL_H
#define RELEASE_HINT_PULL_H

/*
 * What a release misses on main may have come to its branch after its pull request
 * was merged: then nothing is open that the forge could merge.
 */
#include "release/release.h"

/* Hint at the command that opens one, where we know the forge. */
void hint_pull(struct ctx *c, const struct release *rel);

/* Is a part of the branch in main, as far as the last fetch tells?  Only where the
 * branch comes from develop; a squash hides it. */
bool landed_in_part(struct ctx *c, const struct release *rel);

#endif
