#include "text/markdown_link.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_LABEL = 1000, MAX_PARENS = 32 };

/* Where `[label]` ends, behind its bracket; 0: it is none. */
static size_t label_end(const char *s, size_t n)
{
	size_t i = 1, length = 0;
	bool something = false;

	if (!n || *s != '[')
		return 0;
	for (; i < n && s[i] != '[' && s[i] != ']'; i++, length++) {
		something |= !isspace((unsigned char)s[i]);
		if (s[i] == '\\' && i + 1 < n &&
		    ispunct((unsigned char)s[i + 1])) {
			i++;
			length++;
		}
		if (length > MAX_LABEL)
			return 0;
	}
	return something && i < n && s[i] == ']' ? i + 1 : 0;
}

static size_t skip_blank(const char *s, size_t n, size_t i)
{
	while (i < n && (s[i] == ' ' || s[i] == '\t'))
		i++;
	return i;
}

/* Spaces with at most one line end among them. */
static size_t skip_gap(const char *s, size_t n, size_t i)
{
	i = skip_blank(s, n, i);
	if (i < n && s[i] == '\n')
		i = skip_blank(s, n, i + 1);
	return i;
}

/* Where the target ends; 0: it is none. */
static size_t target_end(const char *s, size_t n, size_t i)
{
	size_t begin = i;
	int open = 0;

	if (i < n && s[i] == '<') {
		for (i++; i < n && s[i] != '>'; i++) {
			if (s[i] == '\n' || s[i] == '<')
				return 0;
			if (s[i] == '\\')
				i++;
		}
		return i + 1 < n ? i + 1 : 0;
	}
	for (; i < n && !isspace((unsigned char)s[i]); i++) {
		if (s[i] == '\\' && i + 1 < n &&
		    ispunct((unsigned char)s[i + 1]))
			i++;
		else if (s[i] == '(' && ++open > MAX_PARENS)
			return 0;
		else if (s[i] == ')' && open-- == 0)
			break;
	}
	return i > begin && i < n && open <= 0 ? i : 0;
}

/* Where a title ends, `i` itself if there is none. */
static size_t title_end(const char *s, size_t n, size_t i)
{
	size_t begin = i;

	if (i == n || !s[i] || !strchr("\"'(", s[i]))
		return begin;
	char end = s[i] == '(' ? ')' : s[i];
	for (i++; i < n && s[i] != end; i++) {
		if (s[i] == '(' && end == ')')
			return begin;
		if (s[i] == '\\' && i + 1 < n &&
		    ispunct((unsigned char)s[i + 1]))
			i++;
	}
	return i < n ? i + 1 : begin;
}

/* Behind the line's end if only blanks come before it, else 0. */
static size_t line_end(const char *s, size_t n, size_t i)
{
	i = skip_blank(s, n, i);
	return i < n && s[i] == '\n' ? i + 1 : 0;
}

size_t scan_linkdef(const char *s, size_t n, size_t *label)
{
	size_t i = label_end(s, n), end, title, rest;

	if (!i || i == n || s[i] != ':')
		return 0;
	*label = i - 1;
	end = target_end(s, n, skip_gap(s, n, i + 1));
	if (!end)
		return 0;
	title = skip_gap(s, n, end);
	rest = title > end ? title_end(s, n, title) : title;
	i = rest > title ? line_end(s, n, rest) : 0;
	return i ? i : line_end(s, n, end);
}
