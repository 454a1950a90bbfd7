#ifndef PICK_GRAPH_H
#define PICK_GRAPH_H

/*
 * Which commit is a pick of which, what was reverted and what mends what, over
 * several branches: what the messages of their commits say, read in one `git
 * log`.  All questions about backports are asked here.
 *
 * A commit and its picks, and picks of these, are one change; it is called by its
 * origin.  An id in a message counts only where it names a commit of these
 * branches.
 */
#include "base/error.h"
#include "git/repo.h"
#include "pick/provenance.h"

#define GRAPH_NONE ((size_t)-1)

struct link {
	size_t from, to; /* nodes */
	enum pointer_kind kind;
	const char *form;
	bool partial;
	size_t order; /* private: of those from one node */
};

struct node {
	git_oid id;
	const char *subject;
	const char *
		title; /* the subject without what bots add; NULL: it has none */
	const char *number;      /* of the request that it came with, or NULL */
	const char *picked;      /* ... that it is a pick of, or NULL */
	const char *author;      /* mail */
	long long time;          /* of the author, seconds since 1970 */
	size_t origin;           /* node; itself where it is no pick */
	const struct link *pick; /* how it says so; NULL */
	bool merge;
	bool conflicts; /* its message names conflicts that were resolved */
};

struct graph {
	struct repo *repo;
	struct node *node; /* newest first, children before parents */
	size_t n;
	size_t n_tips;
	struct link *link; /* all, by the node they come from */
	size_t n_links;
	/* private */
	size_t alloc_links;
	size_t words;
	unsigned long *on;
	size_t *by_id;
	size_t *by_origin, *first; /* picks of a node, itself included */
	struct link *revert;       /* by the origin of what they take back */
	size_t n_reverts;
};

/* Read what the tips have.  The graph lives in the repository's arena, but for
 * what graph_release() frees. */
int graph_read(struct graph *g, struct repo *r, const git_oid *tip,
	       size_t n) MUST_CHECK;
void graph_release(struct graph *g);
static inline void cleanup_graph(struct graph *g)
{
	graph_release(g);
}

/* The node of a commit, or of an abbreviated id; GRAPH_NONE: it is none of these,
 * or could be several. */
size_t graph_find(const struct graph *g, const git_oid *id);
size_t graph_find_hex(const struct graph *g, const char *hex);

/* Does a tip, by its number, have that commit? */
bool graph_on(const struct graph *g, size_t node, size_t tip);

enum presence {
	ABSENT,
	ANCESTOR, /* the commit itself is there */
	PICKED,
	EDITED,   /* a pick that says that it was changed */
	REVERTED, /* it was there, and was taken back */
	DECLINED, /* absent, and shall be: by whoever asks, see declined.h */
	REQUESTED, /* absent, and a pull request would bring it: by whoever asks */
};

struct present {
	enum presence state;
	size_t carrier; /* the node that brought it, or took it back */
	const char *evidence;
};

static inline bool present_is_there(const struct present *p)
{
	return p->state == ANCESTOR || p->state == PICKED || p->state == EDITED;
}

/* How a tip stands to a change, which is any node of it. */
struct present graph_present(const struct graph *g, size_t node, size_t tip);

/* The picks of a change, itself included, newest first: how many. */
size_t graph_picks(const struct graph *g, size_t node, const size_t **out);

#endif
