#ifndef CHECKLIST_POLICY_PEOPLE_H
#define CHECKLIST_POLICY_PEOPLE_H

#include "checklist/complaints.h"
#include "checklist/staging_policy.h"

/* Roles that nobody knows, and answers that nobody can give. */
void policy_people(const struct staging_policy *p, struct arena *arena,
		   struct complaints *all);

#endif
