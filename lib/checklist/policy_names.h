#ifndef CHECKLIST_POLICY_NAMES_H
#define CHECKLIST_POLICY_NAMES_H

#include "checklist/complaints.h"
#include "checklist/staging_policy.h"

/* Names that stand for two things. */
void policy_names(const struct staging_policy *p, struct complaints *all);

#endif
