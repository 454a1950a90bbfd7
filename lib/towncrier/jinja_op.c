#include "towncrier/jinja_op.h"

#include "base/cleanup.h"

#include <string.h>

bool jinja_times(struct jinja *out, struct arena *arena, const struct jinja *a,
		 const struct jinja *b)
{
	const struct jinja *text = a->type == J_TEXT ? a : b;
	long n = a->type == J_TEXT ? b->number : a->number;
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	*out = jinja_int(0);
	if (text->type != J_TEXT)
		return !__builtin_mul_overflow(a->number, b->number,
					       &out->number);
	for (long i = 0; *text->text && i < n; i++) {
		strbuf_adds(&sb, text->text);
		if (sb.len > JINJA_MAX_TEXT)
			return false;
	}
	*out = jinja_text(arena_strndup(arena, sb.buf, sb.len));
	return true;
}

struct jinja jinja_plus(struct arena *arena, const struct jinja *a,
			const struct jinja *b, bool text)
{
	struct jinja list = { .type = J_LIST };

	if (!text && a->type == J_LIST && b->type == J_LIST) {
		for (size_t i = 0; i < a->n; i++)
			jinja_push(arena, &list, a->item[i]);
		for (size_t i = 0; i < b->n; i++)
			jinja_push(arena, &list, b->item[i]);
		return list;
	}
	if (!text && a->type != J_TEXT && b->type != J_TEXT)
		return jinja_int((long)((unsigned long)a->number +
					(unsigned long)b->number));
	return jinja_text(arena_printf(arena, "%s%s", jinja_string(arena, a),
				       jinja_string(arena, b)));
}

static size_t next_character(const char *s)
{
	size_t n = *s ? 1 : 0;

	while (n && ((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static size_t length(const struct jinja *v)
{
	size_t n = 0;

	if (v->type != J_TEXT)
		return v->type == J_LIST ? v->n : 0;
	for (const char *p = v->text; *p; p += next_character(p))
		n++;
	return n;
}

/* A place as Python counts them: those below 0 from the end. */
static size_t place(const struct jinja *v, size_t n, size_t missing)
{
	if (!v || v->type != J_INT)
		return missing;
	size_t back = (size_t)0 - (size_t)v->number;
	if (v->number < 0)
		return back > n ? 0 : n - back;
	return (size_t)v->number > n ? n : (size_t)v->number;
}

struct jinja jinja_slice(struct arena *arena, const struct jinja *v,
			 const struct jinja *from, const struct jinja *to)
{
	size_t n = length(v), i = place(from, n, 0), end = place(to, n, n);
	struct jinja list = { .type = J_LIST };

	if (v->type != J_TEXT) {
		for (; i < end; i++)
			jinja_push(arena, &list, v->item[i]);
		return list;
	}
	const char *p = v->text, *begin;
	for (size_t k = 0; k < i; k++)
		p += next_character(p);
	for (begin = p; i < end; i++)
		p += next_character(p);
	return jinja_text(arena_strndup(arena, begin, (size_t)(p - begin)));
}

struct jinja jinja_at(struct arena *arena, const struct jinja *v,
		      const struct jinja *key)
{
	size_t n = length(v);
	const struct jinja *found;

	if (v->type == J_DICT) {
		found = jinja_get(v, jinja_string(arena, key));
		return found ? *found : (struct jinja){ .type = J_NONE };
	}
	if (key->type != J_INT || key->number >= (long)n ||
	    key->number < -(long)n)
		return (struct jinja){ .type = J_NONE };
	size_t i = place(key, n, 0);
	if (v->type == J_LIST)
		return v->item[i];
	const struct jinja from = jinja_int((long)i);
	const struct jinja to = jinja_int((long)i + 1);
	return jinja_slice(arena, v, &from, &to);
}

bool jinja_same(struct arena *arena, const struct jinja *a,
		const struct jinja *b)
{
	bool x = a->type == J_INT || a->type == J_BOOL;
	bool y = b->type == J_INT || b->type == J_BOOL;

	if (x != y || (!x && a->type != b->type))
		return false;
	if (a->type == J_DICT)
		return !strcmp(jinja_string(arena, a), jinja_string(arena, b));
	return !jinja_order(arena, a, b);
}

bool jinja_holds(struct arena *arena, const struct jinja *in,
		 const struct jinja *v)
{
	if (in->type == J_TEXT)
		return strstr(in->text, jinja_string(arena, v));
	if (in->type == J_DICT)
		return jinja_get(in, jinja_string(arena, v));
	for (size_t i = 0; in->type == J_LIST && i < in->n; i++)
		if (jinja_same(arena, &in->item[i], v))
			return true;
	return false;
}

int jinja_test(const struct jinja *v, const char *name)
{
	const struct {
		const char *name;
		bool is;
	} known[] = {
		{ "defined", v->type != J_NONE },
		{ "undefined", v->type == J_NONE },
		{ "none", v->type == J_NULL },
		{ "string", v->type == J_TEXT },
		{ "number", v->type == J_INT || v->type == J_BOOL },
		{ "integer", v->type == J_INT },
		{ "boolean", v->type == J_BOOL },
		{ "mapping", v->type == J_DICT },
		{ "sequence", v->type >= J_TEXT && v->type <= J_DICT },
		{ "iterable", v->type >= J_TEXT && v->type <= J_DICT },
		{ "callable", v->type == J_CALL },
		{ "true", v->type == J_BOOL && v->number },
		{ "false", v->type == J_BOOL && !v->number },
		{ "even", v->type == J_INT && v->number % 2 == 0 },
		{ "odd", v->type == J_INT && v->number % 2 != 0 },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i].name, name))
			return known[i].is;
	return -1;
}
