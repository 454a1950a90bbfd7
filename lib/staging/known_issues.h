#ifndef STAGING_KNOWN_ISSUES_H
#define STAGING_KNOWN_ISSUES_H

/*
 * What a release goes out with: what was waived, and what is known besides.
 */
#include "staging/standing.h"

/* As a list in Markdown, a line each; nothing where there is none. */
void known_issues_add(struct strbuf *out, const struct staging *s,
		      const struct standings *all);

#endif
