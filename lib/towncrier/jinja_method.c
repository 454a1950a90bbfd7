#include "towncrier/jinja_method.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>

/* One method call on a text: `a` and `b` are its arguments, NULL if missing. */
struct call {
	struct arena *arena;
	const char *s;
	const char *name;
	const char *a, *b;
	long limit; /* a number among them, -1: none */
};

static struct jinja piece(const struct call *c, const char *s, size_t n)
{
	return jinja_text(arena_strndup(c->arena, s, n));
}

static struct jinja begins(const struct call *c)
{
	return jinja_bool(starts_with(c->s, c->a));
}

static struct jinja ends(const struct call *c)
{
	return jinja_bool(ends_with(c->s, c->a));
}

static struct jinja change_case(const struct call *c)
{
	bool filter = *c->name == '|';
	char how = c->name[filter];
	char *s = arena_strdup(c->arena, c->s);
	bool first = true;

	for (char *p = s; *p; p++) {
		bool up = how == 'u' || (how != 'l' && first);
		char was = *p;
		*p = (char)(up ? toupper((unsigned char)*p) :
				 tolower((unsigned char)*p));
		/* each word, as the filter has words, or as Python has them */
		first = how == 't' &&
			(filter ? strchr("- \t\n({[<", was) != NULL :
				  !isalpha((unsigned char)was)) &&
			(unsigned char)was < 0x80;
	}
	return jinja_text(s);
}

static struct jinja strip(const struct call *c)
{
	const char *chars = c->a ? c->a : " \t\n\r\f\v", *s = c->s;
	bool left = *c->name != 'r', right = *c->name != 'l';
	size_t n = strlen(s);

	for (; left && n && strchr(chars, *s); n--)
		s++;
	while (right && n && strchr(chars, s[n - 1]))
		n--;
	return piece(c, s, n);
}

static struct jinja without(const struct call *c)
{
	size_t n = strlen(c->s), k = strlen(c->a);
	bool prefix = !strcmp(c->name, "removeprefix");

	if (prefix ? !starts_with(c->s, c->a) : !ends_with(c->s, c->a))
		k = 0;
	return piece(c, c->s + (prefix ? k : 0), n - k);
}

static struct jinja replace(const struct call *c)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	const char *p = c->s;
	long n = 0;

	for (const char *at = *c->a ? strstr(p, c->a) : NULL;
	     at && sb.len <= JINJA_MAX_TEXT && (c->limit < 0 || n < c->limit);
	     at = strstr(p, c->a), n++) {
		strbuf_add(&sb, p, (size_t)(at - p));
		strbuf_adds(&sb, c->b ? c->b : "");
		p = at + strlen(c->a);
	}
	strbuf_adds(&sb, p);
	return piece(c, sb.buf, sb.len);
}

static struct jinja split_words(const struct call *c)
{
	struct jinja list = { .type = J_LIST };

	for (const char *p = c->s; *p;) {
		while (isspace((unsigned char)*p))
			p++;
		const char *from = p;
		bool rest = c->limit >= 0 && list.n == (size_t)c->limit;
		while (*p && (rest || !isspace((unsigned char)*p)))
			p++;
		if (p > from)
			jinja_push(c->arena, &list,
				   piece(c, from, (size_t)(p - from)));
	}
	return list;
}

static struct jinja split(const struct call *c)
{
	struct jinja list = { .type = J_LIST };
	const char *p = c->s;

	if (!c->a || !*c->a)
		return split_words(c);
	for (const char *at = strstr(p, c->a);
	     at && (c->limit < 0 || list.n < (size_t)c->limit);
	     at = strstr(p, c->a)) {
		jinja_push(c->arena, &list, piece(c, p, (size_t)(at - p)));
		p = at + strlen(c->a);
	}
	jinja_push(c->arena, &list, jinja_text(p));
	return list;
}

static struct jinja lines(const struct call *c)
{
	struct jinja list = { .type = J_LIST };

	for (const char *p = c->s; *p;) {
		size_t n = strcspn(p, "\n");
		jinja_push(c->arena, &list, piece(c, p, n));
		p += n + (p[n] == '\n');
	}
	return list;
}

static struct jinja occurrences(const struct call *c)
{
	long n = 0;

	for (const char *at = *c->a ? strstr(c->s, c->a) : NULL; at;
	     at = strstr(at + strlen(c->a), c->a))
		n++;
	return jinja_int(n);
}

static struct jinja found(const struct call *c)
{
	const char *at = strstr(c->s, c->a);
	long n = 0;

	for (const char *p = c->s; at && p < at; p++)
		n += ((unsigned char)*p & 0xc0) != 0x80;
	return jinja_int(at ? n : -1);
}

