#include "version/vfile_json.h"

#include "base/cleanup.h"
#include "base/json.h"

#include <string.h>

enum { MAX_LEVELS = 64 };

static const char blank[] = " \t\r\n";

static int value(struct vscan *s, const char *path, int level);

static int bad(struct vscan *s)
{
	return vscan_fault(s, s->i, "this is no JSON");
}

/* One byte that must be there, blanks around it. */
static bool passes(struct vscan *s, char c)
{
	vscan_skip(s, blank);
	if (vscan_here(s) != c)
		return false;
	s->i++;
	vscan_skip(s, blank);
	return true;
}

static int member(struct vscan *s, const char *path, int level)
{
	size_t key = s->i + 1;

	if (vscan_here(s) != '"' || !vscan_string(s, true))
		return bad(s);
	path = vpath_escaped(path, s->text + key, s->i - 1 - key);
	return passes(s, ':') ? value(s, path, level) : bad(s);
}

/* Objects and arrays: what is between the brackets. */
static int members(struct vscan *s, const char *path, bool array, int level)
{
	int rc = level > MAX_LEVELS ? bad(s) : 0;

	s->i++;
	if (!rc && passes(s, array ? ']' : '}'))
		return 0;
	for (size_t i = 0; !rc; i++) {
		rc = array ? value(s, vpath_index(path, i), level) :
			     member(s, path, level);
		if (!rc && passes(s, array ? ']' : '}'))
			return 0;
		if (!rc && !passes(s, ','))
			return bad(s);
	}
	return rc;
}

static int value(struct vscan *s, const char *path, int level)
{
	bool wanted = path && !*path;
	size_t from = s->i;
	char c = vscan_here(s);

	if (c == '{' || c == '[')
		return wanted ? vscan_fault(s, from, "no string there") :
				members(s, path, c == '[', level + 1);
	if (c == '"') {
		if (!vscan_string(s, true))
			return bad(s);
		return wanted ? vscan_take(s, from + 1, s->i - from - 2) : 0;
	}
	vscan_skip(s, "+-.0123456789Eaeflnrstu");
	if (s->i == from)
		return bad(s);
	return wanted ? vscan_fault(s, from, "no string there") : 0;
}

/* What json-c has refused, once more: this knows the line of most of it. */
static int refuse(struct vscan *s)
{
	CLEANUP(strbuf) struct strbuf why = STRBUF_INIT;
	int rc;

	strbuf_adds(&why, error_message());
	rc = value(s, NULL, 0);
	vscan_skip(s, blank);
	if (rc < 0)
		return rc;
	return s->i < s->n ? bad(s) :
			     error(E_POLICY, "%s: %s", s->file->path, why.buf);
}

int vfile_json(struct vscan *s, const char *where)
{
	CLEANUP(json) json_object *o = NULL;
	int rc = json_parse(&o, s->text, s->n);

	vscan_skip(s, blank);
	return rc < 0 ? refuse(s) : value(s, where, 0);
}
