#ifndef BACKPORT_PORCELAIN_H
#define BACKPORT_PORCELAIN_H

/*
 * The lines of --porcelain, version 1: the one place that knows them.  Each is a
 * record, its fields between single blanks, the last one the rest of the line:
 *
 *	# backport.version 1
 *	# target <target> <id>
 *	s <target> <commit> <there> <state> <evidence> <request> <subject>
 *	u <target> <commit> <base> <ours> <theirs> <path>
 *	c <target> <commit> <side> <cause> <start>,<count> <path>
 *	f <target> <fix> <culprit> <kind>
 *	o <older> <newer> <commit>
 *	r <target> <commit> <tag>
 *	b <target> <branch> <here> <remote> <state> <count>
 *
 * "-" stands for what there is not.  Fields are added at no place, records may
 * be: who reads it passes over those that it does not know.
 */
#include "cli/cmd.h"
#include "pick/apply.h"
#include "pick/graph.h"

struct porcelain {
	FILE *out; /* NULL: it is not asked for */
	char end;
	bool quotes_high; /* core.quotePath */
};

struct porcelain_options {
	const char *version;
	int nul;
};

/* Those of the one command that runs. */
extern struct porcelain_options porcelain_options;

#define PORCELAIN_OPTS                                                         \
	OPT_OPTIONAL(0, "porcelain", &porcelain_options.version, "version",    \
		     "v1", "print lines for scripts"),                         \
		OPT_BOOL('z', NULL, &porcelain_options.nul,                    \
			 "end these with NUL, and quote no path")

/* Is it asked for?  E_USAGE for another version, and with --json. */
int porcelain_init(struct porcelain *p, const struct ctx *c,
		   FILE *out) MUST_CHECK;

/* What comes first; then once for each target. */
void porcelain_head(const struct porcelain *p);
void porcelain_target(const struct porcelain *p, const char *name,
		      const git_oid *tip);

struct porcelain_state {
	const char *target;            /* NULL: it is no branch */
	const git_oid *commit, *there; /* NULL or zero: there is none */
	char state;
	const char *evidence; /* of porcelain_evidence(); NULL: none */
	const char *subject;
	const char *request; /* "#12"; NULL: none is known */
};

/* The word for how the graph, or a message, tells that something is a pick. */
const char *porcelain_evidence(const char *form);
void porcelain_state(const struct porcelain *p,
		     const struct porcelain_state *s);
/* How a target stands to the change of that node. */
void porcelain_cell(const struct porcelain *p, const struct graph *g,
		    const char *target, size_t node,
		    const struct present *cell);

void porcelain_unmerged(const struct porcelain *p, const char *target,
			const git_oid *commit, const struct unmerged *u);
/* Lines `from` to `to` of `path`; 0: not by lines. */
void porcelain_cause(const struct porcelain *p, const char *target,
		     const git_oid *commit, bool source, const git_oid *cause,
		     size_t from, size_t to, const char *path);
void porcelain_missing(const struct porcelain *p, const char *target,
		       const git_oid *fix, const git_oid *culprit,
		       const char *kind);
void porcelain_order(const struct porcelain *p, const char *older,
		     const char *newer, const git_oid *commit);
void porcelain_released(const struct porcelain *p, const char *target,
			const git_oid *commit, const char *tag);
void porcelain_branch(const struct porcelain *p, const char *target,
		      const char *branch, const git_oid *here,
		      const git_oid *remote, char state, size_t commits);

#endif
