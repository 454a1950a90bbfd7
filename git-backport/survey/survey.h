#ifndef BACKPORT_SURVEY_H
#define BACKPORT_SURVEY_H

/*
 * What is known of the stable lines without asking a remote: the branches as
 * they are here or were fetched last, and the graph of what is a pick of what.
 */
#include "git-backport/survey/porcelain.h"
#include "git-backport/source/targets.h"
#include "pick/declined.h"
#include "pick/graph.h"

struct requests;

struct survey {
	const char **name; /* of the targets, oldest line first */
	git_oid *tip;      /* and of the source, behind them */
	size_t n;
	bool whole;  /* in: all lines, also those that are not asked for */
	bool *asked; /* of each target; without words all */
	const char *since;  /* a commit as typed, whose changes do not matter */
	const char *source; /* short name of the branch that commits come from */
	struct declines declines;
	const struct requests *requests; /* NULL: no forge was asked */
	struct graph graph; /* its tips: these, the source, `since` if there is */
};

/* `word` are targets as typed, none: all.  E_NOTFOUND where there is none, or no
 * source.  To be released. */
int survey_read(struct ctx *c, struct survey *k, char *const *word,
		size_t n) MUST_CHECK;
void survey_release(struct survey *k);
/* What comes first: the targets that were asked for, and where they are. */
void survey_porcelain(const struct survey *k, const struct porcelain *p);
/* How a target stands to a change: as the graph has it, or DECLINED with the
 * reason for evidence, or REQUESTED with the name of the pull request. */
struct present survey_cell(const struct survey *k, size_t node, size_t target);
/* Is the change of a node declined on a target, by its number?  Or NULL. */
const struct declined *survey_declined(const struct survey *k, size_t node,
				       size_t target);
static inline void cleanup_survey(struct survey *k)
{
	survey_release(k);
}

#endif
