#ifndef PICK_SAME_PATCH_H
#define PICK_SAME_PATCH_H

/*
 * Picks that nothing tells but what they change: the same patch, as git cherry has
 * it.
 */
#include "pick/graph.h"
#include "pick/patch_ids.h"

/* Is it on a target, not on the source, and nothing says what it is a pick of? */
bool same_patch_is_sought(const struct graph *g, size_t node, size_t source);

/* Look for the origins of these among what tip number `source` has and a target
 * lacks: its tips come before that one.  Found ones become links of the graph, with
 * "patch-id" for their form. */
void same_patch_find(struct graph *g, size_t source, struct patch_ids *ids);

#endif
