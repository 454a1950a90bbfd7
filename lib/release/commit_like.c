#include "release/commit_like.h"

#include "base/cleanup.h"
#include "release/commit_step.h"
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
	static const char *const types[] = { "major", "minor", "patch",
					     "hotfix", "candidate" };

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

bool commit_like_template(const char *text, enum scheme scheme, const char *tag,
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

/* Without " (#7)" at its end. */
static size_t without_number(const char *line, size_t n)
{
	size_t at = n;

	while (at > 3 && isdigit((unsigned char)line[at - 2]))
		at--;
	return at > 3 && at < n && line[n - 1] == ')' &&
			       !memcmp(line + at - 4, " (#", 3) ?
		       at - 4 :
		       n;
}

bool commit_like_release(struct ctx *c, const char *line, size_t n)
{
	static const char *const ours[] = { MESSAGE_RELEASE, MESSAGE_NOTES,
					    MESSAGE_FOLD, MESSAGE_EDIT,
					    MESSAGE_BUMP };
	static const enum key_id branches[] = { K_BRANCH, K_HOTFIX_BRANCH };
	const struct config *config = &c->repo.config;
	const char *set = setting(config, K_COMMIT_MESSAGE);
	const char *bump = setting(config, K_BUMP_MESSAGE);
	const char *tag = setting(config, K_TAG);
	enum scheme scheme;

	if (scheme_from_name(&scheme, setting(config, K_SCHEME)) < 0)
		return false;
	n = without_number(line, n);
	for (int i = 0; i < 2; i++) {
		const char *branch = setting(config, branches[i]);
		if (commit_like_template(set, scheme, tag, branch, line, n) ||
		    commit_like_template(bump, scheme, tag, branch, line, n))
			return true;
	}
	for (size_t i = 0; !*set && i < sizeof(ours) / sizeof(*ours); i++)
		if (commit_like_template(ours[i], scheme, "", "", line, n))
			return true;
	return false;
}
