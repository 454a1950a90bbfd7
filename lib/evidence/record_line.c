#include "evidence/record_line.h"

#include "base/utf8.h"

#include <string.h>

struct line {
	struct arena *arena;
	const char *p, *end;
};

static bool take(struct line *l, const char *text, size_t n)
{
	if ((size_t)(l->end - l->p) < n || memcmp(l->p, text, n) != 0)
		return false;
	l->p += n;
	return true;
}

/* ,"<key>":" */
static bool take_key(struct line *l, const char *key)
{
	const char *from = l->p;
	size_t n = strlen(key);

	if (take(l, ",\"", 2) && take(l, key, n) && take(l, "\":\"", 3))
		return true;
	l->p = from;
	return false;
}

/* What stands for `\` and this; 0: it is not for us. */
static char escaped(char c)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *at = c ? strchr(names, c) : NULL;

	return at ? means[at - names] : 0;
}

/* As far as the quote that ends it; NULL: it has none, or is no text of ours. */
static const char *end_of_string(const struct line *l, size_t *escapes)
{
	const char *p = l->p;
	unsigned code;

	for (*escapes = 0; p < l->end && *p != '"';) {
		size_t n = 1;
		if ((unsigned char)*p >= 0x80)
			n = utf8_char(&code, p, (size_t)(l->end - p));
		else if ((unsigned char)*p < 0x20)
			return NULL;
		else if (*p == '\\') {
			if (l->end - p < 2 || !escaped(p[1]))
				return NULL;
			++*escapes;
			n = 2;
		}
		if (!n)
			return NULL;
		p += n;
	}
	return p < l->end ? p : NULL;
}

/* Behind its first quote. */
static const char *take_string(struct line *l)
{
	size_t escapes;
	const char *end = end_of_string(l, &escapes), *p = l->p;
	char *out, *to;

	if (!end)
		return NULL;
	l->p = end + 1;
	if (!escapes)
		return arena_strndup(l->arena, p, (size_t)(end - p));
	out = to = arena_alloc(l->arena, (size_t)(end - p) - escapes + 1);
	for (; p < end; p++)
		*to++ = *p == '\\' ? escaped(*++p) : *p;
	return out;
}

static bool take_text(struct line *l, const char *key, const char **out)
{
	if (!take_key(l, key))
		return true;
	*out = take_string(l);
	return *out != NULL;
}

static bool take_oid(struct line *l, const char *key, git_oid *out)
{
	char hex[GIT_OID_HEXSZ + 1] = "";

	if (!take_key(l, key))
		return true;
	if (l->end - l->p < GIT_OID_HEXSZ)
		return false;
	memcpy(hex, l->p, GIT_OID_HEXSZ);
	l->p += GIT_OID_HEXSZ;
	return oid_from_hex(out, hex) && take(l, "\"", 1);
}

/* One of `n` words; `*out` stays where there is none. */
static bool take_word(struct line *l, const char *key, const char *const *words,
		      int n, int *out)
{
	const char *word = NULL;

	if (!take_text(l, key, &word))
		return false;
	for (int i = 0; word && i < n; i++)
		if (!strcmp(words[i], word)) {
			*out = i;
			return true;
		}
	return !word;
}

static bool has_value(const struct record *rec, const char *name)
{
	for (size_t i = 0; i < rec->n_values; i++)
		if (!strcmp(rec->value[i].name, name))
			return true;
	return false;
}

static bool take_values(struct line *l, struct record *out)
{
	struct record_value *v = NULL, one;

	if (!take(l, ",\"values\":{", 11))
		return true;
	do {
		if (!take(l, "\"", 1))
			return false;
		one.name = take_string(l);
		if (!one.name || !take(l, ":\"", 2))
			return false;
		one.value = take_string(l);
		if (!one.value || out->n_values == RECORD_VALUES_MAX ||
		    has_value(out, one.name))
			return false;
		v = arena_grow(l->arena, v, out->n_values, sizeof(*v));
		v[out->n_values++] = one;
		out->value = v;
	} while (take(l, ",", 1));
	return take(l, "}", 1);
}

static bool take_what(struct line *l, struct record *out)
{
	int kind = -1;

	if (!take(l, "{\"version\":1", 12) ||
	    !take_word(l, "kind", record_kinds, N_RECORD_KINDS, &kind) ||
	    kind < 0 || !take_text(l, "release", &out->release) ||
	    !out->release || !*out->release)
		return false;
	out->kind = (enum record_kind)kind;
	return take_oid(l, "commit", &out->commit) &&
	       take_oid(l, "tree", &out->tree);
}

static bool take_texts(struct line *l, struct record *out)
{
	int result = -1;

	if (!take_text(l, record_texts[TEXT_NAME], &out->text[TEXT_NAME]) ||
	    !take_word(l, "result", record_results + 1, N_RECORD_RESULTS - 1,
		       &result))
		return false;
	out->result = (enum record_result)(result + 1);
	for (int i = TEXT_NAME + 1; i < N_RECORD_TEXTS; i++)
		if (!take_text(l, record_texts[i], &out->text[i]))
			return false;
	return !out->text[TEXT_TIME] ||
	       record_seconds(out->text[TEXT_TIME]) >= 0;
}

bool record_line_read(struct record *out, struct arena *a, const char *line,
		      size_t n)
{
	struct line l = { a, line, line + n };

	*out = (struct record){ 0 };
	if (!take_what(&l, out) || !take_texts(&l, out) ||
	    !take_values(&l, out) || !take(&l, "}", 1) || l.p != l.end)
		return false;
	out->line = arena_strndup(a, line, n);
	return true;
}
