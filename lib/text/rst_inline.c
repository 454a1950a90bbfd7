#include "text/rst_inline.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool is_blank(const char *s, size_t n, size_t at)
{
	return at >= n || isspace((unsigned char)s[at]);
}

/* Letters, quotes, dashes: which of them, Unicode tells. */
static bool is_beyond_ascii(char c)
{
	return (unsigned char)c >= 0x80;
}

/* May markup begin at `at`, by what is before it? */
static bool may_begin(const char *s, size_t at)
{
	return !at || isspace((unsigned char)s[at - 1]) ||
	       is_beyond_ascii(s[at - 1]) || strchr("'\"([{<-/:", s[at - 1]);
}

/* May it end before `at`? */
static bool may_end(const char *s, size_t n, size_t at)
{
	return is_blank(s, n, at) || is_beyond_ascii(s[at]) ||
	       strchr("'\")]}>-/\\:.,;!?_", s[at]);
}

static size_t count(const char *s, size_t n, size_t at)
{
	size_t end = at;

	while (end < n && s[end] == s[at])
		end++;
	return end - at;
}

/* Where the markup that begins at `at` with `marks` of a kind ends; 0: nowhere. */
static size_t end_of_span(const char *s, size_t n, size_t at, size_t marks)
{
	for (size_t i = at + marks + 1; i + marks <= n; i++) {
		bool literal = s[at] == '`' && marks == 2;
		if (s[i] != s[at] || count(s, n, i) < marks ||
		    is_blank(s, n, i - 1) || (!literal && s[i - 1] == '\\'))
			continue;
		size_t end = i + count(s, n, i);
		if (may_end(s, n, end))
			return end;
	}
	return 0;
}

/* A reference to what nobody defined, "name_" or "name__": its underscores. */
static size_t reference(const char *s, size_t n, size_t at)
{
	size_t len = s[at] == '_' ? count(s, n, at) : 0;

	return at && len && len < 3 && s[at - 1] != '_' &&
			       (isalnum((unsigned char)s[at - 1]) ||
				is_beyond_ascii(s[at - 1]) ||
				strchr("`]", s[at - 1])) &&
			       may_end(s, n, at + len) ?
		       len :
		       0;
}

/* The bytes of complete markup at `at`; "`text <target>`_" is one. */
static size_t span(const char *s, size_t n, size_t at)
{
	size_t marks = count(s, n, at), end;

	if (!strchr("*`", s[at]) || marks > 2 || !may_begin(s, at) ||
	    is_blank(s, n, at + marks))
		return 0;
	end = end_of_span(s, n, at, marks);
	if (end && marks == 1 && s[at] == '`' && s[end - 2] == '>' && end < n &&
	    s[end] == '_')
		end += count(s, n, end);
	return end ? end - at : 0;
}

static bool would_begin(const char *s, size_t n, size_t at)
{
	if (s[at] == '_' && at + 1 < n && s[at + 1] == '`')
		return may_begin(s, at); /* a target within the text */
	return strchr("*`|", s[at]) && may_begin(s, at) &&
	       !is_blank(s, n, at + count(s, n, at));
}

void rst_escape(struct strbuf *out, const char *s, size_t n)
{
	bool code = n > 1 && !memcmp(s + n - 2, "::", 2); /* would follow */

	for (size_t i = 0; i < n;) {
		size_t len = span(s, n, i), low;
		if (len) {
			strbuf_add(out, s + i, len);
			i += len;
			continue;
		}
		low = reference(s, n, i);
		if (low || s[i] == '\\' || would_begin(s, n, i) ||
		    (code && i == n - 1))
			strbuf_addc(out, '\\');
		strbuf_addc(out, s[i++]);
		if (low == 2) {
			strbuf_adds(out, "\\_");
			i++;
		}
	}
}
