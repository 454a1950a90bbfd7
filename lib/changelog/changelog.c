#include "changelog/changelog.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct word {
	size_t begin, end;
};

static bool is_break(char c)
{
	return c == ' ' || c == '\t' || c == '[' || c == ']' || c == '(' ||
	       c == ')' || c == '*' || c == '`';
}

static bool next_word(const struct changelog *cl, struct word *w, size_t end)
{
	const char *s = cl->md.text;

	for (w->begin = w->end; w->begin < end && is_break(s[w->begin]);)
		w->begin++;
	for (w->end = w->begin; w->end < end && !is_break(s[w->end]);)
		w->end++;
	while (w->end > w->begin && strchr(":,", s[w->end - 1]))
		w->end--;
	return w->end > w->begin;
}

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && !strncasecmp(s, word, n);
}

/* In the scheme that is set, or in any other: old sections may be older than
 * the setting. */
static bool read_version(struct changelog *cl, struct section *s,
			 struct word *w)
{
	static const enum scheme others[] = { SCHEME_SEMVER, SCHEME_PEP440,
					      SCHEME_CALVER };
	CLEANUP(text) char *text = NULL;
	size_t n = w->end - w->begin;

	if (n > 100 || !memchr(cl->md.text + w->begin, '.', n))
		return false;
	text = xstrndup(cl->md.text + w->begin, n);
	if (version_try(&s->version, cl->scheme, text))
		return true;
	for (int i = 0; i < 3; i++)
		if (version_try(&s->version, others[i], text))
			return true;
	return false;
}

/* Behind the version: nothing, or a date and what belongs to one. */
static bool is_rest(const struct changelog *cl, size_t from, size_t end)
{
	const char *s = cl->md.text;

	while (from < end && strchr("]*` \t:,", s[from]) && s[from])
		from++;
	if (from == end || strchr("([-/|", s[from]))
		return true;
	return isdigit((unsigned char)s[from]) || s[from] == '<' ||
	       (unsigned char)s[from] == 0xe2; /* a long dash */
}

/* "[Unreleased]", "0.2.0", "Release v0.2.0 (date)", "Project 0.2.0 - date": a
 * name may come before the version, but no sentence. */
static bool read_title(struct changelog *cl, struct section *s)
{
	struct word w = { .end = s->title };

	for (int i = 0; i < 3 && next_word(cl, &w, s->title_end); i++) {
		const char *p = cl->md.text + w.begin;
		s->unreleased = is_word(p, w.end - w.begin, "unreleased");
		if (!s->unreleased && !read_version(cl, s, &w))
			continue;
		s->name = w.begin;
		s->name_end = w.end;
		return is_rest(cl, w.end, s->title_end);
	}
	return false;
}

/* "<a name=x></a>", ".. _x:" or "(x)=", a line of its own: what links lead to,
 * part of the heading below it. */
static bool is_anchor(const struct changelog *cl, const struct md_block *b)
{
	const char *s = cl->md.text + b->begin;
	size_t n = b->end - b->begin;

	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	if ((b->kind != MD_HTML && b->kind != MD_PARAGRAPH) || n < 4 ||
	    memchr(s, '\n', n))
		return false;
	if (!memcmp(s, ".. _", 4))
		return s[n - 1] == ':';
	if (*s == '(')
		return !memcmp(s + n - 2, ")=", 2);
	const char *end = memchr(s, '>', n);
	return (!memcmp(s, "<a name", 7 < n ? 7 : n) ||
		!memcmp(s, "<a id", 5 < n ? 5 : n)) &&
	       end &&
	       (end == s + n - 1 ||
		(end + 5 == s + n && !memcmp(end, "></a>", 5)));
}

static void read_sections(struct changelog *cl)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		struct section s = { .level = b->level,
				     .line = b->line,
				     .begin = b->begin,
				     .body = b->end,
				     .title = b->text,
				     .title_end = b->text_end };
		if (b->kind != MD_HEADING || b->level > 3 ||
		    !read_title(cl, &s))
			continue;
		for (size_t k = i; k && is_anchor(cl, &cl->md.block[k - 1]);
		     k--)
			s.begin = cl->md.block[k - 1].begin;
		GROW(cl->section, cl->n, cl->alloc);
		cl->section[cl->n++] = s;
	}
}

