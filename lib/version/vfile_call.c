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
	*out = (struct vspan){ s->i, 0, HOLE_VERSION };
	if (!c || c == ')')
		return false;
	if (c == '"') {
		cmake_string(s);
		*out = (struct vspan){ out->at + 1, s->i - out->at - 1,
				       HOLE_VERSION };
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

/* A call whose arguments have names. */
struct call {
	const char *name;
	char sign; /* between name and value */
};

/* Over a string or a comment; false if there is none. */
static bool call_skip(struct vscan *s)
{
	char c = vscan_here(s);
	const char *three = c == '"' ? "\"\"\"" : "'''";

	if (c == '#') {
		vscan_to_line_end(s);
		return true;
	}
	if (c != '\'' && c != '"')
		return false;
	if (!vscan_sees(s, three)) {
		(void)vscan_string(s, true);
		return true;
	}
	for (s->i += 3; s->i < s->n && !vscan_sees(s, three); s->i++)
		continue;
	s->i = s->i < s->n ? s->i + 3 : s->n;
	return true;
}

/* `version : '1.2'` at the cursor, and nothing added to it. */
static int call_version(struct vscan *s, char sign)
{
	size_t from, end;
	char c;

	s->i += strlen("version");
	vscan_skip(s, " \t\r\n");
	if (vscan_here(s) != sign)
		return 0;
	s->i++;
	vscan_skip(s, " \t\r\n");
	from = s->i;
	c = vscan_here(s);
	if ((c != '\'' && (c != '"' || sign == ':')) || !vscan_string(s, true))
		return vscan_fault(s, from, "no string there");
	end = s->i;
	cmake_skip(s);
	if (s->i < s->n && !strchr(",)", vscan_here(s)))
		return vscan_fault(s, from,
				   "the version is put together from several");
	return vscan_take(s, from + 1, end - from - 2);
}

static int find_call(struct vscan *s, const struct call *call)
{
	int depth = -1, rc = 0; /* -1: not in the call */

	while (!rc && s->i < s->n) {
		size_t n = vscan_word(s, s->i);
		struct vspan word = { s->i, n, HOLE_VERSION };
		if (call_skip(s))
			continue;
		if (depth == 1 && span_is(s, &word, "version")) {
			rc = call_version(s, call->sign);
			continue;
		}
		if (depth >= 0 && strchr("([{", vscan_here(s)))
			depth++;
		if (depth >= 0 && strchr(")]}", vscan_here(s)))
			depth = depth == 1 ? -1 : depth - 1;
		s->i += n ? n : 1;
		if (depth < 0 && span_is(s, &word, call->name)) {
			vscan_skip(s, " \t");
			depth = vscan_here(s) == '(' ? 0 : -1;
		}
	}
	return rc;
}

int vfile_meson(struct vscan *s, const char *where)
{
	static const struct call project = { "project", ':' };

	(void)where;
	return find_call(s, &project);
}

int vfile_bazel(struct vscan *s, const char *where)
{
	static const struct call module = { "module", '=' };

	(void)where;
	return find_call(s, &module);
}
