#include "changelog/merge_text.h"

#include <string.h>

bool range_same(struct range a, struct range b)
{
	return a.n == b.n && !memcmp(a.s, b.s, a.n);
}

struct range range_trim(const char *s, size_t n)
{
	while (n && memchr(" \t\r\n", s[n - 1], 4))
		n--;
	return (struct range){ s, n };
}

struct range range_of(const struct changelog *cl, size_t from, size_t to)
{
	return range_trim(cl->md.text + from, to - from);
}

int three_way(const struct range text[3], const char *what)
{
	if (range_same(text[OURS], text[THEIRS]) ||
	    range_same(text[BASE], text[THEIRS]))
		return OURS;
	if (range_same(text[BASE], text[OURS]))
		return THEIRS;
	return error(E_CONFLICT, "both sides changed %s", what);
}

const struct section *section_like(const struct changelog *cl,
				   const struct section *s)
{
	return s->unreleased ? changelog_unreleased(cl) :
			       changelog_find(cl, &s->version);
}
