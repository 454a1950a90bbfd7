#include "version/vfile_script.h"

#include "base/cleanup.h"
#include "version/vfile_assign.h"
#include "version/vfile_mask.h"

#include <string.h>

static const struct mask java = { .line = "//", .block = true, .triple = true },
			 python = { .line = "#", .triple = true },
			 elixir = { .line = "#",
				    .triple = true,
				    .heredoc = true };

/* The same cursor, over a text that has blanks where nothing counts. */
static struct vscan over(const struct vscan *s, const struct strbuf *text)
{
	struct vscan masked = *s;

	masked.text = text->buf;
	masked.i = 0;
	return masked;
}

static int assign(struct vscan *s, const struct strbuf *text, const char *where)
{
	struct vscan masked = over(s, text);

	return text->len ? vfile_assign(&masked, where) : 0;
}

static size_t next_line(const struct strbuf *text, size_t at)
{
	const char *lf = memchr(text->buf + at, '\n', text->len - at);

	return lf ? (size_t)(lf + 1 - text->buf) : text->len;
}

static bool word_at(const char *p, const char *word)
{
	size_t n = strlen(word);

	return !strncmp(p, word, n) &&
	       !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		       "0123456789_",
		       p[n] ? p[n] : ' ');
}

/* ---- Gradle --------------------------------------------------------------- */

/* Does a line say what `where` is, by the words before it? */
static bool is_statement(const char *p, const char *where)
{
	static const char *const before[] = {
		"project.", "rootProject.", "this.",   "def ",   "final ",
		"val ",     "var ",         "String ", "const ", "private ",
	};

	for (size_t i = 0; i < sizeof(before) / sizeof(*before);) {
		p += strspn(p, " \t");
		size_t n = strlen(before[i]);
		bool there = !strncmp(p, before[i], n);
		p += there ? n : 0;
		i = there ? 0 : i + 1;
	}
	p += strspn(p, " \t");
	return word_at(p, where) &&
	       p[strlen(where) + strspn(p + strlen(where), " \t")] != '.';
}

int vfile_gradle(struct vscan *s, const char *where)
{
	static const char *const open[] = { "allprojects", "subprojects",
					    NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	vfile_mask(&text, &java, s->text, s->n);
	if (text.len)
		vfile_mask_brackets(&text, open);
	for (size_t at = 0; at < text.len; at = next_line(&text, at))
		if (!is_statement(text.buf + at, where))
			vfile_mask_line(&text, at);
	return assign(s, &text, where);
}

int vfile_gradle_name(struct vscan *s, const char *where)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	vfile_mask(&text, &java, s->text, s->n);
	return assign(s, &text, where);
}

/* ---- arguments ------------------------------------------------------------ */

/* From an opening bracket at the cursor to the value of an argument that is
 * not within another one; false: there is none. */
static bool argument(struct vscan *s, const char *name, char sign)
{
	size_t from = s->i;
	int depth = 0;

	while (s->i < s->n) {
		char c = vscan_here(s);
		if (c == '"' || c == '\'') {
			(void)vscan_string(s, true);
			continue;
		}
		depth += strchr("([{", c) ? 1 : strchr(")]}", c) ? -1 : 0;
		if (!depth)
			return false;
		bool begins = depth == 1 && s->i > from &&
			      strchr("[(, \t\r\n", s->text[s->i - 1]);
		if (begins && word_at(s->text + s->i, name)) {
			struct vscan v = *s;
			v.i += strlen(name);
			vscan_skip(&v, " \t\r\n");
			if (vscan_here(&v) == sign &&
			    vscan_at(&v, v.i + 1) != '=') {
				s->i = v.i + 1;
				vscan_skip(s, " \t\r\n");
				return true;
			}
		}
		s->i++;
	}
	return false;
}

/* The string at the cursor, to which nothing is added. */
static int take_string(struct vscan *s)
{
	size_t from = s->i, end;
	char c = vscan_here(s);

	if ((c != '"' && c != '\'') || !vscan_string(s, true))
		return vscan_fault(s, from, "no string there");
	end = s->i;
	vscan_skip(s, " \t\r\n");
	if (s->i < s->n && !strchr(",)]", vscan_here(s)))
		return vscan_fault(s, from,
				   "the version is put together from several");
	return vscan_take(s, from + 1, end - from - 2);
}

/* ---- properties ----------------------------------------------------------- */

