#include "tests/fuzz/fuzz.h"

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/quote.h"
#include "text/html.h"
#include "text/markdown_text.h"

#include <stdlib.h>
#include <string.h>

/* Read back, as a browser does. */
static void unescape_html(struct strbuf *out, const char *s)
{
	static const char *const names[][2] = { { "&amp;", "&" },
						{ "&lt;", "<" },
						{ "&gt;", ">" },
						{ "&quot;", "\"" },
						{ "&#39;", "'" } };

	while (*s) {
		size_t i = 0;
		if (strchr("<>\"'", *s))
			abort();
		if (*s != '&') {
			strbuf_addc(out, *s++);
			continue;
		}
		while (i < 5 && !starts_with(s, names[i][0]))
			i++;
		if (i == 5)
			abort();
		strbuf_adds(out, names[i][1]);
		s += strlen(names[i][0]);
	}
}

/* As CommonMark does; nothing of its markup may be left, but for the number of an
 * issue in brackets. */
static void unescape_markdown(struct strbuf *out, const char *s)
{
	for (const char *from = s; *s; s++) {
		bool issue = *s == '#' && s > from && s[-1] == '(' &&
			     s[1] >= '0' && s[1] <= '9';
		if (*s == '\\')
			s++;
		else if ((strchr("`*_~<[]|#&$", *s) && !issue) ||
			 (*s == '>' && s == from) || (unsigned char)*s < 32)
			abort();
		if (!*s)
			abort();
		strbuf_addc(out, *s);
	}
}

/* What is written is what was meant, and nothing else. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	CLEANUP(strbuf)
	struct strbuf seen = STRBUF_INIT, html = STRBUF_INIT,
		      markdown = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf back = STRBUF_INIT, link = STRBUF_INIT;
	char *text = arena_strndup(&a, (const char *)data, n);

	strbuf_add_visible(&seen, text, strlen(text));
	html_add(&html, text);
	unescape_html(&back, html.buf);
	if (strcmp(back.buf, seen.buf) != 0)
		abort();
	markdown_text_link(&link, text);
	if (link.len && (strpbrk(link.buf + 2, "<\"\n ") ||
			 strchr(link.buf, '>') != link.buf + link.len - 1))
		abort();
	for (char *p = text; *p; p++)
		if ((unsigned char)*p < 32 || *p == 127)
			*p = ' ';
	strbuf_reset(&seen);
	strbuf_reset(&back);
	strbuf_add_visible(&seen, text, strlen(text));
	markdown_text_add(&markdown, text);
	unescape_markdown(&back, markdown.buf);
	if (strcmp(back.buf, seen.buf) != 0)
		abort();
	return 0;
}