static struct jinja digits(const struct call *c)
{
	return jinja_bool(*c->s && !c->s[strspn(c->s, "0123456789")]);
}

struct jinja jinja_pairs(struct arena *arena, const struct jinja *v,
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

/* "{0} {name}".format(a, name=b) */
static struct jinja format(struct arena *arena, const char *s,
			   const struct jinja_args *args)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	size_t next = 0;

	for (; *s; s++) {
		size_t n = *s == '{' ? strcspn(s, "}") : 0;
		if ((*s == '{' || *s == '}') && s[1] == *s)
			strbuf_addc(&sb, *s++);
		else if (!n || !s[n])
			strbuf_addc(&sb, *s);
		else {
			const char *name = arena_strndup(arena, s + 1, n - 1);
			bool place = !name[strspn(name, "0123456789")];
			size_t i = place ? *name ? strtoul(name, NULL, 10) :
						   next++ :
					   args->list.n;
			const struct jinja *v =
				jinja_arg(args, i, place ? NULL : name);
			if (v)
				jinja_print(&sb, v);
			s += n;
		}
	}
	return jinja_text(arena_strndup(arena, sb.buf, sb.len));
}

static bool of_dict(struct jinja *out, struct arena *arena,
		    const struct jinja *v, const char *name,
		    const struct jinja_args *args)
{
	const struct jinja *key = jinja_arg(args, 0, NULL);
	const struct jinja *other = jinja_arg(args, 1, "default");

	if (!strcmp(name, "items") || !strcmp(name, "keys") ||
	    !strcmp(name, "values")) {
		*out = jinja_pairs(arena, v, name);
		return true;
	}
	if (strcmp(name, "get") != 0 || !key)
		return false;
	const struct jinja *value = jinja_get(v, jinja_string(arena, key));
	*out = value ? *value :
	       other ? *other :
		       (struct jinja){ .type = J_NULL };
	return true;
}

static bool of_list(struct jinja *out, struct arena *arena,
		    const struct jinja *v, const char *name,
		    const struct jinja_args *args)
{
	const struct jinja *key = jinja_arg(args, 0, NULL);
	long n = 0;

	if (strcmp(name, "count") != 0 || !key)
		return false;
	for (size_t i = 0; i < v->n; i++)
		n += !jinja_order(arena, &v->item[i], key);
	*out = jinja_int(n);
	return true;
}

static struct jinja join(struct arena *arena, const char *s,
			 const struct jinja *list)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; list->type == J_LIST && i < list->n; i++) {
		strbuf_adds(&sb, i ? s : "");
		jinja_print(&sb, &list->item[i]);
	}
	return jinja_text(arena_strndup(arena, sb.buf, sb.len));
}

static const struct method {
	const char *name;
	struct jinja (*make)(const struct call *c);
	bool needs; /* an argument */
} methods[] = {
	{ "startswith", begins, true },    { "endswith", ends, true },
	{ "upper", change_case, false },   { "lower", change_case, false },
	{ "title", change_case, false },   { "capitalize", change_case, false },
	{ "|title", change_case, false },  { "strip", strip, false },
	{ "lstrip", strip, false },        { "rstrip", strip, false },
	{ "removeprefix", without, true }, { "removesuffix", without, true },
	{ "replace", replace, true },      { "split", split, false },
	{ "splitlines", lines, false },    { "count", occurrences, true },
	{ "find", found, true },           { "isdigit", digits, false },
};

bool jinja_method(struct jinja *out, struct arena *arena, const struct jinja *v,
		  const char *name, const struct jinja_args *args)
{
	struct call c = { .arena = arena, .name = name, .limit = -1 };
	const struct jinja *a = jinja_arg(args, 0, "sep");

	if (v->type == J_DICT)
		return of_dict(out, arena, v, name, args);
	if (v->type == J_LIST)
		return of_list(out, arena, v, name, args);
	if (v->type != J_TEXT)
		return false;
	if (!strcmp(name, "join") && a) {
		*out = join(arena, v->text, a);
		return true;
	}
	if (!strcmp(name, "format")) {
		*out = format(arena, v->text, args);
		return true;
	}
	c.s = v->text;
	c.a = a && a->type != J_NULL ? jinja_string(arena, a) : NULL;
	for (size_t i = 1; i < args->list.n; i++) {
		if (args->list.item[i].type == J_TEXT)
			c.b = args->list.item[i].text;
		else if (args->list.item[i].type == J_INT)
			c.limit = args->list.item[i].number;
	}
	const struct jinja *limit = jinja_get(&args->named, "maxsplit");
	if (limit)
		c.limit = limit->number;
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		if (strcmp(methods[i].name, name) || (methods[i].needs && !c.a))
			continue;
		*out = methods[i].make(&c);
		return true;
	}
	return false;
}
