#include "version/placeholder.h"

#include <string.h>

static bool is_word_char(char c)
{
	char l = (char)(c | 0x20);

	return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

int placeholder_check(const char *word)
{
	for (const char *p = word; *p; p++) {
		if ((unsigned char)*p < '!' || *p == 0x7f)
			return error(E_CONFIG,
				     "the placeholder is no printable word");
	}
	return 0;
}

/* Where a Python text is cut into code, comments and strings. */
struct python {
	const char *text;
	size_t n, i;
	const char *end; /* of the string it is in; NULL: it is in code */
	bool comment;
	bool import; /* in an import, up to the end of its brackets */
	int depth;
};

static bool sees(const struct python *p, const char *what)
{
	size_t n = strlen(what);

	return n <= p->n - p->i && !memcmp(p->text + p->i, what, n);
}

static void in_code(struct python *p)
{
	static const char *const quotes[] = { "\"\"\"", "'''", "\"", "'" };
	char c = p->text[p->i];

	p->comment = c == '#';
	for (size_t i = 0; !p->end && i < 4; i++)
		p->end = sees(p, quotes[i]) ? quotes[i] : NULL;
	if (p->end)
		p->i += strlen(p->end) - 1;
	p->depth += (strchr("([{", c) != NULL) - (strchr(")]}", c) != NULL);
	if (c == '\n' && p->depth <= 0)
		p->import = false;
}

/* Over one byte, or the quotes at the cursor. */
static void python_step(struct python *p)
{
	bool line_start = !p->i || p->text[p->i - 1] == '\n';

	if (line_start && !p->end && p->depth <= 0)
		p->import = sees(p, "from ") || sees(p, "import ");
	if (p->comment) {
		p->comment = p->text[p->i] != '\n';
		if (!p->comment)
			in_code(p);
	} else if (!p->end) {
		in_code(p);
	} else if (p->text[p->i] == '\\' && p->i + 1 < p->n) {
		p->i++;
	} else if (sees(p, p->end)) {
		p->i += strlen(p->end) - 1;
		p->end = NULL;
	} else if (p->text[p->i] == '\n' && !p->end[1]) {
		p->end = NULL;
	}
	p->i++;
}

/* Is the name that ends at `i` given a value at the left edge? */
static bool is_assigned(const struct python *p, size_t at, size_t i)
{
	if (at && p->text[at - 1] != '\n')
		return false;
	while (i < p->n && p->text[i] == ' ')
		i++;
	return i < p->n && strchr("=:", p->text[i]);
}

/* How the word at `at` is to be written: 0 not at all, 1 bare, 2 in quotes. */
static int python_way(struct python *p, size_t at, size_t n)
{
	while (p->i < at)
		python_step(p);
	if (!at && (sees(p, "from ") || sees(p, "import ")))
		return 0;
	if (p->end || p->comment)
		return 1;
	return p->import || is_assigned(p, at, at + n) ? 0 : 2;
}

void placeholder_replace(struct strbuf *out, const char *path,
			 const struct strbuf *text, const char *word,
			 const char *version)
{
	bool python = ends_with(path, ".py");
	struct python p = { .text = text->buf, .n = text->len };
	size_t n = strlen(word), from = 0;

	while (true) {
		const char *hit =
			memmem(text->buf + from, text->len - from, word, n);
		if (!hit)
			break;
		size_t at = (size_t)(hit - text->buf);
		bool alone = (!at || !is_word_char(*word) ||
			      !is_word_char(text->buf[at - 1])) &&
			     (!is_word_char(word[n - 1]) ||
			      !is_word_char(text->buf[at + n]));
		int way = alone;
		if (alone && python)
			way = python_way(&p, at, n);
		strbuf_add(out, text->buf + from, at - from);
		strbuf_adds(out, way == 2 ? "\"" : "");
		strbuf_adds(out, way ? version : word);
		strbuf_adds(out, way == 2 ? "\"" : "");
		from = at + n;
	}
	strbuf_add(out, text->buf + from, text->len - from);
}
