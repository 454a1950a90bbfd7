#ifndef RULES_OWN_COMMIT_H
#define RULES_OWN_COMMIT_H

/*
 * Commits that commands of ours put on a line beside a release: the version that
 * it goes on as, and the notes of another line.
 */
#include "rules/trial.h"

/* Is it one, by its message and by all that it changes?  One that is not made yet
 * is a person's: what our commands make is judged when it is there. */
bool own_commit(struct trial *t, const git_oid *id);

#endif
