#include "towncrier/jinja_expr.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static struct jinja number(long value)
{
	return (struct jinja){ .type = J_INT, .number = value };
}

static const struct jinja none;

struct jinja jinja_text(const char *text)
{
	return (struct jinja){ .type = J_TEXT, .text = text };
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

const char *jinja_string(struct jinja_expr *e, const struct jinja *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (v->type == J_TEXT)
		return v->text;
	jinja_print(&sb, v);
	return arena_strndup(e->arena, sb.buf, sb.len);
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static struct jinja join(struct jinja_expr *e, const struct jinja *list,
			 const char *between)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; i < list->n; i++) {
		strbuf_adds(&sb, i ? between : "");
		jinja_print(&sb, &list->item[i]);
	}
	return jinja_text(arena_strndup(e->arena, sb.buf, sb.len));
}

static struct jinja change_case(struct jinja_expr *e, const struct jinja *v,
				const char *how)
{
	char *s = arena_strdup(e->arena, jinja_string(e, v));
	bool first = true;

	for (char *p = s; *p; p++) {
		bool up = *how == 'u' || (*how != 'l' && first);
		*p = (char)(up ? toupper((unsigned char)*p) :
				 tolower((unsigned char)*p));
		/* title: each word; capitalize: only the first */
		first = *how == 't' && !isalnum((unsigned char)*p);
	}
	return jinja_text(s);
}

static struct jinja strip(struct jinja_expr *e, const struct jinja *v)
{
	const char *s = jinja_string(e, v);
	size_t n;

	while (isspace((unsigned char)*s))
		s++;
	for (n = strlen(s); n && isspace((unsigned char)s[n - 1]);)
		n--;
	return jinja_text(arena_strndup(e->arena, s, n));
}

static struct jinja pairs(struct jinja_expr *e, const struct jinja *v,
			  const char *what)
{
	struct jinja list = { .type = J_LIST };

	for (size_t i = 0; v->type == J_DICT && i < v->n; i++) {
		struct jinja pair = { .type = J_LIST };
		if (*what == 'k')
			jinja_push(e->arena, &list, jinja_text(v->key[i]));
		if (*what == 'v')
			jinja_push(e->arena, &list, v->item[i]);
		if (*what != 'i')
			continue;
		jinja_push(e->arena, &pair, jinja_text(v->key[i]));
		jinja_push(e->arena, &pair, v->item[i]);
		jinja_push(e->arena, &list, pair);
	}
	return list;
}

int jinja_order(struct jinja_expr *e, const struct jinja *a,
		const struct jinja *b)
{
	for (size_t i = 0; a->type == J_LIST && b->type == J_LIST; i++) {
		if (i == a->n || i == b->n)
			return a->n < b->n ? -1 : a->n > b->n;
		int k = jinja_order(e, &a->item[i], &b->item[i]);
		if (k)
			return k;
	}
	if (a->type == J_TEXT || b->type == J_TEXT)
		return strcmp(jinja_string(e, a), jinja_string(e, b));
	return a->number < b->number ? -1 : a->number > b->number;
}

/* Pairs of a dictionary by key, without regard to case, or by value.  Insertion
 * is as fast as it need be, and keeps what is equal in its order. */
static struct jinja sorted(struct jinja_expr *e, const struct jinja *v,
			   const struct jinja *by)
{
	struct jinja list = pairs(e, v, "items");
	bool value = by->type == J_TEXT && !strcmp(by->text, "value");

	for (size_t i = 1; i < list.n; i++) {
		struct jinja pair = list.item[i];
		size_t k = i;
		for (; k; k--) {
			const struct jinja *a = &list.item[k - 1].item[value];
			const struct jinja *b = &pair.item[value];
			int cmp = value ? jinja_order(e, a, b) :
					  strcasecmp(a->text, b->text);
			if (cmp <= 0)
				break;
			list.item[k] = list.item[k - 1];
		}
		list.item[k] = pair;
	}
	return list;
}

static bool is_one(const char *name, const char *a, const char *b)
{
	return !strcmp(name, a) || (b && !strcmp(name, b));
}

/* Filters, and methods of the same name. */
struct jinja jinja_call(struct jinja_expr *e, const struct jinja *v,
			const char *name, const struct jinja *first)
{
	if (is_one(name, "join", NULL))
		return join(e, v, jinja_string(e, first));
	if (is_one(name, "length", "count"))
		return number(
			(long)(v->type == J_TEXT ? characters(v->text) : v->n));
	if (is_one(name, "items", "keys") || is_one(name, "values", NULL))
		return pairs(e, v, name);
	if (is_one(name, "upper", "lower") ||
	    is_one(name, "title", "capitalize"))
		return change_case(e, v, name);
	if (is_one(name, "trim", "strip"))
		return strip(e, v);
	if (is_one(name, "dictsort", NULL))
		return sorted(e, v, first);
	if (is_one(name, "default", "d"))
		return v->type == J_NONE ? *first : *v;
	if (is_one(name, "list", "safe"))
		return v->type == J_DICT ? pairs(e, v, "keys") : *v;
	if (is_one(name, "first", "last"))
		return v->n ? v->item[*name == 'f' ? 0 : v->n - 1] : none;
	return jinja_fault(e, arena_printf(e->arena, "'%s'", name));
}
