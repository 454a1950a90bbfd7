#ifndef NET_LINK_H
#define NET_LINK_H

/*
 * The Link header of an answer that comes in pages.  Pure.
 */
#include "base/arena.h"

/* The URL of rel="next"; NULL: this is the last page.  In the arena. */
const char *link_next(struct arena *a, const char *header);

#endif
