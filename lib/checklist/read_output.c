#include "checklist/read_output.h"

#include "config/value.h"

#include <string.h>

#define ESC '\x1b'

/* Behind a control sequence that begins at s[i], which is ESC. */
static size_t skip_sequence(const char *s, size_t n, size_t i)
{
	char kind = i + 1 < n ? s[i + 1] : '\0';

	i += 2;
	if (kind == '[') { /* up to a letter, or something like it */
		while (i < n && (s[i] < '@' || s[i] > '~'))
			i++;
		return i + 1;
	}
	if (kind != ']')
		return i;
	while (i < n && s[i] != '\a' && s[i] != ESC) /* a title, a link */
		i++;
	return i < n && s[i] == ESC ? i + 2 : i + 1;
}

/* Without what moves a terminal; blanks are one space, none at the ends. */
static void plain(struct strbuf *line)
{
	const char *s = line->buf;
	size_t n = line->len, out = 0;

	for (size_t i = 0; i < n;) {
		unsigned char c = (unsigned char)s[i];
		if (c == ESC) {
			i = skip_sequence(s, n, i);
			continue;
		}
		i++;
		if (c == '\t')
			c = ' ';
		if (c < ' ' || c == 0x7f ||
		    (c == ' ' && (!out || s[out - 1] == ' ')))
			continue;
		line->buf[out++] = (char)c;
	}
	while (out && s[out - 1] == ' ')
		out--;
	strbuf_cut(line, out);
}

static void take_line(struct read_output *r)
{
	struct read_value value[READ_NAMES_MAX];
	size_t n = r->pattern->n_names;

	plain(&r->line);
	if (r->too_long ||
	    !read_pattern_fits(r->pattern, r->line.buf, r->line.len, value))
		return;
	for (size_t i = 0; i < n; i++)
		if (value[i].n > READ_VALUE_MAX ||
		    text_fault(value[i].s, value[i].n, false))
			return;
	r->found = true;
	for (size_t i = 0; i < n; i++) {
		if (!r->value[i].buf)
			r->value[i] = (struct strbuf)STRBUF_INIT;
		strbuf_reset(&r->value[i]);
		strbuf_add(&r->value[i], value[i].s, value[i].n);
	}
}

static void end_line(struct read_output *r)
{
	if (r->line.len)
		take_line(r);
	strbuf_reset(&r->line);
	r->too_long = false;
}

static size_t line_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] != '\n' && s[i] != '\r')
		i++;
	return i;
}

void read_output_add(struct read_output *r, const char *s, size_t n)
{
	/* where nothing is looked for there is no pattern to try */
	while (n && r->pattern->n_names) {
		size_t len = line_length(s, n);
		r->too_long |= len > READ_LINE_MAX - r->line.len;
		if (!r->too_long)
			strbuf_add(&r->line, s, len);
		if (len == n)
			return;
		end_line(r);
		s += len + 1;
		n -= len + 1;
	}
}

bool read_output_end(struct read_output *r)
{
	end_line(r);
	return r->found;
}

void read_output_release(struct read_output *r)
{
	for (size_t i = 0; i < READ_NAMES_MAX; i++)
		if (r->value[i].buf)
			strbuf_release(&r->value[i]);
	strbuf_release(&r->line);
}
