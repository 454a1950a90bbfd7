#ifndef PICK_UNDONE_H
#define PICK_UNDONE_H

/*
 * Reverts that name what they take back by its title alone: Revert "<title>".
 */
#include "pick/graph.h"

/* Those that no id explains become links of the graph, if just one commit of the
 * lines that have the revert, and before it, has that title. */
void undone_find(struct graph *g);

#endif
