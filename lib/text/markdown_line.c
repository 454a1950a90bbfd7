#include "text/markdown_line.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Also at the end of the line, which is white space itself. */
static bool space_at(const char *s, size_t n, size_t i)
{
	return i >= n || is_blank(s[i]) || s[i] == '\v' || s[i] == '\f';
}

static size_t count(const char *s, size_t n, char c)
{
	size_t i = 0;

	while (i < n && s[i] == c)
		i++;
	return i;
}

static size_t skip_blank(const char *s, size_t n, size_t i)
{
	while (i < n && is_blank(s[i]))
		i++;
	return i;
}

int scan_atx(const char *s, size_t n, size_t *used)
{
	size_t level = count(s, n, '#');

	if (!level || level > 6 || (level < n && !is_blank(s[level])))
		return 0;
	*used = skip_blank(s, n, level);
	return (int)level;
}

int scan_setext(const char *s, size_t n)
{
	size_t marks = n ? count(s, n, *s) : 0;

	if (!marks || (*s != '=' && *s != '-') || skip_blank(s, n, marks) < n)
		return 0;
	return *s == '=' ? 1 : 2;
}

bool scan_rule(const char *s, size_t n)
{
	size_t marks = 0;

	if (!n || !strchr("*_-", *s) || !*s)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == *s)
			marks++;
		else if (!is_blank(s[i]))
			return false;
	}
	return marks >= 3;
}

size_t scan_fence(const char *s, size_t n)
{
	size_t marks = n ? count(s, n, *s) : 0;

	if (marks < 3 || (*s != '`' && *s != '~'))
		return 0;
	if (*s == '`' && memchr(s + marks, '`', n - marks))
		return 0;
	return marks;
}

size_t scan_fence_end(const char *s, size_t n, char mark)
{
	size_t marks = count(s, n, mark);

	return marks >= 3 && skip_blank(s, n, marks) == n ? marks : 0;
}

size_t scan_marker(const char *s, size_t n, bool in_paragraph)
{
	size_t i = 0;

	if (n && (*s == '*' || *s == '-' || *s == '+')) {
		i = 1;
	} else {
		while (i < n && i < 9 && isdigit((unsigned char)s[i]))
			i++;
		if (!i || i == n || (s[i] != '.' && s[i] != ')'))
			return 0;
		/* only what counts from one interrupts a paragraph */
		if (in_paragraph &&
		    (s[i - 1] != '1' || count(s, i, '0') + 1 != i))
			return 0;
		i++;
	}
	if (!space_at(s, n, i) || (in_paragraph && skip_blank(s, n, i) == n))
		return 0;
	return i;
}

static size_t tag_name(const char *s, size_t n)
{
	size_t i = 0;

	if (!n || !isalpha((unsigned char)*s))
		return 0;
	while (i < n && (isalnum((unsigned char)s[i]) || s[i] == '-'))
		i++;
	return i;
}

static bool is_word(const char *list, const char *s, size_t n)
{
	while (*list) {
		size_t len = strcspn(list, " ");

		if (len == n && !strncasecmp(list, s, n))
			return true;
		list += len + (list[len] == ' ');
	}
	return false;
}

static const char raw_tags[] = "script pre textarea style";
static const char block_tags[] =
	"address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param section source summary table tbody td tfoot th thead title tr track ul";

static size_t skip_space(const char *s, size_t n, size_t i)
{
	while (i < n && space_at(s, n, i))
		i++;
	return i;
}

/* An attribute behind white space: where it ends, 0 if it is none. */
static size_t attribute(const char *s, size_t n, size_t i)
{
	size_t begin = skip_space(s, n, i);

	i = begin;
	if (i == n ||
	    !(isalpha((unsigned char)s[i]) || s[i] == '_' || s[i] == ':'))
		return 0;
	while (i < n &&
	       (isalnum((unsigned char)s[i]) || (s[i] && strchr("_:.-", s[i]))))
		i++;
	size_t eq = skip_space(s, n, i);
	if (eq == n || s[eq] != '=')
		return i;
	eq = skip_space(s, n, eq + 1);
	if (eq < n && (s[eq] == '"' || s[eq] == '\'')) {
		const char *end = memchr(s + eq + 1, s[eq], n - eq - 1);
		return end ? (size_t)(end - s) + 1 : 0;
	}
	begin = eq;
	while (eq < n && !space_at(s, n, eq) &&
	       (!s[eq] || !strchr("\"'=<>`", s[eq])))
		eq++;
	return eq > begin ? eq : 0;
}

/* A complete tag of any name, alone on its line. */
static bool lone_tag(const char *s, size_t n)
{
	bool closing = n > 1 && s[1] == '/';
	size_t i = closing ? 2 : 1, next, name = tag_name(s + i, n - i);

	if (!name)
		return false;
	for (i += name; !closing && i < n && space_at(s, n, i); i = next) {
		next = attribute(s, n, i);
		if (!next)
			break;
	}
	i = skip_space(s, n, i);
	if (!closing && i < n && s[i] == '/')
		i++;
	if (i == n || s[i] != '>')
		return false;
	i++;
	while (i < n && (is_blank(s[i]) || s[i] == '\f'))
		i++;
	return i == n;
}

static bool begins(const char *s, size_t n, const char *with)
{
	return n >= strlen(with) && !memcmp(s, with, strlen(with));
}

enum html scan_html(const char *s, size_t n, bool in_paragraph)
{
	if (n < 2 || *s != '<')
		return HTML_NONE;
	if (begins(s, n, "<!--"))
		return HTML_COMMENT;
	if (s[1] == '?')
		return HTML_INSTRUCTION;
	if (begins(s, n, "<![CDATA["))
		return HTML_CDATA;
	if (s[1] == '!')
		return n > 2 && isalpha((unsigned char)s[2]) ?
			       HTML_DECLARATION :
			       HTML_NONE;
	size_t from = s[1] == '/' ? 2 : 1;
	size_t name = tag_name(s + from, n - from), end = from + name;
	if (from == 1 && is_word(raw_tags, s + 1, name) &&
	    (space_at(s, n, end) || s[end] == '>'))
		return HTML_RAW;
	if (is_word(block_tags, s + from, name) &&
	    (space_at(s, n, end) || s[end] == '>' ||
	     begins(s + end, n - end, "/>")))
		return HTML_BLOCK;
	return !in_paragraph && lone_tag(s, n) ? HTML_TAG : HTML_NONE;
}

bool scan_html_end(const char *s, size_t n, enum html kind)
{
	static const char *const marks[] = {
		[HTML_COMMENT] = "-->",
		[HTML_INSTRUCTION] = "?>",
		[HTML_DECLARATION] = ">",
		[HTML_CDATA] = "]]>",
	};

	if (kind != HTML_RAW)
		return memmem(s, n, marks[kind], strlen(marks[kind]));
	for (size_t i = 0; i + 2 < n; i++) {
		if (s[i] != '<' || s[i + 1] != '/')
			continue;
		size_t name = tag_name(s + i + 2, n - i - 2);
		if (name && i + 2 + name < n && s[i + 2 + name] == '>' &&
		    is_word(raw_tags, s + i + 2, name))
			return true;
	}
	return false;
}
