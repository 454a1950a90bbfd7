#ifndef PICK_GRAPH_READ_H
#define PICK_GRAPH_READ_H

/*
 * How a graph comes to be; for graph.c.  git's log is taken as it comes, so that
 * no more is held than what is said of each commit.
 */
#include "pick/graph.h"

/* What git log is asked for: records that NUL ends, in lines: id and parents,
 * mail, time, message. */
#define GRAPH_FORMAT "--format=%H %P%n%ae%n%at%n%B"

/* Another link, for what was found out later; then settle the graph anew. */
void graph_add_link(struct graph *g, const struct link *l);
void graph_settle(struct graph *g);

#endif
