#include "text/html.h"

#include "base/cleanup.h"
#include "base/quote.h"

#include <string.h>

void html_add(struct strbuf *sb, const char *s)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_add_visible(&text, s, strlen(s));
	for (const char *p = text.buf; *p; p++)
		switch (*p) {
		case '&':
			strbuf_adds(sb, "&amp;");
			break;
		case '<':
			strbuf_adds(sb, "&lt;");
			break;
		case '>':
			strbuf_adds(sb, "&gt;");
			break;
		case '"':
			strbuf_adds(sb, "&quot;");
			break;
		case '\'':
			strbuf_adds(sb, "&#39;");
			break;
		default:
			strbuf_addc(sb, *p);
		}
}
