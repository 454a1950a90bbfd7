#include "text/glob.h"

#include <string.h>

struct span {
	const char *at, *end;
};

static bool in_class(const char *name, size_t n, unsigned char c)
{
	bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
	bool digit = c >= '0' && c <= '9', blank = c == ' ' || c == '\t';
	bool space = blank || (c >= '\n' && c <= '\r');
	bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	bool graph = c > ' ' && c < 127;
	const struct {
		const char *name;
		bool is;
	} classes[] = { { "alnum", lower || upper || digit },
			{ "alpha", lower || upper },
			{ "blank", blank },
			{ "cntrl", c < ' ' || c == 127 },
			{ "digit", digit },
			{ "graph", graph },
			{ "lower", lower },
			{ "print", graph || c == ' ' },
			{ "punct", graph && !lower && !upper && !digit },
			{ "space", space },
			{ "upper", upper },
			{ "xdigit", hex } };

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (strlen(classes[i].name) == n &&
		    !memcmp(classes[i].name, name, n))
			return classes[i].is;
	return false;
}

/* "[:alpha:]" at `g`: the length of the name, 0: it is none. */
static size_t class_name(struct span g)
{
	size_t n = 0;

	if (g.end - g.at < 4 || g.at[0] != '[' || g.at[1] != ':')
		return 0;
	while (g.at + 2 + n < g.end && g.at[2 + n] >= 'a' && g.at[2 + n] <= 'z')
		n++;
	return g.end - g.at >= (ptrdiff_t)n + 4 && g.at[2 + n] == ':' &&
			       g.at[3 + n] == ']' ?
		       n :
		       0;
}

/* One byte of a set, taken as it is behind a "\". */
static unsigned char take_byte(struct span *g)
{
	if (*g->at == '\\' && g->at + 1 < g->end)
		g->at++;
	return (unsigned char)*g->at++;
}

/* A set from behind its "[" to behind its "]"; NULL: it has no end. */
static const char *match_set(struct span g, unsigned char c, bool *is)
{
	bool negated = g.at < g.end && (*g.at == '!' || *g.at == '^');
	bool first = true, found = false;

	g.at += negated;
	for (; g.at < g.end && (first || *g.at != ']'); first = false) {
		size_t n = class_name(g);
		if (n) {
			found |= in_class(g.at + 2, n, c);
			g.at += n + 4;
			continue;
		}
		unsigned char from = take_byte(&g), to = from;
		if (g.end - g.at > 1 && *g.at == '-' && g.at[1] != ']') {
			g.at++;
			to = take_byte(&g);
		}
		found |= c >= from && c <= to;
	}
	*is = found != negated;
	return g.at < g.end ? g.at + 1 : NULL;
}

/* One step of the glob that is no "*", against one byte: behind it, or NULL. */
static const char *match_one(struct span g, char c)
{
	bool is;

	switch (*g.at) {
	case '?':
		return g.at + 1;
	case '[':
		g.at++;
		g.at = match_set(g, (unsigned char)c, &is);
		return g.at && is ? g.at : NULL;
	case '\\':
		if (g.at + 1 < g.end)
			g.at++;
		break;
	default:
		break;
	}
	return *g.at == c ? g.at + 1 : NULL;
}

/* Only the last "*" need ever be taken back: what an earlier one would give,
 * it can take itself. */
bool glob_match(const char *glob, size_t n, const char *text, size_t len)
{
	struct span g = { glob, glob + n }, star = { NULL, NULL };
	const char *end = text + len, *from = NULL;

	while (text < end) {
		const char *next;
		if (g.at < g.end && *g.at == '*') {
			star.at = ++g.at;
			from = text;
			continue;
		}
		next = g.at < g.end ? match_one(g, *text) : NULL;
		if (next) {
			g.at = next;
			text++;
		} else if (star.at) {
			g.at = star.at;
			text = ++from;
		} else {
			return false;
		}
	}
	while (g.at < g.end && *g.at == '*')
		g.at++;
	return g.at == g.end;
}

const char *glob_fault(const char *glob, size_t n)
{
	struct span g = { glob, glob + n };
	bool is;

	while (g.at < g.end) {
		char c = *g.at++;
		if (c == '\\' && g.at == g.end)
			return "ends in '\\'";
		if (c == '\\')
			g.at++;
		if (c != '[')
			continue;
		g.at = match_set(g, 'x', &is);
		if (!g.at)
			return "has a '[' without its ']'";
	}
	return NULL;
}
