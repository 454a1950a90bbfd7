#ifndef TOWNCRIER_TOWNCRIER_TWICE_H
#define TOWNCRIER_TOWNCRIER_TWICE_H

#include "towncrier/towncrier.h"

/* Are two of them the same fragment, as 1.fix and 1.fix.md are?  E_CONFIG names
 * both. */
int towncrier_check_twice(const struct towncrier *t,
			  const struct fragment *list, size_t n) MUST_CHECK;

#endif
