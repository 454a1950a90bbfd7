#ifndef BACKPORT_AUDIT_HTML_H
#define BACKPORT_AUDIT_HTML_H

/*
 * git backport audit --html: the table as one page, which needs no network and
 * can be read without script.  Newest lines come first, as changes do: these two
 * have to do with each other.
 *
 *	struct audit_html page;
 *	audit_html_begin(&page, &survey);
 *	audit_html_row(&page, node, cell, violates);	for each change
 *	rc = audit_html_write(&page, ctx, path, stdout);
 *	audit_html_release(&page);
 *
 * A cell is a letter and a class of one letter.  Its evidence is in the row:
 * data-e has, for each cell but "-" and "^", a number and twelve digits of a
 * commit; the number is the place in the list "evidence" behind the table.
 */
#include "base/strvec.h"
#include "git-backport/survey/survey.h"

struct audit_html {
	const struct survey *s;
	struct strbuf rows;
	struct strvec evidence;
	size_t *count; /* of each target: enum in the .c file */
	size_t n, violations;
};

void audit_html_begin(struct audit_html *h, const struct survey *s);
void audit_html_release(struct audit_html *h);

/* A change: how it stands on each target, and whether that violates the order:
 * it is there, and not on the next one. */
void audit_html_row(struct audit_html *h, size_t node,
		    const struct present *cell, const bool *violates);

/* Make the page; "-" is `out`.  E_FAIL where there is something at `path` that
 * is no regular file, or it cannot be written; then nothing has changed. */
int audit_html_write(const struct audit_html *h, struct ctx *c,
		     const char *path, FILE *out) MUST_CHECK;

#endif
