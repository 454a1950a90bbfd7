#include "version/vfile_assign.h"

#include "base/cleanup.h"
#include "version/vfile_spell.h"

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

/* Rust's &'static. */
static bool is_lifetime(const struct vscan *s, size_t i)
{
	size_t n = vscan_word(s, i + 1);

	return i && s->text[i] == '\'' && s->text[i - 1] == '&' && n &&
	       vscan_at(s, i + 1 + n) != '\'';
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
	while (sign < end &&
	       (!strchr("=\"'`", s->text[sign]) || is_lifetime(s, sign)))
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

/* Is something added to the string that ends before `i`? */
static bool is_continued(const struct vscan *s, size_t i, size_t end,
			 bool define)
{
	while (i < end && strchr(" \t", s->text[i]))
		i++;
	char c = i < end ? s->text[i] : '\0', next = vscan_at(s, i + 1);

	if (!c)
		return false;
	return strchr("+%\"'`", c) || (define && vscan_word(s, i)) ||
	       ((c == '.' || c == '<') && next == c);
}

static int not_one(struct vscan *s, size_t from)
{
	return vscan_fault(s, from, "the version is put together from several");
}

static int take_string(struct vscan *s, size_t end, bool define)
{
	size_t from = s->i + 1, n = vscan_version(s, from);

	if (!n || vscan_at(s, from + n) != vscan_here(s))
		return 0;
	return is_continued(s, from + n + 1, end, define) ?
		       not_one(s, from) :
		       vscan_take(s, from, n);
}

static int no_tuple(struct vscan *s)
{
	CLEANUP(strbuf) struct strbuf before = STRBUF_INIT;
	int rc = vscan_fault(s, s->i, "there are not three numbers");

	vfile_spell_anchor(s->text, s->i + 1, &before);
	error_hint(
		"take the file from [version] files, and say which parts it has: anchors = \"%s: %s{major}, {minor}\"",
		s->file->path, before.buf);
	return rc;
}

/* Behind the blanks at `i`. */
static size_t behind(const struct vscan *s, size_t i, size_t end)
{
	while (i < end && strchr(" \t", s->text[i]))
		i++;
	return i;
}

/* (0, 3, 0): three places. */
static int take_tuple(struct vscan *s, size_t end)
{
	size_t at = behind(s, s->i + 1, end), n = 0;
	struct vspan part[4];
	int rc = 0;

	while (n < 4) {
		size_t len = vhole_fit(HOLE_MAJOR, s->text + at, s->n - at);
		if (!len)
			break;
		part[n++] = (struct vspan){ at, len, HOLE_MAJOR };
		at = behind(s, at + len, end);
		if (vscan_at(s, at) != ',')
			break;
		at = behind(s, at + 1, end);
	}
	if (n < 2)
		return 0;
	if (n != 3 || vscan_at(s, at) != ')')
		return no_tuple(s);
	for (size_t i = 0; !rc && i < n; i++) {
		s->before = i ? s->out->n : s->before;
		rc = vscan_take(s, part[i].at, part[i].len);
		if (!rc)
			s->out->item[s->out->n - 1].hole =
				(enum vhole)(HOLE_MAJOR + (int)i);
	}
	return rc;
}

/* Take the version at the cursor, if there is one. */
static int take(struct vscan *s, size_t end, bool define)
{
	char quote = vscan_here(s);
	size_t from = s->i, n;

	if (quote && strchr("\"'`", quote))
		return take_string(s, end, define);
	if (quote == '(' && !define)
		return take_tuple(s, end);
	n = vscan_version(s, from);
	if (!n || (from + n < end && !strchr(" \t\r,;)", s->text[from + n])))
		return 0;
	return vscan_take(s, from, n);
}

/* Is a blank enough between the name at the cursor and the version?  So it is
 * for #define, for @version of Elixir, and for Groovy at the left. */
static bool is_plain(const struct vscan *s, size_t from, bool define)
{
	size_t i = s->i + vscan_word(s, s->i);

	return define || (s->i && s->text[s->i - 1] == '@') ||
	       (s->i == from && ends_with(s->file->path, ".gradle") &&
		strchr(" \t", vscan_at(s, i)) &&
		strchr("\"'", vscan_at(s, i + 1)));
}

static int line(struct vscan *s, const char *name, size_t end)
{
	int rc = 0;

	vscan_skip(s, " \t");
	if (is_comment(s))
		return 0;
	bool define = vscan_here(s) == '#';
	for (size_t from = s->i; !rc && s->i < end; s->i++) {
		char c = vscan_here(s);
		if (c == '#' && !define)
			return 0;
		if (strchr("\"'`", c) && !is_lifetime(s, s->i)) {
			if (!vscan_string(s, true))
				return 0;
			s->i--;
			continue;
		}
		if (!is_word(s, s->i, name))
			continue;
		size_t back = s->i;
		bool plain = is_plain(s, from, define);
		s->i += strlen(name);
		if (skip_sign(s, end, plain))
			rc = take(s, end, define);
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
