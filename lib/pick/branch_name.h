#ifndef PICK_BRANCH_NAME_H
#define PICK_BRANCH_NAME_H

/*
 * What the name of a branch says that a bot made for a backport:
 * "backport-<n>-to-<target>", "backport/<n>/<target>", "bp/<target>/<n>",
 * "auto-backport-of-pr-<n>-on-<target>", "cherry-pick-<n>-to-<target>",
 * "mergify/bp/<target>/pr-<n>", "backport-<id>-<target>" and their like.  Pure.
 */
#include "pick/provenance.h"

/* Add a POINTER_PICK_CHANGE, or POINTER_PICKs, if it says so.  `line`: where in
 * the message it is. */
void branch_name_read(struct provenance *out, const char *name, size_t n,
		      size_t line);

#endif
