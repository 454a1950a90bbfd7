#include "changelog/range.h"

#include "changelog/title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

size_t range_mark(const char *s, size_t n)
{
	if (n > 2 && !memcmp(s, "...", 3))
		return 3;
	if (n > 2 && !strncasecmp(s, "%0D", 3))
		return 3;
	return n > 1 && !memcmp(s, "..", 2) ? 2 : 0;
}

/* Is the newer side in front?  Bitbucket has it there.  Two versions are no
 * proof: a branch may be called like one. */
static bool is_turned(const char *s, size_t first, size_t at)
{
	return s[at] == '%' ||
	       (at - first == 4 && !memcmp(s + first, "HEAD", 4));
}

bool range_find(struct range *out, const struct changelog *cl, size_t from,
		size_t to)
{
	const char *s = cl->md.text;
	const char *link = memmem(s + from, to - from, "compare/", 8);
	size_t first = link ? (size_t)(link + 8 - s) : to, at = first, end;

	while (at < to && !range_mark(s + at, to - at) &&
	       !strchr("<>() \t\r\n", s[at]))
		at++;
	size_t mark = range_mark(s + at, to - at);
	size_t second = at + mark;
	for (end = second; end < to && !strchr(">)#? \t\r\n", s[end]);)
		end++;
	if (!mark || first == at || end == second)
		return false;
	if (is_turned(s, first, at))
		*out = (struct range){ second, end, first, at };
	else
		*out = (struct range){ first, at, second, end };
	return true;
}

bool range_version(struct version *out, const struct changelog *cl, size_t from,
		   size_t to)
{
	const char *s = cl->md.text;

	for (size_t i = from; i < to; i++)
		if (isdigit((unsigned char)s[i]) &&
		    (i == from ||
		     (!isdigit((unsigned char)s[i - 1]) && s[i - 1] != '.')) &&
		    title_version(out, cl, i, to))
			return true;
	return false;
}

static void copy(struct strbuf *out, const struct changelog *cl, size_t from,
		 size_t to)
{
	strbuf_add(out, cl->md.text + from, to - from);
}

void range_write(struct strbuf *out, const struct changelog *cl,
		 const struct range *r, size_t from, size_t to, const char *old,
		 const char *new)
{
	bool turned = r->new < r->old;
	size_t first = turned ? r->new : r->old;
	size_t first_end = turned ? r->new_end : r->old_end;
	size_t second = turned ? r->old : r->new;
	size_t second_end = turned ? r->old_end : r->new_end;
	const char *a = turned ? new : old, *b = turned ? old : new;

	copy(out, cl, from, first);
	if (a)
		strbuf_adds(out, a);
	copy(out, cl, a ? first_end : first, second);
	if (b)
		strbuf_adds(out, b);
	copy(out, cl, b ? second_end : second, to);
}
