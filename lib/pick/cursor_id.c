#include "pick/ascii.h"
#include "pick/cursor.h"

#include <string.h>

enum { ID_MIN = 7, ID_SURE = 12, ID_MAX = 40, NUMBER_MAX = 9, LEAD_MAX = 200 };

/* Past blanks, brackets, quotes and bullets. */
static void lead(struct cursor *c, int line_ends)
{
	for (size_t i = 0; i < LEAD_MAX && c->at < c->n; i++, c->at++) {
		char ch = c->s[c->at];
		if (ch == '\n' && line_ends > 0)
			line_ends--;
		else if (!ascii_is_blank(ch) &&
			 (!ch || !strchr(":-*([<{`'\"=", ch)))
			return;
	}
}

/* Something else goes on here, as behind the digits of a UUID, of a file name,
 * of an address. */
static bool goes_on(const struct cursor *c)
{
	char ch = cursor_peek(c);
	char next = c->at + 1 < c->n ? c->s[c->at + 1] : '\0';

	if (ascii_is_alnum(ch) || ch == '_' || ch == '@' || ch == '/')
		return true;
	return (ch == '-' || ch == '.') && ascii_is_alnum(next);
}

/* An id here.  A word such as "defaced", or a number, is only perhaps one. */
static bool hex(struct cursor *c, struct named *out)
{
	size_t end = c->at;

	while (end < c->n && end - c->at <= ID_MAX && ascii_is_hex(c->s[end]))
		end++;
	struct cursor behind = { c->s, c->n, end };
	size_t n = end - c->at;
	if (n < ID_MIN || n > ID_MAX || goes_on(&behind))
		return false;
	*out = (struct named){ .id = c->s + c->at, .n = n };
	bool letter = ascii_digits(out->id, n) < n, digit = false;
	for (size_t i = 0; i < n; i++)
		digit = digit || ascii_is_digit(out->id[i]);
	out->sure = n >= ID_SURE || (letter && digit);
	c->at = end;
	return true;
}

static bool url_cut(struct cursor *url, const char *end)
{
	size_t n = strlen(end);

	if (url->n - url->at < n || memcmp(url->s + url->n - n, end, n) != 0)
		return false;
	url->n -= n;
	return true;
}

static bool url_ends(const char *url, size_t n, const char *end)
{
	size_t len = strlen(end);

	return n >= len && !memcmp(url + n - len, end, len);
}

/* The id that a URL ends with. */
static bool id_of_url(struct cursor url, struct named *out)
{
	static const char *const before[] = {
		"/commit/", "/commits/",   "/c/",       "/+/",
		"/rev/",    "commit/?id=", "commit;h=",
	};
	const char *s = url.s + url.at;
	const char *fragment = memchr(s, '#', url.n - url.at);

	if (fragment)
		url.n = (size_t)(fragment - url.s);
	if (!url_cut(&url, ".patch"))
		url_cut(&url, ".diff");
	size_t at = url.n;
	while (at > url.at && url.n - at <= ID_MAX &&
	       ascii_is_hex(url.s[at - 1]))
		at--;
	struct cursor id = { url.s, url.n, at };
	if (at == url.at || !strchr("/=", url.s[at - 1]) || !hex(&id, out))
		return false;
	out->url = s;
	out->url_n = (size_t)(out->id - s);
	for (size_t i = 0; !out->sure && i < sizeof(before) / sizeof(*before);
	     i++)
		out->sure = url_ends(s, out->url_n, before[i]);
	return out->sure;
}

/* "owner/repo" here, ended by `mark`: how long it is. */
static size_t repo_name(const struct cursor *c, char mark)
{
	const char *s = c->s + c->at;
	size_t i = 0, n = c->n - c->at, slashes = 0;

	for (; i < n && i < 200; i++) {
		if (s[i] == mark)
			return slashes ? i : 0;
		if (!ascii_is_alnum(s[i]) && (!s[i] || !strchr("._/-", s[i])))
			return 0;
		slashes += s[i] == '/';
	}
	return 0;
}

bool cursor_id(struct cursor *c, int line_ends, struct named *out)
{
	struct cursor at = *c, url;

	lead(&at, line_ends);
	if (cursor_url(&at, &url)) {
		if (!id_of_url(url, out))
			return false;
	} else if (!hex(&at, out)) {
		const char *name = at.s + at.at;
		size_t n = repo_name(&at, '@');
		at.at += n + 1;
		if (!n || !hex(&at, out))
			return false;
		out->url = name;
		out->url_n = n;
	}
	*c = at;
	return true;
}

static bool digits(struct cursor *c, struct named *out)
{
	size_t n = ascii_digits(c->s + c->at, c->n - c->at);
	struct cursor behind = { c->s, c->n, c->at + n };

	if (!n || n > NUMBER_MAX || ascii_is_alnum(cursor_peek(&behind)))
		return false;
	*out = (struct named){ .id = c->s + c->at, .n = n, .sure = true };
	c->at += n;
	return true;
}

static bool request_of_url(struct cursor url, struct named *out)
{
	static const char *const before[] = { "/pull/", "/pulls/",
					      "/merge_requests/",
					      "/pull-requests/" };
	const char *s = url.s + url.at;

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++) {
		const char *p =
			memmem(s, url.n - url.at, before[i], strlen(before[i]));
		struct cursor at = url;
		if (!p)
			continue;
		at.at = (size_t)(p - url.s) + strlen(before[i]);
		if (!digits(&at, out))
			continue;
		out->url = s;
		out->url_n = (size_t)(out->id - s);
		return true;
	}
	return false;
}

bool cursor_request(struct cursor *c, struct named *out)
{
	struct cursor at = *c, url;

	lead(&at, 1);
	if (cursor_url(&at, &url)) {
		if (request_of_url(url, out))
			*c = at;
		return c->at == at.at;
	}
	if (cursor_take_word(&at, "pull|merge"))
		cursor_join(&at);
	if (cursor_take_word(&at, "request|requests|pr|prs|mr|mrs"))
		lead(&at, 1);
	const char *name = at.s + at.at;
	size_t n = repo_name(&at, '#');
	if (!n)
		n = repo_name(&at, '!');
	at.at += n;
	char mark = cursor_peek(&at);
	if (mark == '#' || mark == '!')
		at.at++;
	else if (cursor_take_word(&at, "gh") && cursor_peek(&at) == '-')
		at.at++;
	else
		return false;
	if (!digits(&at, out))
		return false;
	out->url = name;
	out->url_n = n;
	*c = at;
	return true;
}
