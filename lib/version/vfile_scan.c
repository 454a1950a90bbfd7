#include "version/vfile_scan.h"

#include "base/cleanup.h"

#include <stdlib.h>
#include <string.h>

bool vscan_sees(const struct vscan *s, const char *word)
{
	size_t n = strlen(word);

	return n <= s->n - s->i && !memcmp(s->text + s->i, word, n);
}

void vscan_skip(struct vscan *s, const char *chars)
{
	while (s->i < s->n && strchr(chars, s->text[s->i]))
		s->i++;
}

void vscan_to_line_end(struct vscan *s)
{
	while (s->i < s->n && s->text[s->i] != '\n')
		s->i++;
}

void vscan_skip_lines(struct vscan *s)
{
	for (;;) {
		vscan_skip(s, " \t\r\n");
		if (vscan_here(s) != '#')
			return;
		vscan_to_line_end(s);
	}
}

bool vscan_string(struct vscan *s, bool escapes)
{
	char quote = s->text[s->i++];

	for (; s->i < s->n && s->text[s->i] != '\n'; s->i++) {
		if (s->text[s->i] == quote) {
			s->i++;
			return true;
		}
		if (escapes && s->text[s->i] == '\\' && s->i + 1 < s->n &&
		    s->text[s->i + 1] != '\n')
			s->i++;
	}
	return false;
}

static bool is_alnum(char c)
{
	char l = (char)(c | 0x20);

	return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9');
}

size_t vscan_word(const struct vscan *s, size_t i)
{
	size_t n = 0;

	while (is_alnum(vscan_at(s, i + n)) || vscan_at(s, i + n) == '_')
		n++;
	return n;
}

size_t vfile_line(const char *text, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

int vscan_fault(const struct vscan *s, size_t at, const char *fmt, ...)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	return error(E_POLICY, "%s:%zu: %s", s->file->path,
		     vfile_line(s->text, at < s->n ? at : s->n), text.buf);
}

size_t vscan_version(const struct vscan *s, size_t at)
{
	char first = vscan_at(s, at);
	size_t n = first == 'v' || first == 'V';

	first = vscan_at(s, at + n);
	if (first < '0' || first > '9')
		return 0;
	for (;; n++) {
		char c = vscan_at(s, at + n);

		if (!is_alnum(c) && (!c || !strchr(".+!_-", c)))
			return n;
	}
}

int vscan_take(struct vscan *s, size_t at, size_t len)
{
	int shown = len > 60 ? 60 : (int)len;

	if (!len || vscan_version(s, at) < len)
		return vscan_fault(s, at, "'%.*s' is no version", shown,
				   s->text + at);
	if (len > 127)
		return vscan_fault(s, at, "the version is too long");
	if (s->out->n > s->before)
		return vscan_fault(
			s, at, "the version again, first in line %zu",
			vfile_line(s->text, s->out->item[s->before].at));
	if (s->out->n == VFILE_MAX)
		return vscan_fault(s, at, "too many versions");
	s->out->item[s->out->n++] = (struct vspan){ at, len, HOLE_VERSION };
	return 0;
}

/* ".key", "[key]", "[0]" in front; where it ends, and what it is. */
static const char *step(const char *path, const char **key, size_t *n)
{
	if (*path == '.') {
		*key = path + 1;
		*n = strcspn(*key, ".[");
		return *key + *n;
	}
	if (*path != '[')
		return NULL;
	*key = path + 1;
	*n = strcspn(*key, "]");
	return (*key)[*n] ? *key + *n + 1 : NULL;
}

const char *vpath_key(const char *path, const char *key, size_t n)
{
	const char *want, *rest;
	size_t len;

	rest = path ? step(path, &want, &len) : NULL;
	return rest && len == n && !memcmp(want, key, n) ? rest : NULL;
}

static void add_utf8(struct strbuf *out, unsigned long c)
{
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	int more = (c > 0x7f) + (c > 0x7ff) + (c > 0xffff);

	strbuf_addc(out, (char)(lead[more] | (c >> 6 * more)));
	while (more-- > 0)
		strbuf_addc(out, (char)(0x80 | (c >> 6 * more & 0x3f)));
}

/* What the escape behind a backslash means; how long it is. */
static size_t add_escaped(struct strbuf *out, const char *key, size_t n)
{
	static const char names[] = "btnfre", mean[] = "\b\t\n\f\r\033";
	size_t len = *key == 'x' ? 2 : *key == 'u' ? 4 : *key == 'U' ? 8 : 0;
	const char *name = strchr(names, *key);
	char digits[9] = "";

	if (len && len < n) {
		memcpy(digits, key + 1, len);
		add_utf8(out, strtoul(digits, NULL, 16) & 0x1fffff);
		return 1 + len;
	}
	strbuf_addc(out, name ? mean[name - names] : *key);
	return 1;
}

const char *vpath_escaped(const char *path, const char *key, size_t n)
{
	CLEANUP(strbuf) struct strbuf plain = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (key[i] == '\\' && i + 1 < n)
			i += add_escaped(&plain, key + i + 1, n - i - 1);
		else
			strbuf_addc(&plain, key[i]);
	}
	return vpath_key(path, plain.buf, plain.len);
}

const char *vpath_index(const char *path, size_t index)
{
	const char *want, *rest;
	char *end;
	size_t len;

	if (!path || *path != '[')
		return NULL;
	rest = step(path, &want, &len);
	if (!rest || !len || strspn(want, "0123456789") != len ||
	    strtoull(want, &end, 10) != index)
		return NULL;
	return rest;
}
