#ifndef TEXT_HTML_H
#define TEXT_HTML_H

/*
 * Text from elsewhere, made fit for an HTML page.  Pure.
 */
#include "base/strbuf.h"

/* As text of an element, or between double quotes as the value of an attribute:
 * no tag, no entity, and nothing that is not seen or turns the reading
 * direction; that is written as strbuf_add_visible() does. */
void html_add(struct strbuf *sb, const char *s);

#endif
