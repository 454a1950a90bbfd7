#ifndef BACKPORT_AUDIT_PAGE_H
#define BACKPORT_AUDIT_PAGE_H

/*
 * The parts of the page of `git backport audit --html` that are always the same.
 * The Makefile makes strings of audit.css, audit.html and audit.js.
 */

extern const char page_css[];
extern const char page_html[]; /* legend, filter, panel: before the table */
extern const char page_js[];

#endif
