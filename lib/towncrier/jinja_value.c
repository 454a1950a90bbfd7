#include "towncrier/jinja_value.h"

#include "base/cleanup.h"

#include <string.h>

enum { MAX_DEPTH = 16, MAX_PRINT = 1 << 20, MAX_COMPARED = 100000 };

const struct jinja *jinja_arg(const struct jinja_args *args, size_t i,
			      const char *name)
{
	const struct jinja *named = name ? jinja_get(&args->named, name) : NULL;

	if (named)
		return named;
	return i < args->list.n ? &args->list.item[i] : NULL;
}

struct jinja jinja_text(const char *text)
{
	return (struct jinja){ .type = J_TEXT, .text = text };
}

struct jinja jinja_int(long value)
{
	return (struct jinja){ .type = J_INT, .number = value };
}

struct jinja jinja_bool(bool value)
{
	return (struct jinja){ .type = J_BOOL, .number = value };
}

void jinja_push(struct arena *a, struct jinja *list, struct jinja value)
{
	list->type = J_LIST;
	list->item = arena_grow(a, list->item, list->n, sizeof(*list->item));
	list->item[list->n++] = value;
}

void jinja_add(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value)
{
	dict->type = J_DICT;
	dict->item = arena_grow(a, dict->item, dict->n, sizeof(*dict->item));
	dict->key = arena_grow(a, dict->key, dict->n, sizeof(*dict->key));
	dict->key[dict->n] = key;
	dict->item[dict->n++] = value;
}

void jinja_set(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value)
{
	for (size_t i = 0; dict->type == J_DICT && i < dict->n; i++) {
		if (!strcmp(dict->key[i], key)) {
			dict->item[i] = value;
			return;
		}
	}
	jinja_add(a, dict, key, value);
}

const struct jinja *jinja_get(const struct jinja *dict, const char *key)
{
	for (size_t i = 0; dict->type == J_DICT && i < dict->n; i++)
		if (!strcmp(dict->key[i], key))
			return &dict->item[i];
	return NULL;
}

bool jinja_is_true(const struct jinja *v)
{
	switch (v->type) {
	case J_TEXT:
		return *v->text;
	case J_LIST:
	case J_DICT:
		return v->n > 0;
	case J_BOOL:
	case J_INT:
		return v->number != 0;
	case J_CALL:
		return true;
	case J_NONE:
	case J_NULL:
		break;
	}
	return false;
}

/* A text in a list: 'a', or "it's". */
static void print_quoted(struct strbuf *out, const char *s)
{
	char quote = strchr(s, '\'') && !strchr(s, '"') ? '"' : '\'';

	strbuf_addc(out, quote);
	for (; *s; s++) {
		if (*s == quote || *s == '\\')
			strbuf_addc(out, '\\');
		if (*s == '\n')
			strbuf_adds(out, "\\n");
		else
			strbuf_addc(out, *s);
	}
	strbuf_addc(out, quote);
}

static void print_one(struct strbuf *out, const struct jinja *v)
{
	if (v->type == J_TEXT)
		strbuf_adds(out, v->text);
	else if (v->type == J_INT)
		strbuf_addf(out, "%ld", v->number);
	else if (v->type == J_BOOL)
		strbuf_adds(out, v->number ? "True" : "False");
	else if (v->type == J_NULL)
		strbuf_adds(out, "None");
}

/* A list may hold itself, or be deep. */
static void print_in(struct strbuf *out, const struct jinja *v, int depth)
{
	bool dict = v->type == J_DICT;

	if (depth > MAX_DEPTH || out->len > MAX_PRINT) {
		strbuf_adds(out, "...");
		return;
	}
	if (v->type == J_TEXT && depth) {
		print_quoted(out, v->text);
		return;
	}
	if (!dict && v->type != J_LIST) {
		print_one(out, v);
		return;
	}
	strbuf_addc(out, dict ? '{' : '[');
	for (size_t i = 0; i < v->n; i++) {
		strbuf_adds(out, i ? ", " : "");
		if (dict) {
			print_quoted(out, v->key[i]);
			strbuf_adds(out, ": ");
		}
		print_in(out, &v->item[i], depth + 1);
	}
	strbuf_addc(out, dict ? '}' : ']');
}

void jinja_print(struct strbuf *out, const struct jinja *v)
{
	print_in(out, v, 0);
}

const char *jinja_string(struct arena *a, const struct jinja *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (v->type == J_TEXT)
		return v->text;
	jinja_print(&sb, v);
	return arena_strndup(a, sb.buf, sb.len);
}

/* What is deeper, or behind so many, counts as equal. */
static int order_in(struct arena *arena, const struct jinja *a,
		    const struct jinja *b, int depth, long *left)
{
	for (size_t i = 0; a->type == J_LIST && b->type == J_LIST; i++) {
		if (depth > MAX_DEPTH || --*left < 0)
			return 0;
		if (i == a->n || i == b->n)
			return a->n < b->n ? -1 : a->n > b->n;
		int k = order_in(arena, &a->item[i], &b->item[i], depth + 1,
				 left);
		if (k)
			return k;
	}
	if (a->type == J_TEXT || b->type == J_TEXT)
		return strcmp(jinja_string(arena, a), jinja_string(arena, b));
	return a->number < b->number ? -1 : a->number > b->number;
}

int jinja_order(struct arena *arena, const struct jinja *a,
		const struct jinja *b)
{
	long left = MAX_COMPARED;

	return order_in(arena, a, b, 0, &left);
}
