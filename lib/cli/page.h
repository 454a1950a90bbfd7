#ifndef CLI_PAGE_H
#define CLI_PAGE_H

/*
 * What the pages for a browser have in common: one file that fetches nothing.
 */
#include "cli/cmd.h"

/* The head, up to and with the style sheet.  Title: "<what> <repository>"; a
 * `script` may run only where it is in the page. */
void page_begin(struct strbuf *page, struct ctx *c, const char *what,
		const char *css, bool script);
/* The last part of where its remote is; without one, of the folder that it is in. */
void page_add_name(struct strbuf *page, const struct ctx *c);
/* In UTC, as strftime() has it. */
void page_add_time(struct strbuf *page, const char *format, long long when);
/* Of what it is, made when, by which version. */
void page_add_foot(struct strbuf *page, struct ctx *c, const char *what);

/* To a file, or for "-" to `out`. */
int page_write(const struct strbuf *page, const char *path,
	       FILE *out) MUST_CHECK;

#endif
