#ifndef GIT_REL_GRAPH_LABELS_H
#define GIT_REL_GRAPH_LABELS_H

/*
 * What is said beside a node: its id, its refs as git decorates them, its subject;
 * on as many lines as the names need.
 */
#include "git-rel/graph/graph.h"

enum piece_kind {
	PIECE_TEXT,
	PIECE_ID,
	PIECE_NEW, /* in place of the id */
	PIECE_HEAD,
	PIECE_BRANCH,
	PIECE_REMOTE,
	PIECE_TAG,
};

struct piece {
	enum piece_kind kind;
	const char *text; /* fit to be shown */
};

struct label_line {
	struct piece *piece;
	size_t n;
};

struct labels {
	struct label_line *line;
	size_t n;
};

/* How much room there is, in columns, and how far lines but the first are
 * indented; `dots` stand for what is cut.  Names that are go to `cut`. */
struct label_room {
	size_t width, indent;
	const char *dots;
	struct strvec *cut;
};

/* Lives as long as the repository. */
void labels_write(struct labels *l, struct ctx *c, const struct graph *x,
		  size_t node, const struct label_room *room);

/* What is said above each picture, and below both. */
const char *label_before(const struct graphs *g);
const char *label_after(const struct graphs *g);
/* Said in place of a picture without a node, and below one that is full. */
extern const char label_empty[];
extern const char label_full[];

#endif
