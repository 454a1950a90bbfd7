#ifndef TEXT_MARKDOWN_TEXT_H
#define TEXT_MARKDOWN_TEXT_H

/*
 * Text from elsewhere, made fit for a page of Markdown.  Pure.
 */
#include "base/strbuf.h"

/* It stays in its line and makes no markup, nor anything that is not seen or
 * turns the reading direction: that is written as strbuf_add_visible() does. */
void markdown_text_add(struct strbuf *out, const char *text);

/* " <https://...>": what a browser may be sent to; of anything else, and of NULL,
 * nothing. */
void markdown_text_link(struct strbuf *out, const char *link);

#endif
