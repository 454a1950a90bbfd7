#include "changelog/merge_text.h"

#include <string.h>

bool span_same(struct span a, struct span b)
{
	return a.n == b.n && !memcmp(a.s, b.s, a.n);
}

struct span span_trim(const char *s, size_t n)
{
	while (n && memchr(" \t\r\n", s[n - 1], 4))
		n--;
	return (struct span){ s, n };
}

struct span span_of(const struct changelog *cl, size_t from, size_t to)
{
	return span_trim(cl->md.text + from, to - from);
}

int three_way(const struct span text[3], const char *what)
{
	if (span_same(text[OURS], text[THEIRS]) ||
	    span_same(text[BASE], text[THEIRS]))
		return OURS;
	if (span_same(text[BASE], text[OURS]))
		return THEIRS;
	return error(E_CONFLICT, "both sides changed %s", what);
}

static bool same_name(const struct section *a, const struct section *b)
{
	return a->unreleased == b->unreleased &&
	       (a->unreleased || !version_cmp(&a->version, &b->version));
}

size_t section_count_like(const struct changelog *cl, const struct section *s)
{
	size_t n = 0;

	for (size_t i = 0; i < cl->n; i++)
		n += same_name(&cl->section[i], s);
	return n;
}

const struct section *section_like(const struct changelog *cl,
				   const struct changelog *from,
				   const struct section *s)
{
	size_t n = 0;

	for (const struct section *p = from->section; p < s; p++)
		n += same_name(p, s);
	for (size_t i = 0; i < cl->n; i++)
		if (same_name(&cl->section[i], s) && !n--)
			return &cl->section[i];
	return NULL;
}
