#ifndef GIT_REL_GRAPH_GRAPH_H
#define GIT_REL_GRAPH_GRAPH_H

/*
 * A release at a glance: the branches, tags and merges that it touches, as they
 * are, and as the next command would leave them.  That is planned as by its
 * --dry-run, so it asks the remote, refuses where that does, and changes nothing.
 *
 * Only commits that matter are nodes: where a ref is or will be, what was tagged,
 * merges of the release, and where two of these part.  All others are counted.
 * Strings and arrays live as long as the repository.
 */
#include "git-rel/status.h"
#include "plan/plan.h"

#include <stdio.h>

enum { GRAPH_MAX = 64 }; /* nodes; and refs of them */

struct graph_ref {
	const char *name; /* full */
	git_oid at;       /* the commit */
	bool moves;       /* it is elsewhere in the other picture */
};

struct graph_node {
	git_oid id;
	bool made; /* by the plan: it has no name yet that will stay */
	const char *subject;
	size_t more;    /* commits that only come with this one, not shown */
	uint64_t down;  /* its parents among the nodes, each a bit */
	uint64_t first; /* ... by way of its own first parent */
	size_t line;    /* whose it is: an index of graphs.line */
};

struct graph {
	struct graph_ref ref[GRAPH_MAX];
	size_t n_refs;
	const char *head;                  /* the ref; NULL: detached */
	git_oid head_at;                   /* zero: there is none */
	struct graph_node node[GRAPH_MAX]; /* newest first */
	size_t n;
	bool full; /* there is more, for which there was no room */
};

struct graphs {
	struct ctx *c;
	const char *release; /* its version; NULL: there is none */
	const char *command; /* what leads from one to the other; NULL: unknown */
	const char *why;     /* there is no second one; lines; NULL: there is */
	bool pending;        /* it is about what is half done */
	const char *
		unasked; /* why the remote did not tell how far that is; NULL */
	const char *missing; /* main is not here, and what helps; or NULL */
	bool on_head;        /* where HEAD is belongs to it */
	struct strvec also;  /* what it does besides that no ref shows */
	/* branches (short): main, develop where there is one, the others; what several
	 * have is of the first */
	struct strvec line;
	bool has_develop;
	bool no_more; /* both are the same */
	struct graph before, after;
};

/* All of it.  `typed` is a version or NULL.  Errors are those of looking: that the
 * next command would refuse is in `why`.  The caller releases it. */
int graphs_look(struct graphs *g, struct ctx *c, const struct status *s,
		const char *typed) MUST_CHECK;
void graphs_release(struct graphs *g);

/* --- parts of it ------------------------------------------------------ */

/* The plan of what comes next.  0, or 1 where there is none, which `why` tells.
 * `rel` is named where a release is under way. */
int graph_plan(struct graphs *g, const struct status *s, const char *typed,
	       struct release *rel, struct plan *p) MUST_CHECK;
/* The refs of before and after; `p` NULL: only of before. */
int graph_refs(struct graphs *g, const struct status *s,
	       const struct release *rel, const struct plan *p) MUST_CHECK;
/* The nodes of a picture, of these commits. */
int graph_walk(struct graphs *g, struct graph *x, const git_oid *seed,
	       size_t n) MUST_CHECK;

/* --- ways to show it -------------------------------------------------- */

void graphs_text(const struct graphs *g, FILE *out);
int graphs_html(const struct graphs *g, const char *path, FILE *out) MUST_CHECK;
json_object *graphs_json(const struct graphs *g);

#endif
