#ifndef GIT_REL_CI_CI_H
#define GIT_REL_CI_CI_H

/*
 * What git rel ci was asked for, and its three ways.
 */
#include "base/strvec.h"
#include "cli/cmd.h"
#include "plan/plan.h"

struct ci {
	struct ctx *c;
	struct plan *p;
	int wait; /* 1, 0, -1: as is usual */
	const char *comment, *timeout, *ref, *report;
	const struct strvec *labels, *jobs, *inputs;
	bool force; /* install: over what is there */
};

/* Labels and a comment on a pull request, the result, and the labels go again.
 * `what`: a version, whose release it is of, or "pr/12"; NULL: the release that is
 * under way. */
int ci_ask(struct ci *x, const char *what) MUST_CHECK;
/* Only looks: what CI says of a commit or a version; NULL: of HEAD. */
int ci_wait(struct ci *x, const char *what) MUST_CHECK;
/* Put our files for CI into the work tree; NULL: those of the remote's forge. */
int ci_install(struct ci *x, const char *forge) MUST_CHECK;
/* Start a workflow. */
int ci_run(struct ci *x, const char *workflow) MUST_CHECK;
/* Completion: the files of those that the work tree has, where forges look. */
void ci_list_workflows(struct ctx *c, FILE *out);

#endif