/* Links at the end belong to all: if one of them is called like a section. */
static void find_tail(struct changelog *cl)
{
	const char *s = cl->md.text;
	size_t i = cl->md.n_blocks, first;
	bool ours = false;

	cl->tail = cl->md.n;
	for (; i && cl->md.block[i - 1].kind == MD_LINKDEF; i--) {
		const struct md_block *b = &cl->md.block[i - 1];
		struct section any = { .level = 0 };
		struct word w = { b->text, b->text_end };
		ours |= is_word(s + b->text, b->text_end - b->text,
				"unreleased") ||
			read_version(cl, &any, &w);
	}
	first = i;
	if (ours)
		cl->tail = cl->md.block[first].begin;
}

/* A section ends at the next one, at a heading above it, or at the tail.  One
 * of its own level ends it, too, unless sections come at several levels. */
static void find_ends(struct changelog *cl)
{
	int top = 9;

	for (size_t i = 0; i < cl->n; i++)
		if (cl->section[i].level < top)
			top = cl->section[i].level;
	size_t k = 0;
	for (size_t i = 0; i < cl->n; i++) {
		struct section *s = &cl->section[i];
		s->end = i + 1 < cl->n ? s[1].begin : cl->tail;
		while (k < cl->md.n_blocks && cl->md.block[k].begin < s->body)
			k++;
		for (; k < cl->md.n_blocks; k++) {
			const struct md_block *b = &cl->md.block[k];
			if (b->begin >= s->end)
				break;
			if (b->kind == MD_HEADING &&
			    (b->level < s->level ||
			     (b->level == s->level && s->level == top))) {
				s->end = b->begin;
				s->stray = b->line;
				break;
			}
		}
		if (s->end < s->body)
			s->end = s->body;
	}
}

void changelog_read(struct changelog *out, const char *text, size_t n,
		    enum scheme scheme)
{
	const char *lf = memchr(text, '\n', n);

	*out = (struct changelog){ .scheme = scheme };
	out->eol = lf && lf > text && lf[-1] == '\r' ? "\r\n" : "\n";
	md_scan(&out->md, text, n);
	read_sections(out);
	find_tail(out);
	find_ends(out);
}

void changelog_release(struct changelog *cl)
{
	md_release(&cl->md);
	free(cl->section);
	*cl = (struct changelog){ 0 };
}

const struct section *changelog_find(const struct changelog *cl,
				     const struct version *v)
{
	for (size_t i = 0; i < cl->n; i++)
		if (!cl->section[i].unreleased &&
		    !version_cmp(&cl->section[i].version, v))
			return &cl->section[i];
	return NULL;
}

const struct section *changelog_unreleased(const struct changelog *cl)
{
	for (size_t i = 0; i < cl->n; i++)
		if (cl->section[i].unreleased)
			return &cl->section[i];
	return NULL;
}

static bool within(const struct md_block *b, const struct section *s)
{
	return b->begin >= s->body && b->begin < s->end;
}

bool section_is_empty(const struct changelog *cl, const struct section *s)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (within(b, s) && b->kind != MD_HEADING &&
		    b->kind != MD_HTML && b->kind != MD_LINKDEF &&
		    b->kind != MD_RULE)
			return false;
	}
	return true;
}

void section_text(struct strbuf *out, const struct changelog *cl,
		  const struct section *s)
{
	const char *text = cl->md.text;
	size_t from = s->body, to = s->end;

	while (from < to && strchr("\r\n", text[from]) && text[from])
		from++;
	while (to > from && strchr(" \t\r\n", text[to - 1]) && text[to - 1])
		to--;
	strbuf_add(out, text + from, to - from);
	if (to > from)
		strbuf_addc(out, '\n');
}

size_t section_end(const struct changelog *cl, const struct section *s)
{
	size_t i = s->end;

	while (i > s->body && strchr(" \t\r\n", cl->md.text[i - 1]))
		i--;
	while (i < s->end && cl->md.text[i] != '\n')
		i++;
	return i < s->end ? i + 1 : i;
}

void section_count(const struct changelog *cl, const struct section *s,
		   size_t *entries, size_t *categories)
{
	bool counted = false;

	*entries = *categories = 0;
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (!within(b, s))
			continue;
		if (b->kind == MD_HEADING && b->level <= s->level + 1)
			counted = false;
		if (b->kind != MD_ITEM)
			continue;
		++*entries;
		*categories += !counted;
		counted = true;
	}
}
