#ifndef TEXT_MARKDOWN_LINK_H
#define TEXT_MARKDOWN_LINK_H

/*
 * Definitions of links in Markdown, which may have several lines.  For
 * markdown_paragraph.c.  Pure.
 */
#include <stddef.h>

/* Bytes that a link reference definition takes from the begin of a paragraph's
 * text, whole lines; 0: there is none.  The label is s[1] to s[*label]. */
size_t scan_linkdef(const char *s, size_t n, size_t *label);

#endif
