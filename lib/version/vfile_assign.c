#include "version/vfile_assign.h"

#include <string.h>

static bool is_comment(const struct vscan *s)
{
	static const char *const signs[] = { "//", "/*", "*", ";", "--", "%" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (vscan_sees(s, signs[i]))
			return true;
	}
	return vscan_here(s) == '#' && !vscan_sees(s, "#define") &&
	       !vscan_sees(s, "# define");
}

/* Is the name at `at` a word of its own? */
static bool is_word(const struct vscan *s, size_t at, const char *name)
{
	size_t n = strlen(name);

	if (n > s->n - at || memcmp(s->text + at, name, n) ||
	    vscan_word(s, at + n) || vscan_at(s, at + n) == '-')
		return false;
	return !at ||
	       (!vscan_word(s, at - 1) && !strchr("-$", vscan_at(s, at - 1)));
}

/* Behind "=", ":=", "?=", or ":"; a type may stand between ":" and "=".
 * `plain` is for #define, where a blank is enough. */
static bool skip_sign(struct vscan *s, size_t end, bool plain)
{
	size_t from = s->i;

	vscan_skip(s, " \t");
	if (vscan_here(s) == '[')
		while (s->i < end && vscan_at(s, s->i++) != ']')
			continue;
	vscan_skip(s, " \t");
	size_t sign = s->i;
	while (sign < end && !strchr("=\"'`", s->text[sign]))
		sign++;
	if (strchr(":?+", vscan_here(s)) && vscan_here(s)) {
		s->i = vscan_at(s, sign) == '=' ? sign : s->i;
	} else if (vscan_here(s) != '=') {
		return plain && s->i > from;
	}
	s->i++;
	if (vscan_here(s) == '=' || vscan_here(s) == '~')
		return false; /* a comparison */
	vscan_skip(s, " \t");
	return true;
}

/* Take the version at the cursor, if there is one. */
static int take(struct vscan *s, size_t end)
{
	char quote = vscan_here(s);
	size_t from = s->i, n;

	if (quote && strchr("\"'`", quote)) {
		from++;
		n = vscan_version(s, from);
		return n && vscan_at(s, from + n) == quote ?
			       vscan_take(s, from, n) :
			       0;
	}
	n = vscan_version(s, from);
	if (!n || (from + n < end && !strchr(" \t\r,;)", s->text[from + n])))
		return 0;
	return vscan_take(s, from, n);
}

static int line(struct vscan *s, const char *name, size_t end)
{
	int rc = 0;

	vscan_skip(s, " \t");
	if (is_comment(s))
		return 0;
	bool define = vscan_here(s) == '#';
	for (; !rc && s->i < end; s->i++) {
		if (strchr("\"'`", vscan_here(s)) ||
		    (vscan_here(s) == '#' && !define))
			return 0;
		if (!is_word(s, s->i, name))
			continue;
		size_t back = s->i;
		s->i += strlen(name);
		if (skip_sign(s, end, define))
			rc = take(s, end);
		s->i = back;
	}
	return rc;
}

int vfile_assign(struct vscan *s, const char *where)
{
	int rc = 0;

	while (!rc && s->i < s->n) {
		size_t from = s->i;
		vscan_to_line_end(s);
		size_t end = s->i;
		s->i = from;
		rc = line(s, where, end);
		s->i = end + 1;
	}
	return rc;
}
