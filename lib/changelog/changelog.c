#include "changelog/changelog.h"

#include "base/cleanup.h"
#include "changelog/date_line.h"
#include "changelog/title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A bold line may be the heading of what is unreleased. */
static bool is_bold(const struct changelog *cl, const struct md_block *b)
{
	static const char *const forms[] = { "**unreleased**",
					     "**[unreleased]**",
					     "__unreleased__" };
	const char *s = cl->md.text + b->begin;
	size_t n = b->end - b->begin;

	while (n && strchr(" \t\r\n", s[n - 1]))
		n--;
	for (size_t i = 0; b->kind == MD_PARAGRAPH && i < 3; i++)
		if (strlen(forms[i]) == n && !strncasecmp(s, forms[i], n))
			return true;
	return false;
}

/* "**0.2.0** (date)", "**v0.2.0 - date**": all of the line is the title. */
static bool is_bold_title(const struct changelog *cl, const struct md_block *b,
			  struct section *s)
{
	const char *text = cl->md.text;
	size_t begin = b->begin, end = b->end;

	while (end > begin && strchr(" \t\r\n", text[end - 1]) && text[end - 1])
		end--;
	if (b->kind != MD_PARAGRAPH || cl->md.rst || end - begin < 5 ||
	    memcmp(text + begin, "**", 2) ||
	    !memmem(text + begin + 3, end - begin - 3, "**", 2) ||
	    memchr(text + begin, '\n', end - begin))
		return false;
	s->title = begin;
	s->title_end = end;
	s->bare = true;
	return title_read(cl, s);
}

static bool read_section(const struct changelog *cl, const struct md_block *b,
			 struct section *s)
{
	*s = (struct section){ .level = b->level,
			       .line = b->line,
			       .begin = b->begin,
			       .heading = b->begin,
			       .body = b->end,
			       .title = b->text,
			       .title_end = b->text_end };
	if ((b->kind == MD_HEADING || b->kind == MD_PARAGRAPH) &&
	    title_is_set(cl, b, s))
		return true;
	if (is_bold(cl, b)) {
		s->title = s->name = b->begin + 2;
		s->title_end = s->name_end = b->begin + 12;
		if (cl->md.text[s->name] == '[') {
			s->name++;
			s->title_end += 2;
			s->name_end++;
		}
		s->open = s->unreleased = s->bare = true;
		return true;
	}
	if (is_bold_title(cl, b, s))
		return true;
	return b->kind == MD_HEADING && b->level <= 3 && title_read(cl, s);
}

/* What says "Unreleased" beside a version is what is unreleased if nothing else
 * is, and nothing newer is released. */
static void find_unreleased(struct changelog *cl)
{
	struct section *open = NULL;

	for (size_t i = 0; i < cl->n; i++) {
		struct section *s = &cl->section[i];
		if (s->unreleased)
			return;
		if (s->open &&
		    (!open || version_cmp(&s->version, &open->version) > 0))
			open = s;
	}
	for (size_t i = 0; open && i < cl->n; i++)
		if (!cl->section[i].open &&
		    version_cmp(&cl->section[i].version, &open->version) >= 0)
			return;
	if (open)
		open->unreleased = true;
}

/* The level of releases: that of a line which is no heading.  Where all are
 * such lines, it is above the headings that come behind the first. */
static int usual_level(const struct changelog *cl)
{
	int level = 3;

	for (size_t i = 0; i < cl->n; i++)
		if (cl->section[i].level)
			return cl->section[i].level;
	for (size_t i = 0; cl->n && i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->kind == MD_HEADING && b->level < level && b->level > 1 &&
		    b->begin > cl->section[0].begin)
			level = b->level;
	}
	return level - 1;
}

/* Beside headings of releases, a bold version in a line is no section. */
static void drop_bold(struct changelog *cl)
{
	bool headings = false;
	size_t n = 0;

	for (size_t i = 0; i < cl->n; i++)
		headings |= !cl->section[i].bare &&
			    cl->section[i].version.n_parts;
	for (size_t i = 0; i < cl->n; i++)
		if (!headings || !cl->section[i].bare || cl->section[i].open)
			cl->section[n++] = cl->section[i];
	cl->n = n;
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
		struct section s;
		if (!read_section(cl, &cl->md.block[i], &s))
			continue;
		for (size_t k = i; k && is_anchor(cl, &cl->md.block[k - 1]);
		     k--)
			s.begin = cl->md.block[k - 1].begin;
		struct section next; /* a line in bold may be one */
		if (i + 1 < cl->md.n_blocks &&
		    !read_section(cl, &cl->md.block[i + 1], &next))
			date_line_read(cl, &cl->md.block[i + 1], &s);
		GROW(cl->section, cl->n, cl->alloc);
		cl->section[cl->n++] = s;
	}
	drop_bold(cl);
	int level = usual_level(cl);
	for (size_t i = 0; i < cl->n; i++)
		if (!cl->section[i].level)
			cl->section[i].level = level;
	find_unreleased(cl);
}

static bool is_label(const struct changelog *cl, const struct md_block *b,
		     const char *label)
{
	return b->text_end - b->text == strlen(label) &&
	       !strncasecmp(cl->md.text + b->text, label, strlen(label));
}

/* Links at the end belong to all: if one of them is called like a section. */
static void find_tail(struct changelog *cl)
{
	size_t i = cl->md.n_blocks, first;
	bool ours = false;

	cl->tail = cl->md.n;
	for (; i && cl->md.block[i - 1].kind == MD_LINKDEF; i--) {
		const struct md_block *b = &cl->md.block[i - 1];
		struct version any;
		ours |= is_label(cl, b, "unreleased") ||
			title_version(&any, cl, b->text, b->text_end);
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

/* `out` has what is known beforehand. */
static void read_all(struct changelog *out, const char *text, size_t n)
{
	const char *lf = memchr(text, '\n', n);

	out->eol = lf && lf > text && lf[-1] == '\r' ? "\r\n" : "\n";
	md_scan_any(&out->md, text, n, out->rst);
	read_sections(out);
	find_tail(out);
	find_ends(out);
}

void changelog_read(struct changelog *out, const char *text, size_t n,
		    enum scheme scheme)
{
	changelog_read_with(out, text, n, scheme, NULL, NULL);
}

void changelog_read_with(struct changelog *out, const char *text, size_t n,
			 enum scheme scheme, const char *unreleased,
			 const char *path)
{
	size_t len = path ? strlen(path) : 0;

	*out = (struct changelog){ .scheme = scheme, .unreleased = unreleased };
	out->rst = len > 4 && !strcasecmp(path + len - 4, ".rst");
	read_all(out, text, n);
}

void changelog_read_like(struct changelog *out, const char *text, size_t n,
			 const struct changelog *like)
{
	*out = (struct changelog){ .scheme = like->scheme,
				   .unreleased = like->unreleased,
				   .rst = like->rst };
	read_all(out, text, n);
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

const struct section *changelog_open(const struct changelog *cl,
				     const struct version *v)
{
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (s->open && s->version.n_parts &&
		    !version_cmp(&s->version, v))
			return s;
	}
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

const char *section_counted(struct arena *a, size_t entries, size_t categories)
{
	return arena_printf(a, "%zu entr%s across %zu categor%s", entries,
			    entries == 1 ? "y" : "ies", categories,
			    categories == 1 ? "y" : "ies");
}
