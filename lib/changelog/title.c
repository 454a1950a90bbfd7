#include "changelog/title.h"

#include "base/cleanup.h"
#include "changelog/date.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_NAME = 40 }; /* of a release */

struct word {
	size_t begin, end;
};

static bool is_break(char c)
{
	return c && strchr(" \t[]()*`~", c);
}

static bool next_word(const struct changelog *cl, struct word *w, size_t end)
{
	const char *s = cl->md.text;

	for (w->begin = w->end; w->begin < end && (is_break(s[w->begin]) ||
						   strchr(":,", s[w->begin]));)
		w->begin++;
	for (w->end = w->begin; w->end < end && !is_break(s[w->end]);)
		w->end++;
	while (w->end > w->begin && strchr(":,", s[w->end - 1]))
		w->end--;
	/* a reference of reStructuredText, not an anonymous one */
	if (cl->md.rst && w->end > w->begin + 1 && s[w->end - 1] == '_' &&
	    s[w->end - 2] != '_')
		w->end--;
	return w->end > w->begin;
}

/* Old sections may be older than the setting of the scheme. */
bool title_version(struct version *out, const struct changelog *cl,
		   size_t begin, size_t end)
{
	static const enum scheme others[] = { SCHEME_SEMVER, SCHEME_PEP440,
					      SCHEME_CALVER };
	CLEANUP(text) char *text = NULL;
	size_t n = end - begin;

	if (n > 100 || !memchr(cl->md.text + begin, '.', n))
		return false;
	text = xstrndup(cl->md.text + begin, n);
	if (version_try(out, cl->scheme, text))
		return true;
	for (int i = 0; i < 3; i++)
		if (version_try(out, others[i], text))
			return true;
	return false;
}

/* ---- unreleased ----------------------------------------------------------- */

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && !strncasecmp(s, word, n);
}

/* "YYYY-MM-DD", "2026-xx-xx", "????-??-??". */
static bool is_no_date(const char *s, size_t n)
{
	bool open = false;

	if (n != 10)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool dash = i == 4 || i == 7;
		if (dash ? !strchr("-/.", s[i]) :
			   !isdigit((unsigned char)s[i]) &&
				    !strchr("xXyYmMdD?#_", s[i]))
			return false;
		open |= !dash && !isdigit((unsigned char)s[i]);
	}
	return open;
}

bool title_says_open(const char *s, size_t n)
{
	static const char *const words[] = {
		"tbd",
		"tba",
		"tbc",
		"wip",
		"not released",
		"not yet released",
		"pending",
		"planned",
		"not released yet",
		"in progress",
		"upcoming",
		"work in progress",
		"coming soon",
		"future",
		"in development",
		"next",
		"unknown",
		"under development",
		"to be released",
	};
	static const char edge[] = " \t\r\n()[]*_`~-:,./|<>";

	for (size_t i = 0; i + 10 <= n; i++)
		if (!strncasecmp(s + i, "unreleased", 10) ||
		    is_no_date(s + i, 10))
			return true;
	while (n && *s && strchr(edge, *s)) {
		s++;
		n--;
	}
	if (n > 2 && !memcmp(s, "\xe2\x80", 2)) /* a long dash */
		return title_says_open(s + 3, n - 3);
	while (n && s[n - 1] && strchr(edge, s[n - 1]))
		n--;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(s, n, words[i]))
			return true;
	return false;
}

