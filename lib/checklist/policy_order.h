#ifndef CHECKLIST_POLICY_ORDER_H
#define CHECKLIST_POLICY_ORDER_H

#include "checklist/complaints.h"
#include "checklist/release_list.h"

/* What waits for itself, and what must be there for `finish` but waits for what
 * comes after. */
void policy_order(const struct release_list *list, struct arena *arena,
		  struct complaints *all);

#endif
