#ifndef FORGE_KEEPS_H
#define FORGE_KEEPS_H

#include "git/repo.h"

#include <stdbool.h>

/* Does the forge of a remote refuse to delete a branch, because it is protected?
 * Asks it; false, too, where no forge is known or it does not answer. */
bool forge_keeps(struct repo *r, const char *remote, const char *branch);

#endif
