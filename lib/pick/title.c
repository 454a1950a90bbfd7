#include "pick/title.h"

#include "base/platform.h"
#include "pick/ascii.h"

#include <string.h>

static const char form_number[] = "(#n)";

static bool holds(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (ascii_begins(s + i, n - i, word, len))
			return true;
	return false;
}

/* "3.12", "v1.x", "7.0". */
static bool is_version(const char *s, size_t n)
{
	size_t i = n && ascii_lower(*s) == 'v';

	if (i == n || !ascii_is_digit(s[i]))
		return false;
	while (i < n && (ascii_is_digit(s[i]) || s[i] == '.' || s[i] == 'x'))
		i++;
	return i == n;
}

/* Is "[...]" about a backport, or its target? */
static bool is_mark(const char *s, size_t n)
{
	struct cursor c = { s, n, 0 };

	if (holds(s, n, "backport") || holds(s, n, "cherry") ||
	    is_version(s, n))
		return true;
	if (memchr(s, ' ', n))
		return false;
	if (cursor_take_word(&c, "stable|maint|master|main|beta"))
		return true;
	return cursor_take_word(&c, "release|rel|branch|hotfix") && c.at < n;
}

static bool strip_bracket(struct title *t, char open, char close)
{
	const char *end = memchr(t->s, close, t->n);

	if (!end || *t->s != open)
		return false;
	size_t n = (size_t)(end - t->s) - 1;
	if (open == '[' ? !is_mark(t->s + 1, n) :
			  !holds(t->s + 1, n, "backport"))
		return false;
	t->n -= n + 2;
	t->s += n + 2;
	t->form = "[Backport <target>]";
	return true;
}

/* The words of ChromeOS and Android, in capitals. */
static bool strip_prefix(struct title *t)
{
	static const char *const prefix[] = { "UPSTREAM:", "BACKPORT:",
					      "FROMGIT:", "FROMLIST:" };

	for (size_t i = 0; i < sizeof(prefix) / sizeof(*prefix); i++) {
		size_t n = strlen(prefix[i]);
		if (t->n < n || memcmp(t->s, prefix[i], n) != 0)
			continue;
		t->edited = t->edited || i == 1;
		t->s += n;
		t->n -= n;
		t->form = prefix[i];
		return true;
	}
	return false;
}

static void trim(struct title *t)
{
	while (t->n && ascii_is_blank(*t->s)) {
		t->s++;
		t->n--;
	}
	while (t->n && ascii_is_blank(t->s[t->n - 1]))
		t->n--;
}

/* "(#1)", "(GH-1)", "(backport <target>)", "(cherry picked from ...)". */
static bool strip_end(struct title *t)
{
	if (t->n < 2 || t->s[t->n - 1] != ')')
		return false;
	const char *open = platform_last(t->s, '(', t->n);
	if (!open || open == t->s)
		return false;
	struct cursor c = { open + 1, (size_t)(t->s + t->n - 1 - open) - 1, 0 };
	struct named number;
	if (cursor_request(&c, &number) && c.at == c.n)
		t->form = t->form ? t->form : form_number;
	else if (ascii_begins(c.s, c.n, "backport", 8) ||
		 ascii_begins(c.s, c.n, "cherry", 6) ||
		 (c.n > 8 && ascii_begins(c.s + c.n - 8, 8, "backport", 8)))
		t->form = "(backport <target>)";
	else
		return false;
	t->n = (size_t)(open - t->s);
	return true;
}

/* "Backport of <title> into <target>" of HashiCorp. */
static bool strip_into(struct title *t)
{
	static const char begin[] = "Backport of ", into[] = " into ";
	size_t n = strlen(begin), end = t->n;

	if (!ascii_begins(t->s, t->n, begin, n))
		return false;
	while (end > n && t->s[end - 1] != ' ')
		end--;
	if (end < n + strlen(into) ||
	    memcmp(t->s + end - strlen(into), into, strlen(into)) != 0)
		return false;
	t->n = end - strlen(into) - n;
	t->s += n;
	t->form = "Backport of <title> into <target>";
	return true;
}

/* "Backport PR #n on branch <target> (<title>)" of MeeseeksDev, "Automated cherry
 * pick of #n: <title>" of Kubernetes. */
static bool strip_request(struct title *t)
{
	struct cursor c = { t->s, t->n, 0 };
	struct named number;

	if (cursor_take_word(&c, "automated"))
		cursor_join(&c);
	if (!cursor_take_word(&c, "backport")) {
		if (!cursor_take_word(&c, "cherry"))
			return false;
		cursor_join(&c);
		if (!cursor_take_word(&c, "pick"))
			return false;
	}
	cursor_blanks(&c);
	if (cursor_take_word(&c, "of"))
		cursor_blanks(&c);
	if (!cursor_request(&c, &number))
		return false;
	const char *rest = c.s + c.at;
	size_t n = c.n - c.at;
	const char *colon = n ? memchr(rest, ':', n) : NULL;
	const char *open = n ? memchr(rest, '(', n) : NULL;
	if (open && (!colon || open < colon) && rest[n - 1] == ')')
		*t = (struct title){ open + 1, (size_t)(rest + n - open) - 2,
				     t->form, t->edited };
	else if (colon)
		*t = (struct title){ colon + 1, (size_t)(rest + n - colon) - 1,
				     t->form, t->edited };
	else
		return false;
	t->form = "Backport PR #n";
	return true;
}

void title_find(struct title *t, const struct cursor *line)
{
	*t = (struct title){ .s = line->s + line->at, .n = line->n - line->at };
	do
		trim(t);
	while (t->n && strip_end(t));
	do
		trim(t);
	while (t->n && (strip_bracket(t, '[', ']') ||
			strip_bracket(t, '(', ')') || strip_prefix(t)));
	if (t->n && (strip_into(t) || strip_request(t)))
		trim(t);
}
