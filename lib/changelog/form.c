#include "changelog/form.h"

#include "base/cleanup.h"
#include "base/utf8.h"
#include "changelog/pattern.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct reader {
	struct arena *arena;
	const struct changelog *cl;
	const struct section *s;
	const char *spelled;
};

const char *form_spelling(struct arena *arena, const struct changelog *cl,
			  const struct section *s)
{
	const char *name = cl->md.text + s->name;
	size_t n = s->name_end - s->name;
	size_t v = n > 1 && strchr("vV", *name) &&
		   isdigit((unsigned char)name[1]);

	return arena_strndup(arena, name + v, n - v);
}

const char *form_full(struct arena *arena, const struct version *v)
{
	return v->n_parts == 2 ? arena_printf(arena, "%s.0", v->text) : v->text;
}

static const char *make(const struct reader *r, size_t from, size_t to)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const char *text = r->cl->md.text + from;
	const char *full = form_full(r->arena, &r->s->version);
	size_t n = to > from ? to - from : 0, at, len;
	struct date_form date;

	len = date_find(&date, text, n, &at);
	if (!len) {
		pattern_make(&out, r->cl, text, n, r->spelled, full);
	} else {
		pattern_make(&out, r->cl, text, at, r->spelled, full);
		strbuf_addc(&out, PATTERN_DATE);
		pattern_make(&out, r->cl, text + at + len, n - at - len,
			     r->spelled, full);
	}
	return arena_strndup(r->arena, out.buf, out.len);
}

/* Behind the name of a release in the brackets of its version: [1.0 "Ada"]. */
static size_t skip_name(const struct reader *r)
{
	const char *s = r->cl->md.text;
	size_t at = r->s->name_end, open = r->s->name, where;
	const char *shut = memchr(s + at, ']', r->s->title_end - at);
	struct date_form date;

	while (open > r->s->title && s[open - 1] != '[')
		open--;
	if (!shut || open == r->s->title ||
	    memchr(s + open, ']', r->s->name - open) ||
	    date_find(&date, s + at, (size_t)(shut - s) - at, &where))
		return at;
	return (size_t)(shut - s);
}

/* Where " <https://...>" of reStructuredText ends. */
static size_t end_of_target(const struct reader *r, size_t at)
{
	const char *s = r->cl->md.text;
	size_t n = r->s->title_end - at;
	const char *shut = NULL;

	if (r->cl->md.rst && n > 2 && !memcmp(s + at, " <", 2))
		shut = memmem(s + at, n, ">`_", 3);
	return shut ? (size_t)(shut + 1 - s) : at;
}

/* Where "](...)", "][...]", " <...>`_", "**" or what else shuts the version
 * ends. */
static size_t end_of_back(const struct reader *r, size_t at)
{
	const char *s = r->cl->md.text;
	size_t end = r->s->title_end;

	at = end_of_target(r, at);
	while (at < end && s[at] && strchr("]*`_~", s[at])) {
		bool bracket = s[at++] == ']';
		if (!bracket || at == end || !strchr("([", s[at]))
			continue;
		const char *shut =
			memchr(s + at, s[at] == '(' ? ')' : ']', end - at);
		if (shut && (s[at] == '[' || memchr(s + at, '/', end - at) ||
			     s[at + 1] == '#'))
			at = (size_t)(shut + 1 - s);
	}
	return at;
}

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("\"'`", c)) ||
	       (unsigned char)c >= 0xf0; /* signs such as a rocket */
}

/* "released", "(Released on": not a name. */
static bool is_plain_word(const char *s, size_t n)
{
	static const char *const words[] = { "released", "release", "on",
					     "date",     "of",      "the" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i]) == n && !strncasecmp(s, words[i], n))
			return true;
	return false;
}

/* What is between version and date, without the name that this release has. */
static const char *without_name(const struct reader *r, const char *s)
{
	size_t n = strlen(s), end = n;
	int open = 0;

	while (end) {
		size_t from = end;
		while (from && is_word_char(s[from - 1]))
			from--;
		if (from < end && !is_plain_word(s + from, end - from))
			break;
		end = from < end ? from : end - 1;
	}
	if (!end)
		return s;
	while (end < n && s[end] && strchr(")]", s[end]))
		end++;
	for (size_t i = 0; i < end; i++)
		open += (s[i] == '(') - (s[i] == ')');
	if (open > 0)
		return " (";
	return arena_printf(r->arena, "%s%s",
			    s[end] == ' ' || !strchr(" \t", *s) ? "" : " ",
			    s + end);
}

