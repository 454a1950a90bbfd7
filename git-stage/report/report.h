#ifndef STAGE_REPORT_REPORT_H
#define STAGE_REPORT_REPORT_H

/*
 * What was found about a release, in several forms.
 */
#include "base/strbuf.h"
#include "standing/standing.h"

struct report {
	struct ctx *c;
	const struct staging *s;
	const struct policy *p;
	const struct standings *all;
};

/* For people, as Markdown: may it go out, what is in the way, each phase, known
 * issues and waivers, findings. */
void report_markdown(const struct report *r, struct strbuf *out);
/* Why what is out is not what was qualified; NULL: it is, or it is not out. */
const char *report_otherwise(const struct report *r);
/* in-toto statements, one a line, not signed (in-toto.io/Statement/v1): gates as
 * test-result/v0.1, items as a type of our own, the whole as svr/v0.2. */
void report_in_toto(const struct report *r, struct strbuf *out);

#endif
