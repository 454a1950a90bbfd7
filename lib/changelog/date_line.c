#include "changelog/date_line.h"

#include "changelog/date.h"
#include "changelog/title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 80 };

static const char edge[] = " \t\r\n()[]*_`:.,-";

static bool is_edge(char c)
{
	return c && strchr(edge, c);
}

/* Where the words before the date or in its place end: "Release date: ". */
static size_t skip_words(const char *s, size_t n)
{
	static const char *const words[] = { "release", "released", "date",
					     "on",      "of",       "the" };
	size_t at = 0;

	for (bool more = true; more;) {
		while (at < n && is_edge(s[at]))
			at++;
		more = false;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			size_t len = strlen(words[i]);
			if (n - at < len ||
			    strncasecmp(s + at, words[i], len) ||
			    (at + len < n &&
			     isalnum((unsigned char)s[at + len])))
				continue;
			at += len;
			more = true;
		}
	}
	return at;
}

static bool has_word(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_edge(s[i]))
			return true;
	return false;
}

/* Alone on a line they may be about something else. */
static bool is_plain(const char *s, size_t n)
{
	static const char *const lines[] = {
		"unreleased",        "not released",   "not yet released",
		"not released yet",  "to be released", "in development",
		"under development",
	};

	while (n && is_edge(*s)) {
		s++;
		n--;
	}
	while (n && is_edge(s[n - 1]))
		n--;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		if (strlen(lines[i]) == n && !strncasecmp(s, lines[i], n))
			return true;
	return false;
}

void date_line_read(const struct changelog *cl, const struct md_block *b,
		    struct section *s)
{
	const char *text = cl->md.text + b->begin;
	size_t n = b->end - b->begin, at;
	struct date_form date;

	if (b->kind != MD_PARAGRAPH || !s->version.n_parts || s->open ||
	    n > LONGEST || memchr(text, '\n', n - 1) ||
	    date_find(&date, cl->md.text + s->title, s->name - s->title, &at) ||
	    date_find(&date, cl->md.text + s->name_end,
		      s->title_end - s->name_end, &at))
		return;
	size_t words = skip_words(text, n);
	size_t len = date_find(&date, text, n, &at);
	if (len) {
		if (at != words || has_word(text + at + len, n - at - len))
			return;
	} else if (is_plain(text, n) ||
		   (has_word(text, words) &&
		    title_says_open(text + words, n - words))) {
		s->open = true;
	} else {
		return;
	}
	s->date_line = s->body;
	s->body = b->end;
}

void date_line_first(struct strbuf *out, const struct changelog *cl,
		     const struct section *u, const char *date)
{
	const char *text = cl->md.text + u->date_line;
	size_t n = u->body - u->date_line, at = 0;

	if (!u->date_line)
		return;
	while (at < n && strchr("\r\n", text[at]))
		at++;
	size_t words = at + skip_words(text + at, n - at), end = n;
	while (end > words && strchr("\r\n", text[end - 1]))
		end--;
	size_t shut = end;
	while (shut > words && strchr("*_)", text[shut - 1]))
		shut--;
	strbuf_add(out, text, words);
	/* "Unreleased" stands for both */
	if (!has_word(text + at, words - at))
		strbuf_adds(out, "Released ");
	strbuf_adds(out, date);
	strbuf_add(out, text + shut, n - shut);
}
