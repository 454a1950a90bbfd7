#include "pick/cursor.h"

#include "pick/ascii.h"

#include <string.h>

enum { SUBJECT_MAX = 1000 };

void cursor_blanks(struct cursor *c)
{
	while (c->at < c->n && ascii_is_blank(c->s[c->at]))
		c->at++;
}

size_t cursor_line_end(const struct cursor *c)
{
	const char *end = memchr(c->s + c->at, '\n', c->n - c->at);

	return end ? (size_t)(end - c->s) : c->n;
}

void cursor_join(struct cursor *c)
{
	bool broken = false;

	for (; c->at < c->n; c->at++) {
		char ch = c->s[c->at];
		if (ch == '\n' && !broken)
			broken = true;
		else if (!ascii_is_blank(ch) && ch != '-' && ch != '_' &&
			 ch != ':')
			return;
	}
}

bool cursor_take(struct cursor *c, const char *words, size_t len)
{
	const char *s = c->s + c->at;
	size_t n = c->n - c->at;

	for (size_t i = 0; i < len; i++) {
		size_t k = 0;
		while (i < len && words[i] != '|' && k < n &&
		       ascii_lower(s[k]) == words[i]) {
			i++;
			k++;
		}
		if ((i == len || words[i] == '|') &&
		    (k == n || !ascii_is_alnum(s[k]))) {
			c->at += k;
			return true;
		}
		while (i < len && words[i] != '|')
			i++;
	}
	return false;
}

bool cursor_take_word(struct cursor *c, const char *words)
{
	return cursor_take(c, words, strlen(words));
}

bool cursor_url(struct cursor *c, struct cursor *url)
{
	const char *s = c->s;
	size_t at = c->at, end;

	while (at < c->n && at - c->at < 16 && ascii_is_alnum(s[at]))
		at++;
	if (at == c->at || c->n - at < 3 || memcmp(s + at, "://", 3) != 0)
		return false;
	end = at + 3;
	while (end < c->n && (unsigned char)s[end] > ' ' &&
	       !strchr("<>()[]{}\"'`,\\|", s[end]))
		end++;
	*url = (struct cursor){ s, end, c->at };
	while (url->n > at + 3 && strchr(".;:!?/", s[url->n - 1]))
		url->n--;
	c->at = end;
	return true;
}

/* The text, perhaps in two lines, up to `close`; where it is not closed, up to
 * the end of the line. */
static bool closed(struct cursor *c, const char *close, const char **s,
		   size_t *n)
{
	struct cursor line = *c;

	if (line.n - line.at > SUBJECT_MAX)
		line.n = line.at + SUBJECT_MAX;
	for (int i = 0; i < 2; i++) {
		line.at = cursor_line_end(&line);
		const char *end = memmem(c->s + c->at, line.at - c->at, close,
					 strlen(close));
		if (end) {
			*s = c->s + c->at;
			*n = (size_t)(end - *s);
			c->at += *n + strlen(close);
			return true;
		}
		line.at += line.at < line.n;
		if (line.at >= line.n || line.s[line.at] == '\n')
			break;
	}
	return false;
}

bool cursor_subject(struct cursor *c, bool bare, const char **s, size_t *n)
{
	struct cursor at = *c;

	cursor_join(&at);
	bool open = cursor_peek(&at) == '(';
	at.at += open;
	char quote = cursor_peek(&at);
	if (quote != '"' && (quote != '\'' || !open))
		quote = '\0';
	/* a line of its own is only what can be nothing else */
	bool below = memchr(c->s + c->at, '\n', at.at - c->at);
	if (!quote ? !open || !bare || below : !open && below)
		return false;
	at.at += quote != '\0';
	char close[] = { quote ? quote : ')', open && quote ? ')' : '\0', 0 };
	if (!closed(&at, close, s, n)) {
		if (!open)
			return false;
		*s = at.s + at.at;
		if (at.n - at.at > SUBJECT_MAX)
			at.n = at.at + SUBJECT_MAX;
		at.at = cursor_line_end(&at);
		at.n = c->n;
		*n = (size_t)(at.s + at.at - *s);
		while (*n && (ascii_is_blank((*s)[*n - 1]) ||
			      (*s)[*n - 1] == quote || (*s)[*n - 1] == ')'))
			(*n)--;
	}
	*c = at;
	return *n > 0;
}
