#include "base/message.h"

#include "base/cleanup.h"
#include "base/quote.h"

#include <stdio.h>
#include <string.h>

void message_add(struct strbuf *sb, const char *prefix, const char *text)
{
	do {
		size_t n = strcspn(text, "\n");

		strbuf_adds(sb, prefix);
		strbuf_add_visible(sb, text, n);
		strbuf_addc(sb, '\n');
		text += n + (text[n] == '\n');
	} while (*text);
}

void message_put(const struct strbuf *sb)
{
	fflush(stdout);
	fwrite(sb->buf, 1, sb->len, stderr);
	fflush(stderr);
}

void message(const char *prefix, const char *fmt, va_list ap)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;

	strbuf_vaddf(&text, fmt, ap);
	message_add(&lines, prefix, text.buf);
	message_put(&lines);
}

void warning(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message("warning: ", fmt, ap);
	va_end(ap);
}
