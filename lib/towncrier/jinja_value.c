#include "towncrier/jinja_value.h"

#include "base/cleanup.h"

#include <string.h>

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

void jinja_set(struct arena *a, struct jinja *dict, const char *key,
	       struct jinja value)
{
	dict->type = J_DICT;
	dict->item = arena_grow(a, dict->item, dict->n, sizeof(*dict->item));
	dict->key = arena_grow(a, dict->key, dict->n, sizeof(*dict->key));
	dict->key[dict->n] = key;
	dict->item[dict->n++] = value;
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
	case J_NONE:
		break;
	}
	return false;
}

void jinja_print(struct strbuf *out, const struct jinja *v)
{
	if (v->type == J_TEXT)
		strbuf_adds(out, v->text);
	else if (v->type == J_INT)
		strbuf_addf(out, "%ld", v->number);
	else if (v->type == J_BOOL)
		strbuf_adds(out, v->number ? "True" : "False");
}

const char *jinja_string(struct arena *a, const struct jinja *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (v->type == J_TEXT)
		return v->text;
	jinja_print(&sb, v);
	return arena_strndup(a, sb.buf, sb.len);
}

int jinja_order(struct arena *arena, const struct jinja *a,
		const struct jinja *b)
{
	for (size_t i = 0; a->type == J_LIST && b->type == J_LIST; i++) {
		if (i == a->n || i == b->n)
			return a->n < b->n ? -1 : a->n > b->n;
		int k = jinja_order(arena, &a->item[i], &b->item[i]);
		if (k)
			return k;
	}
	if (a->type == J_TEXT || b->type == J_TEXT)
		return strcmp(jinja_string(arena, a), jinja_string(arena, b));
	return a->number < b->number ? -1 : a->number > b->number;
}
