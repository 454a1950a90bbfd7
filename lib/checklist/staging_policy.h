#ifndef CHECKLIST_STAGING_POLICY_H
#define CHECKLIST_STAGING_POLICY_H

/*
 * All that a project says of how it qualifies its releases, read and found to be
 * possible: no name that nobody knows, nothing that nobody can meet.
 *
 *	struct staging_policy p;
 *	if ((rc = staging_policy_read(&p, &arena, &config)) < 0)
 *		return rc;
 *	release_list_of(&list, &arena, &p, types, NULL);
 *
 * Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "checklist/checklist.h"
#include "checklist/gate.h"
#include "checklist/item.h"
#include "checklist/role.h"
#include "config/config.h"

struct staging_policy {
	const struct config *config; /* settled; outlives this */
	struct roles roles;
	struct items items;
	struct gates gates;
	struct checklists lists;
};

/* In the arena.  E_CONFIG with all that is wrong, each with its line. */
int staging_policy_read(struct staging_policy *out, struct arena *arena,
			const struct config *c) MUST_CHECK;

#endif