/* Titles that say it without that word. */
static bool is_next(const char *s, size_t n)
{
	static const char *const titles[] = {
		"next release",     "next version",       "upcoming release",
		"upcoming version", "unreleased changes", "upcoming changes",
		"[next release]",   "[next version]",     "not released yet",
		"not yet released", "unreleased version", "[upcoming]",
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (is_word(s, n, titles[i]))
			return true;
	return false;
}

/* ---- title ---------------------------------------------------------------- */

/* Behind the version: nothing, or a date and what belongs to one. */
static bool is_rest(const struct changelog *cl, const struct word *w,
		    size_t end, bool early)
{
	const char *s = cl->md.text;
	size_t from = w->end, at;
	struct date_form date;

	/* an anonymous target is somewhere below: not ours to move */
	if (cl->md.rst && end - from > 2 && !memcmp(s + from, "`__", 3))
		return false;
	while (from < end && strchr("]*`~_ \t:,)", s[from]) && s[from])
		from++;
	if (from == end || (s[from] && strchr("([-/|", s[from])))
		return true;
	if (isdigit((unsigned char)s[from]) || s[from] == '<' ||
	    (unsigned char)s[from] == 0xe2 ||
	    title_says_open(s + from, end - from))
		return true;
	/* words before a date may be a name, but no sentence */
	return early && date_find(&date, s + from, end - from, &at) &&
	       at < MAX_NAME;
}

/* Behind a date or an anchor that comes first. */
static size_t skip_first(const struct changelog *cl, const struct section *s)
{
	const char *text = cl->md.text + s->title;
	size_t n = s->title_end - s->title, at;
	const char *shut = n > 3 && !strncasecmp(text, "<a ", 3) ?
				   memmem(text, n, "</a>", 4) :
				   NULL;
	struct date_form date;

	if (shut)
		return (size_t)(shut + 4 - cl->md.text);
	size_t len = date_find(&date, text, n, &at);
	return len && !at ? s->title + len : s->title;
}

static bool read_unreleased(const struct changelog *cl, struct section *s,
			    const struct word *w)
{
	s->name = w->begin;
	s->name_end = w->end;
	s->open = s->unreleased = true;
	return is_rest(cl, w, s->title_end, false);
}

bool title_read(const struct changelog *cl, struct section *s)
{
	const char *text = cl->md.text;
	struct word w = { .end = skip_first(cl, s) };

	if (is_next(text + s->title, s->title_end - s->title)) {
		w = (struct word){ s->title, s->title_end };
		return read_unreleased(cl, s, &w);
	}
	for (int i = 0; i < 3 && next_word(cl, &w, s->title_end); i++) {
		size_t n = w.end - w.begin;
		if (is_word(text + w.begin, n, "unreleased"))
			return read_unreleased(cl, s, &w);
		if (!title_version(&s->version, cl, w.begin, w.end))
			continue;
		s->name = w.begin;
		s->name_end = w.end;
		s->open = title_says_open(text + w.end, s->title_end - w.end);
		return is_rest(cl, &w, s->title_end, i < 2);
	}
	return false;
}

/* ---- as the project has set ----------------------------------------------- */

static size_t skip_marks(const char *s)
{
	size_t n = strspn(s, "#");

	return n + strspn(s + n, " \t");
}

bool title_is_set(const struct changelog *cl, const struct md_block *b,
		  struct section *s)
{
	const char *all = cl->unreleased ? cl->unreleased : "";
	const char *set = all + skip_marks(all);
	const char *hole = strstr(set, "{version}");
	size_t from = b->kind == MD_HEADING ? b->text : b->begin;
	size_t to = b->kind == MD_HEADING ? b->text_end : b->end;
	size_t before = hole ? (size_t)(hole - set) : strlen(set);
	size_t behind = hole ? strlen(hole + 9) : 0;
	const char *text = cl->md.text;

	while (to > from && isspace((unsigned char)text[to - 1]))
		to--;
	if (!*set || to - from < before + behind ||
	    (!hole && to - from != before) ||
	    strncasecmp(text + from, set, before) ||
	    (hole && strncasecmp(text + to - behind, hole + 9, behind)))
		return false;
	s->title = s->name = from;
	s->title_end = s->name_end = to;
	s->open = s->unreleased = true;
	if (!hole)
		return true;
	s->name += before;
	s->name_end -= behind;
	s->unreleased = false;
	return title_version(&s->version, cl, s->name, s->name_end);
}
