#ifndef PLAN_CHECKS_H
#define PLAN_CHECKS_H

/*
 * Which checks have passed on which commit, and for which release.  A check is
 * its command: one that was changed has not passed.  It may judge by what it is
 * told of the release, so a result counts for no other.
 *
 * File "checks" in the state folder: JSON lines {"version":1,"commit":..,
 * "name":..,"command":..,"release":"0.2.0","type":"minor","passed":true,
 * "time":..}; of those that are the same up to the type, the last counts.
 */
#include "base/error.h"
#include "git/repo.h"
#include "plan/plan.h"

struct check {
	git_oid commit;
	const char *name, *command;
	const char *release, *type; /* "": of none */
	bool passed;
};

struct checks {
	struct check *item; /* oldest first */
	size_t n;
};

/* All that are noted; lines that cannot be read (cut by a crash) are left out.
 * Strings live in the repository's arena. */
int checks_read(struct repo *r, struct checks *out) MUST_CHECK;
/* Has this one passed?  Its own `passed` does not matter. */
bool checks_passed(const struct checks *all, const struct check *one);
/* What a STEP_RUN is that judges a commit: its release and type are those in
 * its environment.  Strings are the step's. */
struct check check_of_step(const struct step *s, bool passed);
/* Note one more; old ones are dropped when there are many. */
int checks_note(struct repo *r, const struct check *one) MUST_CHECK;

#endif