/* By the format of java.util.Properties. */
int vfile_properties(struct vscan *s, const char *where)
{
	size_t n = strlen(where);
	int rc = 0;

	while (!rc && s->i < s->n) {
		vscan_skip(s, " \t\f");
		size_t key = s->i;
		while (s->i < s->n && !strchr("=: \t\f\r\n", s->text[s->i]))
			s->i += 1 + (s->text[s->i] == '\\' && s->i + 1 < s->n);
		bool is = s->i - key == n && !memcmp(s->text + key, where, n);
		vscan_skip(s, " \t\f");
		if (vscan_here(s) == '=' || vscan_here(s) == ':')
			s->i++;
		vscan_skip(s, " \t\f");
		size_t from = s->i, len;
		vscan_to_line_end(s);
		len = s->i - from;
		while (len && strchr(" \t\f\r", s->text[from + len - 1]))
			len--;
		if (is)
			rc = vscan_take(s, from, len);
		s->i++;
	}
	return rc;
}

/* ---- Elixir --------------------------------------------------------------- */

/* Only the lines that say @name stay. */
static int take_attribute(struct vscan *s, struct strbuf *text,
			  const char *name)
{
	for (size_t at = 0; at < text->len; at = next_line(text, at)) {
		const char *p = text->buf + at + strspn(text->buf + at, " \t");
		if (*p != '@' || !word_at(p + 1, name))
			vfile_mask_line(text, at);
	}
	return assign(s, text, name);
}

int vfile_mix(struct vscan *s, const char *where)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	vfile_mask(&text, &elixir, s->text, s->n);
	struct vscan masked = over(s, &text);
	const char *p = text.len ? strstr(text.buf, "def project") : NULL;
	p = p ? strchr(p, '[') : NULL;
	masked.i = p ? (size_t)(p - text.buf) : masked.n;
	if (!argument(&masked, "version", ':'))
		return assign(s, &text, where);
	if (vscan_here(&masked) != '@')
		return take_string(&masked);
	size_t at = masked.i + 1;
	CLEANUP(text)
	char *name = xstrndup(text.buf + at, vscan_word(&masked, at));
	return take_attribute(s, &text, name);
}

/* ---- Python --------------------------------------------------------------- */

/* Only the lines at the left edge stay. */
static void mask_indented(struct strbuf *text)
{
	for (size_t at = 0; at < text->len; at = next_line(text, at))
		if (strchr(" \t", text->buf[at]))
			vfile_mask_line(text, at);
}

int vfile_python(struct vscan *s, const char *where)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, left = STRBUF_INIT;
	size_t n = s->out->n;

	vfile_mask(&text, &python, s->text, s->n);
	strbuf_add(&left, text.buf ? text.buf : "", text.len);
	if (left.len)
		mask_indented(&left);
	int rc = assign(s, &left, where);
	return rc || s->out->n > n ? rc : assign(s, &text, where);
}

/* Where the arguments of setup() begin; NULL: it is not called. */
static const char *setup_call(const struct strbuf *text)
{
	for (const char *p = strstr(text->buf, "setup"); p;
	     p = strstr(p + 1, "setup")) {
		const char *open = p + 5 + strspn(p + 5, " \t");
		bool def = p >= text->buf + 4 && !memcmp(p - 4, "def ", 4);
		bool word = p == text->buf || strchr(". \t\r\n=(", p[-1]);
		if (*open == '(' && word && !def)
			return open;
	}
	return NULL;
}

/* Lines that define functions have versions that they are called with. */
static void mask_defs(struct strbuf *text)
{
	for (size_t at = 0; at < text->len; at = next_line(text, at)) {
		const char *p = text->buf + at + strspn(text->buf + at, " \t");
		if (word_at(p, "def") || word_at(p, "async"))
			vfile_mask_line(text, at);
	}
}

/* What a name at the left edge is. */
static int take_name(struct vscan *s, const struct strbuf *text,
		     const char *name)
{
	CLEANUP(strbuf) struct strbuf left = STRBUF_INIT;

	strbuf_add(&left, text->buf, text->len);
	vfile_mask_brackets(&left, NULL);
	mask_indented(&left);
	return assign(s, &left, name);
}

int vfile_setup(struct vscan *s, const char *where)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	vfile_mask(&text, &python, s->text, s->n);
	if (!text.len)
		return 0;
	struct vscan masked = over(s, &text);
	const char *call = setup_call(&text);
	masked.i = call ? (size_t)(call - text.buf) : masked.n;
	if (!argument(&masked, where, '=')) {
		mask_defs(&text);
		return assign(s, &text, where);
	}
	size_t at = masked.i, n = vscan_word(&masked, at);
	masked.i += n;
	vscan_skip(&masked, " \t\r\n");
	if (!n || (masked.i < masked.n && !strchr(",)", vscan_here(&masked)))) {
		masked.i = at;
		return take_string(&masked);
	}
	CLEANUP(text) char *name = xstrndup(text.buf + at, n);
	return take_name(s, &text, name);
}
