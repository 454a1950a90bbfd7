#ifndef STANDING_OPEN_LIST_H
#define STANDING_OPEN_LIST_H

/*
 * What is open before a release, by who has to answer.
 */
#include "base/strvec.h"
#include "standing/standing.h"

/* As lists, one for each set of roles: "qa (eve@example.com):", "- docs: ..".
 * `roles`: only of these; none: of all.  Returns how many there are. */
size_t open_list_add(struct strbuf *out, struct ctx *c, const struct policy *p,
		     const struct standings *all, const struct strvec *roles);

#endif
