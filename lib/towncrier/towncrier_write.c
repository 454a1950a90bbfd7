#include "towncrier/towncrier_write.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>

static size_t characters(const char *s, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++)
		out += ((unsigned char)s[i] & 0xc0) != 0x80;
	return out;
}

/* Python's textwrap.fill of one line. */
static void wrap_line(struct strbuf *out, const char *s, size_t n,
		      const char *indent, size_t width)
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
		if (column &&
		    column + characters(s + blank, i - blank) > width) {
			strbuf_addc(out, '\n');
			strbuf_adds(out, indent);
			column = strlen(indent);
			blank = word;
		}
		strbuf_add(out, s + blank, i - blank);
		column += characters(s + blank, i - blank);
	}
}

void towncrier_lines(struct strbuf *out, const struct towncrier *t,
		     const struct strbuf *text)
{
	const char *p = text->buf, *end = text->buf + text->len;

	for (; p < end; p++) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((lf ? lf : end) - p);
		const char *indent = t->all_bullets || starts_with(p, "- ") ||
						     starts_with(p, "* ") ?
					     "  " :
				     starts_with(p, "#. ") ? "   " :
							     "";
		if (t->wrap)
			wrap_line(out, p, n, indent, (size_t)t->wrap);
		else
			strbuf_add(out, p, n);
		if (lf)
			strbuf_addc(out, '\n');
		p += n;
	}
}

void towncrier_format(struct strbuf *out, const char *format,
		      const struct news_value *values, size_t n)
{
	while (*format) {
		size_t len = strcspn(format, "}"), i = 0;
		if ((*format == '{' || *format == '}') &&
		    format[1] == *format) {
			strbuf_addc(out, *format);
			format += 2;
			continue;
		}
		while (i < n && (*format != '{' || format[len] != '}' ||
				 strlen(values[i].name) != len - 1 ||
				 memcmp(values[i].name, format + 1, len - 1)))
			i++;
		if (i == n) {
			strbuf_addc(out, *format++);
			continue;
		}
		strbuf_adds(out, values[i].value);
		format += len + 1;
	}
}

static void expand(struct strbuf *out, const char *format,
		   const struct towncrier *t, const struct news *news)
{
	const struct news_value known[] = { { "name", t->name },
					    { "version", news->version },
					    { "project_date", news->date } };

	towncrier_format(out, format, known, 3);
}

void towncrier_filename(struct strbuf *out, const struct towncrier *t,
			const struct news *news)
{
	if (t->single_file)
		strbuf_adds(out, t->filename);
	else
		expand(out, t->filename, t, news);
}

void towncrier_title(struct strbuf *out, const struct towncrier *t,
		     const struct news *news)
{
	size_t from = out->len;

	expand(out, t->title_format, t, news);
	size_t n = characters(out->buf + from, out->len - from);
	strbuf_addc(out, '\n');
	if (towncrier_is_markdown(t))
		return;
	for (; n && t->n_underlines && *t->underline[0]; n--)
		strbuf_adds(out, t->underline[0]);
	strbuf_addc(out, '\n');
}

/* Lines that end as those of the file do. */
static void add_lines(struct strbuf *out, const char *s, size_t n, bool crlf)
{
	for (size_t i = 0; i < n; i++) {
		bool end = i + 1 < n && s[i] == '\r' && s[i + 1] == '\n';
		if (end && !crlf)
			continue;
		if (crlf && s[i] == '\n' && (!i || s[i - 1] != '\r'))
			strbuf_addc(out, '\r');
		strbuf_addc(out, s[i]);
	}
}

/* What is there already; towncrier, too, loses strays of "\r\n". */
static void add_old(struct strbuf *out, const char *s, size_t n, bool crlf)
{
	if (crlf)
		strbuf_add(out, s, n);
	else
		add_lines(out, s, n, false);
}

/* Where the marker is, however lines end; NULL: there is none. */
static const char *find_marker(const char *old, size_t n, const char *marker,
			       bool crlf, size_t *len)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	add_lines(&text, marker, strlen(marker), crlf);
	*len = text.len;
	return n ? memmem(old, n, text.buf, text.len) : NULL;
}

/* The template parts the section from the next; one that does not even end its
 * last line would make a heading part of it. */
static void part(struct strbuf *out, const struct strbuf *section,
		 const char *eol)
{
	if (!section->len || section->buf[section->len - 1] == '\n')
		return;
	for (int i = 0; i < 3; i++)
		strbuf_adds(out, eol);
}

void towncrier_write(struct strbuf *out, const struct towncrier *t,
		     const char *old, size_t n, const struct strbuf *section)
{
	const char *lf = n ? memchr(old, '\n', n) : NULL;
	bool crlf = lf && lf > old && lf[-1] == '\r';
	const char *eol = crlf ? "\r\n" : "\n";
	size_t len;
	const char *at = find_marker(old, n, t->start_string, crlf, &len);
	const char *rest = at ? at + len : old, *end = old + n;

	if (at) {
		add_old(out, old, (size_t)(at - old), crlf);
		strbuf_trim_end(out);
		strbuf_adds(out, eol);
		strbuf_adds(out, eol);
		strbuf_add(out, at, len);
		strbuf_adds(out, eol);
	}
	add_lines(out, section->buf, section->len, crlf);
	while (rest < end && isspace((unsigned char)*rest))
		rest++;
	if (rest < end) {
		part(out, section, eol);
		add_old(out, rest, (size_t)(end - rest), crlf);
		return;
	}
	strbuf_trim_end(out);
	strbuf_adds(out, eol);
}
