#include "version/vfile_call.h"

#include <string.h>
#include <strings.h>

/* CMake: "[==[" at the cursor and all up to "]==]". */
static bool skip_bracket(struct vscan *s)
{
	size_t equals = 0, from = s->i;

	for (s->i++; vscan_here(s) == '='; s->i++)
		equals++;
	if (vscan_here(s) != '[') {
		s->i = from;
		return false;
	}
	for (; s->i < s->n; s->i++) {
		size_t n = 1;
		while (vscan_here(s) == ']' && n <= equals &&
		       vscan_at(s, s->i + n) == '=')
			n++;
		if (vscan_here(s) == ']' && n == equals + 1 &&
		    vscan_at(s, s->i + n) == ']') {
			s->i += n + 1;
			return true;
		}
	}
	return true;
}

static void cmake_skip(struct vscan *s)
{
	for (;;) {
		vscan_skip(s, " \t\r\n");
		if (vscan_here(s) != '#')
			return;
		s->i++;
		if (vscan_here(s) != '[' || !skip_bracket(s))
			vscan_to_line_end(s);
	}
}

/* CMake strings go over lines. */
static void cmake_string(struct vscan *s)
{
	for (s->i++; s->i < s->n && vscan_here(s) != '"'; s->i++)
		s->i += vscan_here(s) == '\\';
	s->i += s->i < s->n;
	if (s->i > s->n)
		s->i = s->n;
}

/* One argument: its bytes without quotes.  False at the closing bracket. */
static bool cmake_argument(struct vscan *s, struct vspan *out)
{
	char c;

	cmake_skip(s);
	c = vscan_here(s);
	*out = (struct vspan){ s->i, 0 };
	if (!c || c == ')')
		return false;
	if (c == '"') {
		cmake_string(s);
		*out = (struct vspan){ out->at + 1, s->i - out->at - 1 };
		if (out->len && vscan_at(s, out->at + out->len - 1) == '"')
			out->len--;
		return true;
	}
	if (c == '[' && skip_bracket(s))
		return true;
	while (s->i < s->n && !strchr(" \t\r\n()#\"", s->text[s->i]))
		s->i++;
	if (s->i == out->at)
		s->i++;
	out->len = s->i - out->at;
	return true;
}

static bool span_is(const struct vscan *s, const struct vspan *v,
		    const char *text)
{
	return v->len == strlen(text) && !memcmp(s->text + v->at, text, v->len);
}

/* project(x VERSION 1.2 ...), or set(name 1.2) for a name. */
static int cmake_call(struct vscan *s, const char *name)
{
	struct vspan v;
	size_t i = 0;
	bool next = false;

	for (; cmake_argument(s, &v); i++) {
		if (next)
			return vscan_take(s, v.at, v.len);
		next = *name ? !i && span_is(s, &v, name) :
			       i && span_is(s, &v, "VERSION");
	}
	return 0;
}

int vfile_cmake(struct vscan *s, const char *where)
{
	const char *command = *where ? "set" : "project";
	int rc = 0;

	while (!rc && s->i < s->n) {
		cmake_skip(s);
		size_t from = s->i, n = vscan_word(s, s->i);
		s->i += n;
		if (vscan_here(s) == '"') {
			cmake_string(s);
			continue;
		}
		if (!n) {
			s->i += s->i < s->n;
			continue;
		}
		vscan_skip(s, " \t");
		if (vscan_here(s) != '(' || n != strlen(command) ||
		    strncasecmp(s->text + from, command, n))
			continue;
		s->i++;
		rc = cmake_call(s, where);
	}
	return rc;
}

/* Meson: over a string or a comment; false if there is none. */
static bool meson_skip(struct vscan *s)
{
	if (vscan_here(s) == '#') {
		vscan_to_line_end(s);
		return true;
	}
	if (vscan_here(s) != '\'')
		return false;
	if (!vscan_sees(s, "'''")) {
		(void)vscan_string(s, true);
		return true;
	}
	for (s->i += 3; s->i < s->n && !vscan_sees(s, "'''"); s->i++)
		continue;
	s->i = s->i < s->n ? s->i + 3 : s->n;
	return true;
}

/* `version : '1.2'` at the cursor. */
static int meson_version(struct vscan *s)
{
	size_t from;

	s->i += strlen("version");
	vscan_skip(s, " \t\r\n");
	if (vscan_here(s) != ':')
		return 0;
	s->i++;
	vscan_skip(s, " \t\r\n");
	from = s->i;
	if (vscan_here(s) != '\'' || !vscan_string(s, true))
		return vscan_fault(s, from, "no string there");
	return vscan_take(s, from + 1, s->i - from - 2);
}

int vfile_meson(struct vscan *s, const char *where)
{
	int depth = -1, rc = 0; /* -1: not in project() */

	(void)where;
	while (!rc && s->i < s->n) {
		size_t n = vscan_word(s, s->i);
		struct vspan word = { s->i, n };
		if (meson_skip(s))
			continue;
		if (depth == 1 && span_is(s, &word, "version")) {
			rc = meson_version(s);
			continue;
		}
		if (depth >= 0 && strchr("([{", vscan_here(s)))
			depth++;
		if (depth >= 0 && strchr(")]}", vscan_here(s)))
			depth = depth == 1 ? -1 : depth - 1;
		s->i += n ? n : 1;
		if (depth < 0 && span_is(s, &word, "project")) {
			vscan_skip(s, " \t");
			depth = vscan_here(s) == '(' ? 0 : -1;
		}
	}
	return rc;
}
