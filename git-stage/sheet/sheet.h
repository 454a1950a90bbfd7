#ifndef STAGE_SHEET_SHEET_H
#define STAGE_SHEET_SHEET_H

/*
 * One page for the meeting, as HTML: may it go out, and if not, what has to happen.
 * One file that fetches nothing and runs nothing; see cli/page.h.
 *
 * The parts are in files of their own, each of which adds a section, or nothing
 * where it has nothing to say.
 */
#include "checklist/values.h"
#include "git-stage/next_step.h"
#include "git-stage/report/report.h"

struct sheet {
	const struct report *r;
	struct ctx *c;
	const struct staging *s;
	const struct standings *all;
	struct strbuf *out;
	struct next_step next;
	struct values before; /* what the release before had found */
	/* why something else would land by now, and what is to be looked at again */
	const char *moved;
	struct strvec again;
};

void sheet(const struct report *r, struct strbuf *out);

void sheet_verdict(struct sheet *x);  /* what it is, GO or NO-GO, in numbers */
void sheet_blocking(struct sheet *x); /* what is in the way, by who answers */
void sheet_phases(struct sheet *x);
void sheet_gates(struct sheet *x);
void sheet_items(struct sheet *x);
void sheet_stale(struct sheet *x);
void sheet_findings(struct sheet *x);
void sheet_issues(struct sheet *x); /* waivers and known issues */
void sheet_ci(struct sheet *x);
void sheet_timeline(struct sheet *x);
void sheet_proof(struct sheet *x); /* changes, seal, policy */

/* The style sheet, from sheet.css. */
extern const char sheet_css[];

#endif
