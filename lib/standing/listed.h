#ifndef STANDING_LISTED_H
#define STANDING_LISTED_H

/*
 * What the shells complete of releases that are qualified.
 */
#include "staging/policy.h"

/* The versions: those with a branch here, and those with evidence. */
void listed_releases(struct ctx *c, FILE *out);
/* What the checklist of one (`of`; NULL: the one that a command is about) has of a
 * kind, facts left out. */
void listed_tasks(struct ctx *c, const char *of, enum task_kind kind,
		  FILE *out);

#endif
