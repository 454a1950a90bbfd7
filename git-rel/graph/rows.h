#ifndef GIT_REL_GRAPH_ROWS_H
#define GIT_REL_GRAPH_ROWS_H

/*
 * Where the nodes of a picture are drawn: each branch has a lane of its own, and
 * each row one node, or the count of commits that are left out below it.  What
 * draws them, in text or as lines, follows the cells.
 */
#include "git-rel/graph/graph.h"

enum { LANES_MAX = 2 * GRAPH_MAX };

/* The ways out of a cell. */
enum { WAY_UP = 1, WAY_DOWN = 2, WAY_LEFT = 4, WAY_RIGHT = 8 };

enum row_kind { ROW_NODE, ROW_JOINTS, ROW_MORE };

struct row {
	enum row_kind kind;
	size_t node, lane;            /* the node, and where it is */
	unsigned char way[LANES_MAX]; /* of each lane */
	bool dash[LANES_MAX];         /* between a lane and the next one */
};

struct rows {
	struct row *item;
	size_t n, alloc;
	size_t lanes; /* so many at most */
};

/* The caller releases it. */
void rows_lay(struct rows *rows, const struct graphs *g, const struct graph *x);
void rows_release(struct rows *rows);

#endif
