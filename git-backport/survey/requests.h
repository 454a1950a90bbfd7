#ifndef BACKPORT_REQUESTS_H
#define BACKPORT_REQUESTS_H

/*
 * Open pull requests that bring changes to the lines of a survey, from one
 * listing of the forge.
 */
#include "git-backport/survey/survey.h"
#include "dialect/forge.h"

struct request {
	const struct forge_pull *pull;
	const char *name;   /* "#12" */
	size_t target;      /* of the survey */
	const char *number; /* of what it backports; NULL: not known */
	git_oid *commit;    /* that it picks, by what it says of itself */
	size_t n;
};

struct requests {
	struct request *item;
	size_t n;
};

/* Ask; `k` gets them, so that survey_cell() knows.  In the repository's arena. */
int requests_read(struct ctx *c, struct survey *k) MUST_CHECK;
/* The one that brings the change to the target; NULL: none does. */
const struct request *requests_of_change(const struct requests *r,
					 const struct graph *g, size_t node,
					 size_t target);
/* The one of a branch for a target; NULL: none. */
const struct request *requests_of_branch(const struct requests *r,
					 const char *branch, size_t target);

#endif
