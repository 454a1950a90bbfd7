#include "towncrier/towncrier_write.h"

#include <ctype.h>
#include <string.h>

/* Python's textwrap.fill of one line, at 79 columns. */
static void wrap_line(struct strbuf *out, const char *s, size_t n,
		      const char *indent)
{
	size_t column = 0, i = 0;

	while (i < n) {
		size_t blank = i, word;
		while (i < n && isspace((unsigned char)s[i]))
			i++;
		word = i;
		while (i < n && !isspace((unsigned char)s[i]))
			i++;
		if (word == i)
			break;
		if (column && column + i - blank > 79) {
			strbuf_addc(out, '\n');
			strbuf_adds(out, indent);
			column = strlen(indent);
			blank = word;
		}
		strbuf_add(out, s + blank, i - blank);
		for (; blank < i; blank++)
			column += ((unsigned char)s[blank] & 0xc0) != 0x80;
	}
}

void towncrier_lines(struct strbuf *out, const struct towncrier *t,
		     const struct strbuf *text)
{
	const char *p = text->buf, *end = text->buf + text->len;

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((lf ? lf : end) - p);
		const char *indent = t->all_bullets || starts_with(p, "- ") ||
						     starts_with(p, "* ") ?
					     "  " :
				     starts_with(p, "#. ") ? "   " :
							     "";
		if (t->wrap)
			wrap_line(out, p, n, indent);
		else
			strbuf_add(out, p, n);
		strbuf_addc(out, '\n');
		p += n + 1;
	}
	strbuf_trim_end(out);
	strbuf_addc(out, '\n');
}

static void expand(struct strbuf *out, const char *format,
		   const struct towncrier *t, const struct news *news)
{
	const struct {
		const char *name, *value;
	} known[] = { { "{name}", t->name },
		      { "{version}", news->version },
		      { "{project_date}", news->date } };

	while (*format) {
		size_t i = 0;
		while (i < 3 && !starts_with(format, known[i].name))
			i++;
		strbuf_addf(out, i < 3 ? "%s" : "%.1s",
			    i < 3 ? known[i].value : format);
		format += i < 3 ? strlen(known[i].name) : 1;
	}
}

void towncrier_filename(struct strbuf *out, const struct towncrier *t,
			const struct news *news)
{
	const char *name = t->filename ? t->filename : "NEWS.rst";

	if (t->single_file)
		strbuf_adds(out, name);
	else
		expand(out, name, t, news);
}

void towncrier_title(struct strbuf *out, const struct towncrier *t,
		     const struct news *news)
{
	size_t n = 0, from = out->len;

	expand(out, t->title_format, t, news);
	for (size_t i = from; i < out->len; i++)
		n += ((unsigned char)out->buf[i] & 0xc0) != 0x80;
	strbuf_addc(out, '\n');
	for (; n && *t->underlines[0]; n--)
		strbuf_adds(out, t->underlines[0]);
	strbuf_addc(out, '\n');
}

void towncrier_write(struct strbuf *out, const struct towncrier *t,
		     const char *old, size_t n, const struct strbuf *section)
{
	size_t len = strlen(t->start_string);
	const char *at = n ? memmem(old, n, t->start_string, len) : NULL;
	const char *rest = at ? at + len : old, *end = old + n;

	if (at) {
		strbuf_add(out, old, (size_t)(at - old));
		strbuf_trim_end(out);
		strbuf_addf(out, "\n\n%s\n", t->start_string);
	}
	strbuf_add(out, section->buf, section->len);
	while (rest < end && isspace((unsigned char)*rest))
		rest++;
	if (rest < end) {
		strbuf_adds(out, "\n\n");
		strbuf_add(out, rest, (size_t)(end - rest));
	}
}
