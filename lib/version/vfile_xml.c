#include "version/vfile_xml.h"

#include <string.h>

enum { MAX_LEVELS = 64 };

static int bad(struct vscan *s)
{
	return vscan_fault(s, s->i, "this is no XML");
}

/* Behind the next `end`; false if there is none. */
static bool skip_to(struct vscan *s, const char *end)
{
	for (; s->i < s->n; s->i++) {
		if (vscan_sees(s, end)) {
			s->i += strlen(end);
			return true;
		}
	}
	return false;
}

/* <!DOCTYPE x [ <!ENTITY a "]>"> ]> */
static bool skip_doctype(struct vscan *s)
{
	int depth = 0;

	while (s->i < s->n) {
		char c = vscan_here(s);
		if (vscan_sees(s, "<!--")) {
			if (!skip_to(s, "-->"))
				return false;
			continue;
		}
		s->i++;
		if (c == '"' || c == '\'') {
			if (!skip_to(s, c == '"' ? "\"" : "'"))
				return false;
			continue;
		}
		depth += (c == '<') - (c == '>');
		if (!depth)
			return true;
	}
	return false;
}

/* Over what is no element at the cursor's '<': 1, 0 if it is one. */
static int skip_other(struct vscan *s)
{
	bool there = true;

	if (vscan_sees(s, "<!--"))
		there = skip_to(s, "-->");
	else if (vscan_sees(s, "<![CDATA["))
		there = skip_to(s, "]]>");
	else if (vscan_sees(s, "<?"))
		there = skip_to(s, "?>");
	else if (vscan_sees(s, "<!"))
		there = skip_doctype(s);
	else
		return 0;
	return there ? 1 : bad(s);
}

static size_t name_at(const struct vscan *s, size_t i)
{
	size_t n = 0;

	while (i + n < s->n && !strchr(" \t\r\n/>=<\"'", s->text[i + n]))
		n++;
	return n;
}

/* Over the attributes and the '>'; `*empty`: it was "/>". */
static int skip_tag(struct vscan *s, bool *empty)
{
	for (; s->i < s->n; s->i++) {
		char c = vscan_here(s);
		*empty = c == '/' && vscan_at(s, s->i + 1) == '>';
		if (c == '>' || *empty) {
			s->i += *empty ? 2 : 1;
			return 0;
		}
		if (c == '<')
			break;
		if (c != '"' && c != '\'')
			continue;
		s->i++;
		if (!skip_to(s, c == '"' ? "\"" : "'"))
			break;
		s->i--;
	}
	return bad(s);
}

/* ${revision} stands for a property of the same file. */
static int no_version(struct vscan *s, size_t at, size_t n)
{
	int rc = vscan_take(s, at, n);

	if (rc < 0 && n > 3 && vscan_at(s, at) == '$')
		error_hint(
			"name what it stands for: %s:.project.properties[%.*s]",
			s->file->path, (int)(n - 3), s->text + at + 2);
	return rc;
}

/* The text from `from` up to the cursor, without blanks around it, and out of
 * the CDATA that is all of it. */
static int take_text(struct vscan *s, size_t from)
{
	static const char open[] = "<![CDATA[", close[] = "]]>";
	size_t end = s->i, n = strlen(open) + strlen(close);

	while (from < end && strchr(" \t\r\n", s->text[from]))
		from++;
	while (end > from && strchr(" \t\r\n", s->text[end - 1]))
		end--;
	if (end - from >= n && !memcmp(s->text + from, open, strlen(open)) &&
	    !memcmp(s->text + end - strlen(close), close, strlen(close))) {
		from += strlen(open);
		end -= strlen(close);
	}
	return no_version(s, from, end - from);
}

struct open {
	size_t at, n;     /* its name */
	size_t text;      /* where what it holds begins */
	const char *path; /* what is left of the path in it; NULL: not there */
};

struct elements {
	struct open item[MAX_LEVELS];
	size_t n;
	const char *path; /* of the whole file */
};

/* How long the prefix of a name is, with its colon. */
static size_t prefix(const struct vscan *s, const struct open *o)
{
	const char *colon = memchr(s->text + o->at, ':', o->n);

	return colon ? (size_t)(colon - (s->text + o->at)) + 1 : 0;
}

/* What is left of the path in an element: its name as it is, or without the
 * prefix that the first one has, too. */
static const char *path_in(const struct vscan *s, const struct elements *e,
			   const struct open *new)
{
	const char *path = e->n ? e->item[e->n - 1].path : e->path;
	const struct open *root = e->n ? &e->item[0] : new;
	const char *rest = vpath_key(path, s->text + new->at, new->n);
	size_t n = prefix(s, new);

	if (rest || !n || n != prefix(s, root) ||
	    memcmp(s->text + new->at, s->text + root->at, n))
		return rest;
	return vpath_key(path, s->text + new->at + n, new->n - n);
}

static int open_element(struct vscan *s, struct elements *e)
{
	struct open *top = e->n ? &e->item[e->n - 1] : NULL;
	struct open new = { .at = s->i + 1 };
	bool empty;

	s->i++;
	new.n = name_at(s, s->i);
	if (!new.n || e->n == MAX_LEVELS)
		return bad(s);
	new.path = path_in(s, e, &new);
	if (top && top->path && !*top->path)
		return vscan_fault(s, s->i, "elements instead of a version");
	s->i += new.n;
	if (skip_tag(s, &empty) < 0)
		return E_POLICY;
	new.text = s->i;
	if (!empty)
		e->item[e->n++] = new;
	return 0;
}

static int close_element(struct vscan *s, struct elements *e)
{
	const struct open *top = e->n ? &e->item[e->n - 1] : NULL;
	size_t at = s->i + 2, n = name_at(s, at);
	int rc;

	if (!top || n != top->n || memcmp(s->text + at, s->text + top->at, n))
		return bad(s);
	if (top->path && !*top->path && (rc = take_text(s, top->text)) < 0)
		return rc;
	e->n--;
	return skip_to(s, ">") ? 0 : bad(s);
}

int vfile_xml(struct vscan *s, const char *where)
{
	struct elements e = { .path = where };
	int rc = 0;

	while (rc >= 0 && s->i < s->n) {
		if (vscan_here(s) != '<') {
			s->i++;
			continue;
		}
		rc = skip_other(s);
		if (rc)
			continue;
		rc = vscan_at(s, s->i + 1) == '/' ? close_element(s, &e) :
						    open_element(s, &e);
	}
	if (rc >= 0 && e.n)
		rc = bad(s);
	return rc < 0 ? rc : 0;
}
