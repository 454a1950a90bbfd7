#include "version/vfile_mask.h"

#include "version/vfile_scan.h"

#include <ctype.h>
#include <string.h>

static void blank(char *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (s[from] != '\n' && s[from] != '\r')
			s[from] = ' ';
}

static bool sees(const char *s, size_t n, size_t at, const char *word)
{
	size_t len = strlen(word);

	return len && len <= n - at && !memcmp(s + at, word, len);
}

/* Behind the next `end`, or the end of all. */
static size_t behind(const char *s, size_t n, size_t at, const char *end)
{
	const char *p = memmem(s + at, n - at, end, strlen(end));

	return p ? (size_t)(p - s) + strlen(end) : n;
}

/* Behind a string of one line, or as far as the line goes. */
static size_t behind_string(const char *s, size_t n, size_t at)
{
	struct vscan string = { .text = s, .n = n, .i = at };

	(void)vscan_string(&string, true);
	return string.i;
}

/* One line between three quotes has one on each side instead. */
static void mask_triple(char *s, size_t from, size_t to, const struct mask *m)
{
	char quote = s[from];
	bool whole = to - from >= 6 && s[to - 1] == quote &&
		     !memchr(s + from, '\n', to - from);

	if (!whole || m->heredoc) {
		blank(s, from, to);
		return;
	}
	blank(s, from, from + 2);
	blank(s, to - 2, to);
}

void vfile_mask(struct strbuf *out, const struct mask *m, const char *text,
		size_t n)
{
	strbuf_add(out, text, n);
	char *s = out->buf;
	for (size_t i = 0, to; n && i < n; i = to) {
		to = i + 1;
		bool quote = s[i] == '"' || s[i] == '\'';
		if (sees(s, n, i, m->line)) {
			const char *lf = memchr(s + i, '\n', n - i);
			to = lf ? (size_t)(lf - s) : n;
			blank(s, i, to);
		} else if (m->block && sees(s, n, i, "/*")) {
			to = behind(s, n, i + 2, "*/");
			blank(s, i, to);
		} else if (m->triple &&
			   (sees(s, n, i, "\"\"\"") || sees(s, n, i, "'''"))) {
			to = behind(s, n, i + 3,
				    s[i] == '"' ? "\"\"\"" : "'''");
			mask_triple(s, i, to, m);
		} else if (quote) {
			to = behind_string(s, n, i);
		}
	}
}

/* Is one of the words right before `at`? */
static bool is_behind(const char *s, size_t at, const char *const *open)
{
	while (at && isspace((unsigned char)s[at - 1]))
		at--;
	for (; open && *open; open++) {
		size_t n = strlen(*open);
		if (n <= at && !memcmp(s + at - n, *open, n))
			return true;
	}
	return false;
}

void vfile_mask_brackets(struct strbuf *text, const char *const *open)
{
	char *s = text->buf;
	int depth = 0, kept = 0; /* brackets that hide, braces that do not */

	for (size_t i = 0, to; i < text->len; i = to) {
		to = i + 1;
		char c = s[i];
		if (c == '"' || c == '\'')
			to = behind_string(s, text->len, i);
		if (c == '{' && !depth && is_behind(s, i, open))
			kept++;
		else if (strchr("([{", c))
			depth++;
		else if (strchr(")]}", c) && depth)
			depth--;
		else if (c == '}' && kept)
			kept--;
		else if (depth)
			blank(s, i, to);
	}
}

void vfile_mask_line(struct strbuf *text, size_t at)
{
	const char *lf = memchr(text->buf + at, '\n', text->len - at);

	blank(text->buf, at, lf ? (size_t)(lf - text->buf) : text->len);
}
