#ifndef GIT_REL_AUDIT_REPORT_H
#define GIT_REL_AUDIT_REPORT_H

/*
 * The findings for people, for scripts, or as a page.
 */
#include "git-rel/audit/finding.h"

/* E_USAGE for --html beside --json, or without a name. */
int report_check(const struct ctx *c, const char *html) MUST_CHECK;

/* Worst first, the count at the end; `html` NULL: no page.  The exit status: 1
 * where there is an error. */
int report(struct audit *a, const char *html, FILE *out) MUST_CHECK;

#endif
