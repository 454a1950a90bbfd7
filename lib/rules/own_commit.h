#ifndef RULES_OWN_COMMIT_H
#define RULES_OWN_COMMIT_H

/*
 * Commits that commands of ours put on a line beside a release: the version that
 * it goes on as, and the notes of another line.
 */
#include "rules/trial.h"

/* Is it one, by its message and by all that it changes?  Of one that is not made
 * yet only the message is known, which a command of ours vouches for. */
bool own_commit(struct trial *t, const git_oid *id);

#endif
