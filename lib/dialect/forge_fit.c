#include "dialect/forge_fit.h"

#include "base/platform.h"
#include "base/utf8.h"

#include <string.h>

static const char dots[] = "\n\n...";

/* Where a character begins, at most that many bytes on. */
static size_t boundary(const char *s, size_t n)
{
	while (n && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

bool forge_fit(struct strbuf *text, size_t most)
{
	size_t n = text->len;

	if (!most || n <= most || utf8_count(text->buf, n) <= most)
		return false;
	/* a byte is no less than a character: that many bytes fit */
	n = boundary(text->buf, most - strlen(dots));
	const char *end = platform_last(text->buf, '\n', n);
	if (end && end > text->buf)
		n = (size_t)(end - text->buf);
	text->len = n;
	text->buf[n] = '\0';
	strbuf_trim_end(text);
	strbuf_adds(text, dots);
	return true;
}
