#ifndef BACKPORT_REPORT_H
#define BACKPORT_REPORT_H

/*
 * What becomes of each commit on each target, for people and programs.
 */
#include "base/strbuf.h"
#include "git-backport/fanout/fanout.h"
#include "git-backport/survey/porcelain.h"

#include <stdio.h>

/* Lines for people, ended by '\n': a target, then its commits, each behind a
 * letter: "+" is picked, "^" and "=" are there already, "!" conflicts, "?" waits
 * for one that does. */
void report_text(struct ctx *c, const struct fanout *f, struct strbuf *out);

/* JSON lines, one per target and commit: {"version":1,"target":..,"commit":..,
 * "subject":..,"state":"new"|"ancestor"|"there"|"empty"|"conflict"|"behind",
 * "made":..,"evidence":..,"branch":..,"conflicts":[{"path":..,"lines":[..]}]}. */
void report_json(struct ctx *c, const struct fanout *f, FILE *out);
/* The same as records.  `made`: clean picks are carried out now. */
void report_porcelain(const struct fanout *f, bool made,
		      const struct porcelain *p);

#endif
