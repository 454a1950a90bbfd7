#include "changelog/category_words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The first of each is Keep a Changelog's, the second the usual one. */
static const char *const words[CATEGORIES][7] = {
	[CATEGORY_BREAKING] = { "Breaking Changes", "Breaking Changes",
				"Breaking Change", "Breaking",
				"Backwards incompatible changes",
				"Backward incompatible changes" },
	[CATEGORY_ADDED] = { "Added", "Features", "New features", "New feature",
			     "Feature", "Enhancements", "New" },
	[CATEGORY_CHANGED] = { "Changed", "Changes", "Change",
			       "Other changes" },
	[CATEGORY_PERFORMANCE] = { "Changed", "Performance",
				   "Performance improvements" },
	[CATEGORY_DEPRECATED] = { "Deprecated", "Deprecations", "Deprecation" },
	[CATEGORY_REMOVED] = { "Removed", "Removals", "Removal" },
	[CATEGORY_FIXED] = { "Fixed", "Fixes", "Bug fixes", "Bugfixes",
			     "Bug fix", "Bugs fixed", "Bugs" },
	[CATEGORY_REVERTED] = { "Fixed", "Reverts", "Reverted" },
	[CATEGORY_SECURITY] = { "Security", "Security", "Security fixes" },
};

/* A text without the marks, emoji and ":bug:" around it. */
struct bare {
	const char *s;
	size_t n;
};

static bool is_letter(char c)
{
	return isalpha((unsigned char)c);
}

static struct bare bare_of(const char *s, size_t n)
{
	size_t from = 0;

	for (;; from++) {
		while (from < n && !is_letter(s[from]))
			from++;
		const char *end = memchr(s + from, ':', n - from);
		if (!from || from >= n || s[from - 1] != ':' || !end ||
		    end == s + n - 1)
			break;
		from = (size_t)(end - s);
	}
	while (n > from && !is_letter(s[n - 1]))
		n--;
	return (struct bare){ s + from, n - from };
}

static int category_of(struct bare name)
{
	for (int i = 0; i < CATEGORIES; i++)
		for (size_t k = 0; k < 7 && words[i][k]; k++)
			if (strlen(words[i][k]) == name.n &&
			    !strncasecmp(words[i][k], name.s, name.n))
				return i;
	return -1;
}

/* "**Fixed:**" alone in its line. */
static bool is_marked(const char *s, size_t n)
{
	return n > 2 && strchr("*_", *s) &&
	       (strchr("*_", s[n - 1]) ||
		(s[n - 1] == ':' && strchr("*_", s[n - 2]))) &&
	       !memchr(s, '\n', n);
}

struct reader {
	struct category_words *out;
	struct arena *arena;
	const struct changelog *cl;
	bool keep, marked;
	bool items, named; /* released ones were seen; any line in bold was */
};

static void take(struct reader *r, const char *s, size_t n, bool marked)
{
	struct bare name = bare_of(s, n);
	struct category_words *out = r->out;
	int i = category_of(name);

	if (i < 0)
		return;
	if (strlen(words[i][0]) == name.n &&
	    !strncasecmp(name.s, words[i][0], name.n) &&
	    strcasecmp(words[i][0], words[i][1]))
		r->keep = true;
	if (marked && !out->before) {
		const char *end = s + n;
		out->before = arena_strndup(r->arena, s, (size_t)(name.s - s));
		out->after = arena_strndup(r->arena, name.s + name.n,
					   (size_t)(end - name.s) - name.n);
	}
	if (!out->of[i])
		out->of[i] = marked ? arena_strndup(r->arena, name.s, name.n) :
				      arena_strndup(r->arena, s, n);
}

static void read_block(struct reader *r, const struct section *s,
		       const struct md_block *b)
{
	const struct md *md = &r->cl->md;
	size_t end = b->end;

	while (end > b->begin && isspace((unsigned char)md->text[end - 1]))
		end--;
	if (b->kind == MD_HEADING && b->level == s->level + 1)
		take(r, md->text + b->text, b->text_end - b->text, false);
	else if (b->kind == MD_PARAGRAPH && !md->rst && r->marked &&
		 is_marked(md->text + b->begin, end - b->begin))
		take(r, md->text + b->begin, end - b->begin, true);
	r->items |= b->kind == MD_ITEM && !s->open;
	r->named |= b->kind == MD_PARAGRAPH &&
		    is_marked(md->text + b->begin, end - b->begin);
}

/* The blocks of sections, one by one; true: one of them is a heading, and that
 * was all that is asked. */
static bool each_block(struct reader *r, bool ask)
{
	const struct changelog *cl = r->cl;

	for (size_t i = 0, k = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		while (k < cl->n && b->begin >= cl->section[k].end)
			k++;
		if (k == cl->n || b->begin < cl->section[k].body)
			continue;
		if (!ask)
			read_block(r, &cl->section[k], b);
		else if (b->kind == MD_HEADING)
			return true;
	}
	return false;
}

void category_words_read(struct category_words *out, struct arena *arena,
			 const struct changelog *cl, bool keep)
{
	struct reader r = { .out = out, .arena = arena, .cl = cl, .keep = keep };

	*out = (struct category_words){ 0 };
	if (cl) { /* bold lines count where there are no headings */
		r.marked = !each_block(&r, true);
		(void)each_block(&r, false);
		out->none = r.marked && r.items && !r.named;
	}
	/* what these are called where nothing else is known */
	if (!out->of[CATEGORY_PERFORMANCE])
		out->of[CATEGORY_PERFORMANCE] = out->of[CATEGORY_CHANGED];
	if (!out->of[CATEGORY_REVERTED])
		out->of[CATEGORY_REVERTED] = out->of[CATEGORY_FIXED];
	for (int i = 0; i < CATEGORIES; i++)
		if (!out->of[i])
			out->of[i] = words[i][r.keep ? 0 : 1];
}
