#include "version/message_like.h"

#include "base/cleanup.h"
#include "text/braces.h"

#include <ctype.h>
#include <string.h>

enum { MAX_PIECES = 32, MAX_LINE = 200, MIN_WORDS = 3 };

struct like {
	struct piece piece[MAX_PIECES];
	size_t n;
	enum scheme scheme;
	size_t letters;          /* in its own words */
	bool any, open, version; /* some placeholder; for anything; a version */
};

static bool is_version(const struct like *l, const char *s, size_t n)
{
	CLEANUP(text) char *text = xstrndup(s, n);
	struct version v;

	return isdigit((unsigned char)*s) && version_try(&v, l->scheme, text);
}

static bool only(const char *s, size_t n, const char *chars)
{
	for (size_t i = 0; i < n; i++)
		if (!strchr(chars, s[i]))
			return false;
	return n > 0;
}

static bool is_type(const char *s, size_t n)
{
	static const char *const types[] = { "major",     "minor",
					     "patch",     "hotfix",
					     "candidate", "pre-release",
					     "rehearsal" };

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strlen(types[i]) == n && !memcmp(types[i], s, n))
			return true;
	return false;
}

/* May a placeholder have this value? */
static bool may_be(const struct like *l, const struct piece *p, const char *s,
		   size_t n)
{
	static const char *const versions[] = { "version", "final",
						"previous" };
	static const char *const numbers[] = { "series", "major", "minor",
					       "patch", "candidate" };

	if (piece_index(p, versions, 3) < 3)
		return is_version(l, s, n);
	if (piece_index(p, numbers, 5) < 5)
		return only(s, n, "0123456789.");
	if (piece_is(p, "date"))
		return n == 10 && only(s, n, "0123456789-");
	if (piece_is(p, "type"))
		return is_type(s, n);
	return n > 0;
}

/* Do the pieces from `i` on fit the rest of the line? */
static bool fits(const struct like *l, size_t i, const char *s, size_t n)
{
	const struct piece *p = &l->piece[i];

	if (i == l->n)
		return !n;
	if (!p->placeholder)
		return n >= p->n && !memcmp(s, p->s, p->n) &&
		       fits(l, i + 1, s + p->n, n - p->n);
	for (size_t k = n; k; k--)
		if (may_be(l, p, s, k) && fits(l, i + 1, s + k, n - k))
			return true;
	return false;
}

/* Pieces of the first line, with those of the tag and the branch in their
 * places.  False: there are too many, or it is none. */
static bool take(struct like *l, const char *text, const char *tag,
		 const char *branch)
{
	struct piece p;
	int r;

	for (r = piece_next(&p, &text); r > 0; r = piece_next(&p, &text)) {
		const char *name = !p.placeholder         ? NULL :
				   piece_is(&p, "tag")    ? tag :
				   piece_is(&p, "branch") ? branch :
							    NULL;
		if (name && !take(l, name, "", ""))
			return false;
		if (name)
			continue;
		if (l->n == MAX_PIECES)
			return false;
		l->piece[l->n++] = p;
		for (size_t i = 0; !p.placeholder && i < p.n; i++)
			l->letters += isalpha((unsigned char)p.s[i]) != 0;
		if (!p.placeholder)
			continue;
		l->any = true;
		l->version |= piece_is(&p, "version") ||
			      piece_is(&p, "final") || piece_is(&p, "major") ||
			      piece_is(&p, "series");
		l->open |= piece_is(&p, "description") ||
			   (p.n > 4 && !memcmp(p.s, "set.", 4));
	}
	return !r;
}

bool message_like(const char *text, enum scheme scheme, const char *tag,
		  const char *branch, const char *line, size_t n)
{
	CLEANUP(text) char *first = xstrndup(text, strcspn(text, "\n"));
	struct like l = { .scheme = scheme };

	if (!*first || n > MAX_LINE || !take(&l, first, tag, branch))
		return false;
	if ((l.any && !l.version) || (l.open && l.letters < MIN_WORDS))
		return false;
	return fits(&l, 0, line, n);
}
