#include "towncrier/jinja_filter.h"

#include "base/cleanup.h"
#include "towncrier/jinja_value.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static struct jinja join(struct arena *arena, const struct jinja *list,
			 const char *between)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; i < list->n; i++) {
		strbuf_adds(&sb, i ? between : "");
		jinja_print(&sb, &list->item[i]);
	}
	return jinja_text(arena_strndup(arena, sb.buf, sb.len));
}

static struct jinja change_case(struct arena *arena, const struct jinja *v,
				const char *how)
{
	char *s = arena_strdup(arena, jinja_string(arena, v));
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

static struct jinja strip(struct arena *arena, const struct jinja *v)
{
	const char *s = jinja_string(arena, v);
	size_t n;

	while (isspace((unsigned char)*s))
		s++;
	for (n = strlen(s); n && isspace((unsigned char)s[n - 1]);)
		n--;
	return jinja_text(arena_strndup(arena, s, n));
}

static struct jinja pairs(struct arena *arena, const struct jinja *v,
			  const char *what)
{
	struct jinja list = { .type = J_LIST };

	for (size_t i = 0; v->type == J_DICT && i < v->n; i++) {
		struct jinja pair = { .type = J_LIST };
		if (*what == 'k')
			jinja_push(arena, &list, jinja_text(v->key[i]));
		if (*what == 'v')
			jinja_push(arena, &list, v->item[i]);
		if (*what != 'i')
			continue;
		jinja_push(arena, &pair, jinja_text(v->key[i]));
		jinja_push(arena, &pair, v->item[i]);
		jinja_push(arena, &list, pair);
	}
	return list;
}

/* Pairs of a dictionary by key, without regard to case, or by value.  Insertion
 * is as fast as it need be, and keeps what is equal in its order. */
static struct jinja sorted(struct arena *arena, const struct jinja *v,
			   const struct jinja *by)
{
	struct jinja list = pairs(arena, v, "items");
	bool value = by->type == J_TEXT && !strcmp(by->text, "value");

	for (size_t i = 1; i < list.n; i++) {
		struct jinja pair = list.item[i];
		size_t k = i;
		for (; k; k--) {
			const struct jinja *a = &list.item[k - 1].item[value];
			const struct jinja *b = &pair.item[value];
			int cmp = value ? jinja_order(arena, a, b) :
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

bool jinja_filter(struct jinja *out, struct arena *arena, const struct jinja *v,
		  const char *name, const struct jinja *first)
{
	if (is_one(name, "join", NULL))
		*out = join(arena, v, jinja_string(arena, first));
	else if (is_one(name, "length", "count"))
		*out = jinja_int(
			(long)(v->type == J_TEXT ? characters(v->text) : v->n));
	else if (is_one(name, "items", "keys") || is_one(name, "values", NULL))
		*out = pairs(arena, v, name);
	else if (is_one(name, "upper", "lower") ||
		 is_one(name, "title", "capitalize"))
		*out = change_case(arena, v, name);
	else if (is_one(name, "trim", "strip"))
		*out = strip(arena, v);
	else if (is_one(name, "dictsort", NULL))
		*out = sorted(arena, v, first);
	else if (is_one(name, "default", "d"))
		*out = v->type == J_NONE ? *first : *v;
	else if (is_one(name, "list", "safe"))
		*out = v->type == J_DICT ? pairs(arena, v, "keys") : *v;
	else if (is_one(name, "first", "last"))
		*out = v->n ? v->item[*name == 'f' ? 0 : v->n - 1] :
			      (struct jinja){ .type = J_NONE };
	else
		return false;
	return true;
}
