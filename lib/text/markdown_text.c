#include "text/markdown_text.h"

#include "base/cleanup.h"
#include "base/quote.h"

#include <string.h>

/* The end of what makes a list, a rule or a heading at the begin of a line; NULL:
 * it makes none. */
static const char *line_mark(const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (strchr("-+=>#", *text))
		return text;
	if (!n || (text[n] != '.' && text[n] != ')') ||
	    (text[n + 1] && text[n + 1] != ' '))
		return NULL;
	return text + n;
}

/* The number of an issue in brackets leads there; behind a word like "fixes" it
 * would close it. */
static bool is_issue(const char *from, const char *p)
{
	return p > from && *p == '#' && p[-1] == '(' && p[1] >= '0' &&
	       p[1] <= '9';
}

void markdown_text_add(struct strbuf *out, const char *text)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf seen = STRBUF_INIT;

	for (; text && *text; text++)
		strbuf_addc(&line, (unsigned char)*text < 32 || *text == 127 ?
					   ' ' :
					   *text);
	strbuf_add_visible(&seen, line.buf, line.len);
	const char *mark = seen.len ? line_mark(seen.buf) : NULL;
	for (const char *p = seen.buf; *p; p++) {
		if (p == mark ||
		    (strchr("\\`*_~<[]|#&$", *p) && !is_issue(seen.buf, p)))
			strbuf_addc(out, '\\');
		strbuf_addc(out, *p);
	}
}

void markdown_text_link(struct strbuf *out, const char *link)
{
	if (!link ||
	    (!starts_with(link, "https://") && !starts_with(link, "http://")))
		return;
	strbuf_adds(out, " <");
	for (; *link; link++)
		if ((unsigned char)*link > 32 && *link != 127 &&
		    !strchr("<>\"", *link))
			strbuf_addc(out, *link);
	strbuf_addc(out, '>');
}
