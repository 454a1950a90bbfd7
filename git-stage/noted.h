#ifndef STAGE_NOTED_H
#define STAGE_NOTED_H

/*
 * Findings and known issues as a person names them: by number or, where two that did
 * not know of each other have one, by the commit of the record.
 */
#include "staging/staging.h"

/* The finding that `word` names; E_NOTFOUND, or E_POLICY where several are open. */
int noted_finding(struct ctx *c, const struct staging *s, const char *word,
		  const struct record **out) MUST_CHECK;
/* Those that are open, as `status` tells them, a line each. */
void noted_open(struct ctx *c, const struct staging *s, FILE *out);
/* Completion: their numbers. */
void noted_list_open(struct ctx *c, const char *release, FILE *out);
/* All findings, or all known issues, a line each or, with --json, an object. */
int noted_list_findings(struct ctx *c, const char *release,
			FILE *out) MUST_CHECK;
int noted_list_issues(struct ctx *c, const char *release, FILE *out) MUST_CHECK;

#endif
