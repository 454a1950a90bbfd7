#ifndef STANDING_KNOWN_ISSUES_H
#define STANDING_KNOWN_ISSUES_H

/*
 * What a release goes out with: what was waived, and what is known besides.
 */
#include "standing/standing.h"

/* As a list in Markdown, a line each; nothing where there is none. */
void known_issues_add(struct strbuf *out, const struct staging *s,
		      const struct standings *all);

/* Number `number` of them, from 1, also of what was withdrawn, and the link it is in;
 * NULL: there is none. */
const struct record *known_issue(const struct evidence *e, size_t number,
				 const struct link **in);
/* Was it taken back, by who has given it?  `by` is as e->link. */
bool known_issue_is_withdrawn(const struct evidence *e,
			      const struct signed_by *by,
			      const struct record *rec);

#endif
