#ifndef GIT_REL_AUDIT_PAGE_H
#define GIT_REL_AUDIT_PAGE_H

/*
 * The findings as one page for a browser: no script, nothing is fetched.
 */
#include "git-rel/audit/finding.h"

/* To the file `path`, or for "-" to `out`. */
int audit_page(const struct audit *a, const char *path, FILE *out) MUST_CHECK;

#endif
