#ifndef PICK_CURSOR_H
#define PICK_CURSOR_H

/*
 * A place in a text of any bytes, and what can be read there: words, commit ids,
 * numbers of requests, quoted subjects.  A cursor is copied to look ahead.  What
 * a function finds points into the text; where it finds nothing the cursor stays
 * where it was.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

struct cursor {
	const char *s;
	size_t n, at; /* bytes of the text; at <= n */
};

/* A commit id or the number of a request. */
struct named {
	const char *id; /* as written */
	size_t n;
	const char *url; /* the URL it ends, or "owner/repo" of owner/repo@id */
	size_t url_n;    /* 0: stands alone */
	bool sure;       /* cannot be a word or a number */
};

/* The byte here; NUL at the end. */
static inline char cursor_peek(const struct cursor *c)
{
	return c->at < c->n ? c->s[c->at] : '\0';
}

void cursor_blanks(struct cursor *c);
size_t cursor_line_end(const struct cursor *c); /* where its LF is, or the end */

/* Past what may stand between two words of one notation: blanks, "-", "_", ":",
 * and one line end. */
void cursor_join(struct cursor *c);

/* Past one of the words in `words`, "a|b" of `len` bytes in lower case; here they
 * may be in any. */
bool cursor_take(struct cursor *c, const char *words, size_t len);
bool cursor_take_word(struct cursor *c, const char *words);

/* Past the URL here, which begins with "<scheme>://": a blank ends it.  `url`:
 * without the punctuation of the sentence behind it. */
bool cursor_url(struct cursor *c, struct cursor *url);

/* A commit id of 7 to 40 hex digits, in brackets or quotes, behind at most
 * `line_ends` of these; or a URL of one, as of GitHub, GitLab, Gitea, cgit and
 * gitweb; or owner/repo@id. */
bool cursor_id(struct cursor *c, int line_ends, struct named *out);

/* The number of a pull or merge request: #n, !n, GH-n, owner/repo#n, a URL, with
 * "pull request" and the like in front. */
bool cursor_request(struct cursor *c, struct named *out);

/* The subject that follows an id: ("..."), ('...'), "...", perhaps in two lines;
 * with `bare` also (...).  Without a closing quote: the rest of the line. */
bool cursor_subject(struct cursor *c, bool bare, const char **s, size_t *n);

#endif