static void read_date(struct form *f, const struct reader *r, size_t at)
{
	const char *s = r->cl->md.text;
	size_t end = r->s->title_end, where;
	size_t n = date_find(&f->date, s + at, end - at, &where);

	f->before = f->nameless = f->after = "";
	if (n) {
		f->before = make(r, at, at + where);
		f->nameless = without_name(r, f->before);
		at += where + n;
		size_t shut = at;
		while (shut < end && s[shut] && strchr(")]*_", s[shut]))
			shut++;
		f->after = make(r, at, shut);
		at = shut;
	}
	f->tail = make(r, at, end);
}

/* An anchor may belong to the form, a remark on one release does not. */
static const char *clean_tail(const char *tail)
{
	size_t n = strlen(tail);

	if (pattern_has_version(tail) || pattern_has(tail, PATTERN_PREVIOUS))
		return tail;
	for (size_t i = 0; i + 4 <= n; i++)
		if (!strncasecmp(tail + i, "yank", 4) ||
		    !memcmp(tail + i, "<!--", 4))
			return "";
	return tail;
}

static void read_marks(struct form *f, const struct reader *r)
{
	const struct section *s = r->s;
	const char *text = r->cl->md.text;
	const char *first = text + s->heading;
	size_t at = s->title_end, width = 0;

	f->level = s->level;
	f->bare = s->bare;
	if (f->bare)
		return;
	if (!strncmp(first, "\xef\xbb\xbf", 3))
		first += 3;
	bool rst = r->cl->md.rst;
	bool atx = !rst && first[strspn(first, " ")] == '#';
	while (at < s->body && strchr(" \t\r\n", text[at]))
		at++;
	f->closed = atx && at < s->body && text[at] == '#';
	if (atx || at >= s->body ||
	    !(rst ? ispunct((unsigned char)text[at]) :
		    strchr("=-", text[at]) != NULL))
		return;
	f->above = memchr(text + s->heading, '\n', s->title - s->heading);
	f->underline = text[at];
	while (at + width < s->body && text[at + width] == f->underline)
		width++;
	if (width > utf8_count(text + s->title, s->title_end - s->title))
		f->width = width;
}

/* Struck out: that is said of one release. */
static const char *unstruck(struct arena *arena, const char *s)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	for (; *s; s++)
		if (*s != '~')
			strbuf_addc(&out, *s);
	return arena_strndup(arena, out.buf, out.len);
}

void form_read(struct form *out, struct arena *arena,
	       const struct changelog *cl, const struct section *s)
{
	struct reader r = { arena, cl, s, form_spelling(arena, cl, s) };
	size_t named = skip_name(&r), back = end_of_back(&r, named), at;
	struct date_form early;
	bool struck = s->name > s->title && cl->md.text[s->title] == '~';

	*out = (struct form){ .section = s, .date_line = "" };
	read_marks(out, &r);
	out->anchor = make(&r, s->begin, s->heading);
	if (!pattern_has_version(out->anchor))
		out->anchor = "";
	if (s->date_line) {
		size_t n = s->body - s->date_line;
		out->date_line = make(&r, s->date_line, s->body);
		(void)!date_find(&out->line_date, cl->md.text + s->date_line, n,
				 &at);
	}
	out->front = make(&r, s->title, s->name_end - strlen(r.spelled));
	out->back = make(&r, named, back);
	out->named = make(&r, s->name_end, back);
	read_date(out, &r, back);
	if (date_find(&early, cl->md.text + s->title, s->name - s->title, &at))
		out->date = early;
	if (struck) {
		out->front = unstruck(arena, out->front);
		out->back = unstruck(arena, out->back);
		out->named = unstruck(arena, out->named);
		out->before = unstruck(arena, out->before);
		out->nameless = unstruck(arena, out->nameless);
		out->after = unstruck(arena, out->after);
		out->tail = unstruck(arena, out->tail);
	}
	out->tail = clean_tail(out->tail);
	if (!pattern_has_version(out->back))
		out->back = form_without_link(arena, out->back);
}

const char *form_without_link(struct arena *arena, const char *back)
{
	const char *link = strstr(back, "](");

	if (starts_with(back, " <") && strstr(back, ">`_"))
		return "`";
	const char *shut = link ? strchr(link, ')') : NULL;

	if (!shut)
		return back;
	return arena_printf(arena, "%.*s%s", (int)(link + 1 - back), back,
			    shut + 1);
}
