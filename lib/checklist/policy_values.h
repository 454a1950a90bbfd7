#ifndef CHECKLIST_POLICY_VALUES_H
#define CHECKLIST_POLICY_VALUES_H

#include "checklist/complaints.h"
#include "checklist/staging_policy.h"

/* Values that nobody gives, attributes that say nothing, and conditions that no
 * value meets. */
void policy_values(const struct staging_policy *p, struct complaints *all);

#endif
