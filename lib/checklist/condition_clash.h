#ifndef CHECKLIST_CONDITION_CLASH_H
#define CHECKLIST_CONDITION_CLASH_H

#include "checklist/condition.h"

/* Are there two terms about one value that no number meets, "c >= 80 and c < 70"?
 * Only of those that compare with a number of their own. */
bool condition_clash(const struct condition *c, const struct term **a,
		     const struct term **b);

#endif
