#ifndef MODEL_CHECKS_H
#define MODEL_CHECKS_H

/*
 * Which checks have passed on which commit.  A check is its command: one that
 * was changed has not passed.
 *
 * File "checks" in the state folder: JSON lines {"version":1,"commit":..,
 * "name":..,"command":..,"passed":true,"time":..}; of one commit, name and
 * command the last counts.
 */
#include "base/error.h"
#include "model/repo.h"

struct check {
	git_oid commit;
	const char *name, *command;
	bool passed;
};

struct checks {
	struct check *item; /* oldest first */
	size_t n;
};

/* All that are noted; lines that cannot be read (cut by a crash) are left out.
 * Strings live in the repository's arena. */
int checks_read(struct repo *r, struct checks *out) MUST_CHECK;
bool checks_passed(const struct checks *all, const git_oid *commit,
		   const char *name, const char *command);
/* Note one more; old ones are dropped when there are many. */
int checks_note(struct repo *r, const struct check *one) MUST_CHECK;

#endif
