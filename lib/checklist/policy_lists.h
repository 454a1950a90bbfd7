#ifndef CHECKLIST_POLICY_LISTS_H
#define CHECKLIST_POLICY_LISTS_H

#include "checklist/complaints.h"
#include "checklist/staging_policy.h"

/* The lists of all kinds of releases: names that nobody knows, what is in none of
 * them, what waits for itself, and for what comes only after it. */
void policy_lists(const struct staging_policy *p, struct arena *arena,
		  struct complaints *all);

#endif
