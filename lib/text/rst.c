#include "text/rst.h"

#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

static const char usual[] = "=-~^\"'";

struct row {
	size_t begin, end, next; /* its text without blanks at the end */
};

static struct row row_at(const char *s, size_t n, size_t at)
{
	const char *lf = at < n ? memchr(s + at, '\n', n - at) : NULL;
	struct row r = { at, lf ? (size_t)(lf - s) : n, 0 };

	r.next = lf ? r.end + 1 : n;
	while (r.end > at && strchr(" \t\r", s[r.end - 1]))
		r.end--;
	return r;
}

/* The mark, if the line is of that alone. */
static char marks_of(const char *s, const struct row *r)
{
	char mark = r->end > r->begin ? s[r->begin] : '\0';

	if (r->end < r->begin + 3 || !ispunct((unsigned char)mark))
		return '\0';
	for (size_t i = r->begin; i < r->end; i++)
		if (s[i] != mark)
			return '\0';
	return mark;
}

/* A title and what is below it; its mark, '\0' if it is none. */
static char underlined(const char *s, size_t n, const struct row *title)
{
	struct row below = row_at(s, n, title->next);
	char mark = marks_of(s, &below);
	size_t from = title->begin;

	while (from < title->end && s[from] == ' ')
		from++;
	if (from == title->end || marks_of(s, title) ||
	    utf8_count(s + title->begin, title->end - title->begin) >
		    below.end - below.begin)
		return '\0';
	return mark;
}

static bool holds_version(const char *s, const struct row *r)
{
	for (size_t i = r->begin; i + 2 < r->end; i++)
		if (isdigit((unsigned char)s[i]) && s[i + 1] == '.' &&
		    isdigit((unsigned char)s[i + 2]))
			return true;
	return false;
}

bool rst_is(const char *text, size_t n)
{
	bool blank = true;

	for (struct row r = row_at(text, n, 0); r.begin < n;
	     r = row_at(text, n, r.next)) {
		if (blank && r.end > r.begin + 3 &&
		    !memcmp(text + r.begin, ".. ", 3))
			return true;
		char mark = blank && holds_version(text, &r) ?
				    underlined(text, n, &r) :
				    '\0';
		if (mark && !strchr("=-`", mark))
			return true;
		char above = marks_of(text, &r);
		blank = r.end == r.begin || (above && !strchr("`~", above));
	}
	return false;
}

/* Marks above a title count as others. */
static int level_of(struct md *md, char mark, bool above)
{
	const int over = above ? 0x80 : 0;
	const unsigned char style = (unsigned char)(mark | over);

	for (int i = 0; i < MD_LEVELS; i++) {
		if (!md->style[i])
			md->style[i] = style;
		if (md->style[i] == style)
			return i + 1;
	}
	return MD_LEVELS;
}

int rst_heading(struct md *md, size_t at, struct md_block *out)
{
	const char *s = md->text;
	struct row first = row_at(s, md->n, at), title = first;
	char above = marks_of(s, &first);

	if (above)
		title = row_at(s, md->n, first.next);
	char mark = first.end > at && (above || s[at] != ' ') ?
			    underlined(s, md->n, &title) :
			    '\0';
	if (!mark || (above && above != mark))
		return 0;
	while (title.begin < title.end && s[title.begin] == ' ')
		title.begin++;
	*out = (struct md_block){
		.kind = MD_HEADING,
		.begin = at,
		.text = title.begin,
		.text_end = title.end,
		.end = row_at(s, md->n, title.next).next,
		.level = level_of(md, mark, above),
	};
	return out->level;
}

/* Is there a target from `at` on, or alone in the next line, further in? */
static bool has_target(const struct md *md, size_t at, struct row *row)
{
	const char *s = md->text;
	struct row next = row_at(s, md->n, row->next);
	size_t indent = next.begin;

	if (at < row->end)
		return s[at] == ' ';
	while (indent < next.end && s[indent] == ' ')
		indent++;
	if (indent == next.begin || indent == next.end)
		return false;
	row->next = next.next;
	return true;
}

bool rst_target(const struct md *md, size_t at, struct md_block *out)
{
	const char *s = md->text;
	struct row row = row_at(s, md->n, at);
	size_t label = at + 4, end;

	if (row.end < label + 2 || memcmp(s + at, ".. _", 4) || s[label] == '_')
		return false;
	bool quoted = s[label] == '`';
	label += quoted;
	for (end = label; end < row.end; end++) {
		if (quoted ? s[end] == '`' :
			     s[end] == ':' && s[end - 1] != '\\' &&
				     (end + 1 == row.end || s[end + 1] == ' '))
			break;
	}
	size_t colon = end + quoted;
	if (end == label || colon >= row.end || s[colon] != ':' ||
	    !has_target(md, colon + 1, &row))
		return false;
	*out = (struct md_block){ .kind = MD_LINKDEF,
				  .begin = at,
				  .text = label,
				  .text_end = end,
				  .end = row.next };
	return true;
}

/* The marks of a level that the text does not have yet. */
static char unused(const struct md *md)
{
	for (const char *m = usual; *m; m++) {
		int i = 0;
		while (i < MD_LEVELS && md->style[i] != (unsigned char)*m)
			i++;
		if (i == MD_LEVELS)
			return *m;
	}
	return usual[sizeof(usual) - 2];
}

char rst_marks(const struct md *md, int level)
{
	int i = level > MD_LEVELS ? MD_LEVELS - 1 : level - 1;

	return md->style[i] ? (char)(md->style[i] & 0x7f) :
	       md->style[0] ? unused(md) :
			      usual[i];
}

void rst_write(struct strbuf *out, const struct md *md, int level,
	       const char *name, const char *eol)
{
	bool rst = md && md->rst;

	for (int k = rst ? 0 : level; k; k--)
		strbuf_addc(out, '#');
	strbuf_addf(out, "%s%s%s", rst ? "" : " ", name, eol);
	if (!rst)
		return;
	char mark = rst_marks(md, level);
	for (size_t k = utf8_count(name, strlen(name)); k; k--)
		strbuf_addc(out, mark);
	strbuf_adds(out, eol);
}
