#include "towncrier/jinja_filter.h"

#include "base/cleanup.h"
#include "towncrier/jinja_method.h"
#include "towncrier/jinja_op.h"

#include <ctype.h>
#include <string.h>

struct call {
	struct arena *arena;
	const struct jinja *v;
	const char *name;
	const struct jinja_args *args;
};

/* Is the option given and true? */
static bool option(const struct call *c, size_t i, const char *name)
{
	const struct jinja *v = jinja_arg(c->args, i, name);

	return v && jinja_is_true(v);
}

static struct jinja attribute_of(const struct jinja *v, const struct jinja *key)
{
	const struct jinja *found =
		key->type == J_TEXT ? jinja_get(v, key->text) : NULL;

	if (key->type == J_INT && v->type == J_LIST && key->number >= 0 &&
	    (size_t)key->number < v->n)
		found = &v->item[key->number];
	return found ? *found : (struct jinja){ .type = J_NONE };
}

static struct jinja as_list(const struct call *c)
{
	struct jinja list = { .type = J_LIST };

	if (c->v->type == J_LIST)
		return *c->v;
	for (size_t i = 0; c->v->type == J_DICT && i < c->v->n; i++)
		jinja_push(c->arena, &list, jinja_text(c->v->key[i]));
	for (long i = 0; c->v->type == J_TEXT; i++) {
		const struct jinja at = jinja_int(i);
		struct jinja one = jinja_at(c->arena, c->v, &at);
		if (one.type == J_NONE)
			break;
		jinja_push(c->arena, &list, one);
	}
	return list;
}

static struct jinja join(const struct call *c)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	const struct jinja *between = jinja_arg(c->args, 0, "d");
	const struct jinja *key = jinja_arg(c->args, 1, "attribute");
	struct jinja list = as_list(c);

	for (size_t i = 0; i < list.n && sb.len <= JINJA_MAX_TEXT; i++) {
		struct jinja one = key ? attribute_of(&list.item[i], key) :
					 list.item[i];
		if (i && between)
			jinja_print(&sb, between);
		jinja_print(&sb, &one);
	}
	return jinja_text(arena_strndup(c->arena, sb.buf, sb.len));
}

static struct jinja length(const struct call *c)
{
	size_t n = 0;

	if (c->v->type != J_TEXT)
		return jinja_int((long)c->v->n);
	for (const char *s = c->v->text; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return jinja_int((long)n);
}

/* Without regard to case, if it is a text. */
static struct jinja folded(const struct call *c, struct jinja v)
{
	if (v.type != J_TEXT)
		return v;
	char *s = arena_strdup(c->arena, v.text);
	for (char *p = s; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return jinja_text(s);
}

struct sortable {
	struct jinja item, key;
};

static struct jinja key_of(const struct call *c, const struct jinja *item,
			   const struct jinja *attribute, bool fold)
{
	struct jinja key = attribute ? attribute_of(item, attribute) : *item;

	return fold ? folded(c, key) : key;
}

/* Insertion is as fast as it need be, and keeps what is equal in its order. */
static struct jinja sorted(const struct call *c, const struct jinja *list,
			   const struct jinja *attribute, bool fold,
			   bool reverse)
{
	struct sortable *all =
		arena_alloc(c->arena, (list->n + 1) * sizeof(*all));
	struct jinja out = { .type = J_LIST };

	for (size_t i = 0; i < list->n; i++) {
		struct sortable one = { list->item[i],
					key_of(c, &list->item[i], attribute,
					       fold) };
		size_t k = i;
		for (; k; k--) {
			int cmp = jinja_order(c->arena, &all[k - 1].key,
					      &one.key);
			if (reverse ? cmp >= 0 : cmp <= 0)
				break;
			all[k] = all[k - 1];
		}
		all[k] = one;
	}
	for (size_t i = 0; i < list->n; i++)
		jinja_push(c->arena, &out, all[i].item);
	return out;
}

static struct jinja sort(const struct call *c)
{
	struct jinja list = as_list(c);

	return sorted(c, &list, jinja_arg(c->args, 2, "attribute"),
		      !option(c, 1, "case_sensitive"), option(c, 0, "reverse"));
}

/* The pairs of a dictionary, by key or by value. */
static struct jinja dictsort(const struct call *c)
{
	const struct jinja *by = jinja_arg(c->args, 1, "by");
	const struct jinja at =
		jinja_int(by && by->type == J_TEXT && *by->text == 'v');
	struct jinja list = jinja_pairs(c->arena, c->v, "items");

	return sorted(c, &list, &at, !option(c, 0, "case_sensitive"),
		      option(c, 2, "reverse"));
}

static struct jinja unique(const struct call *c)
{
	bool fold = !option(c, 0, "case_sensitive");
	const struct jinja *key = jinja_arg(c->args, 1, "attribute");
	struct jinja list = as_list(c), out = { .type = J_LIST }, seen = out;

	for (size_t i = 0; i < list.n; i++) {
		struct jinja one = key_of(c, &list.item[i], key, fold);
		if (jinja_holds(c->arena, &seen, &one))
			continue;
		jinja_push(c->arena, &seen, one);
		jinja_push(c->arena, &out, list.item[i]);
	}
	return out;
}

static struct jinja reversed(const struct call *c)
{
	struct jinja list = as_list(c), out = { .type = J_LIST };

	for (size_t i = list.n; i-- > 0;)
		jinja_push(c->arena, &out, list.item[i]);
	if (c->v->type != J_TEXT)
		return out;
	struct jinja_args none = { 0 };
	return join(&(struct call){ c->arena, &out, "join", &none });
}

static struct jinja end_of(const struct call *c)
{
	struct jinja list = as_list(c);

	if (!list.n)
		return (struct jinja){ .type = J_NONE };
	return list.item[*c->name == 'f' ? 0 : list.n - 1];
}

/* map("lower"), map(attribute="x"): what comes after the name is for it. */
static bool map(struct jinja *out, const struct call *c)
{
	const struct jinja *key = jinja_get(&c->args->named, "attribute");
	struct jinja list = as_list(c);
	struct jinja_args rest = *c->args;

	*out = (struct jinja){ .type = J_LIST };
	if (!key && (!rest.list.n || rest.list.item[0].type != J_TEXT))
		return false;
	if (!key) {
		rest.list.item++;
		rest.list.n--;
	}
	for (size_t i = 0; i < list.n; i++) {
		struct jinja one;
		if (key)
			one = attribute_of(&list.item[i], key);
		else if (!jinja_filter(&one, c->arena, &list.item[i],
				       c->args->list.item[0].text, &rest))
			return false;
		jinja_push(c->arena, out, one);
	}
	return true;
}

/* select("string"), reject("none"); without a test, what is true. */
static bool chosen(struct jinja *out, const struct call *c)
{
	const struct jinja *test = jinja_arg(c->args, 0, NULL);
	bool keep = !strcmp(c->name, "select");
	struct jinja list = as_list(c);

	*out = (struct jinja){ .type = J_LIST };
	for (size_t i = 0; i < list.n; i++) {
		int is = test ? jinja_test(&list.item[i],
					   jinja_string(c->arena, test)) :
				jinja_is_true(&list.item[i]);
		if (is < 0)
			return false;
		if ((bool)is == keep)
			jinja_push(c->arena, out, list.item[i]);
	}
	return true;
}

static struct jinja indent(const struct call *c)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	const struct jinja *width = jinja_arg(c->args, 0, "width");
	bool first = option(c, 1, "first"), blank = option(c, 2, "blank");
	const char *s = jinja_string(c->arena, c->v);
	long n = !width ? 4 : width->type == J_INT ? width->number : 0;

	for (bool begin = true; *s; s++) {
		if (begin && first && (blank || *s != '\n')) {
			for (long k = 0; k < n && k < 1000; k++)
				strbuf_addc(&sb, ' ');
			if (width && width->type == J_TEXT)
				strbuf_adds(&sb, width->text);
		}
		strbuf_addc(&sb, *s);
		begin = *s == '\n';
		first |= begin;
	}
	return jinja_text(arena_strndup(c->arena, sb.buf, sb.len));
}

static struct jinja otherwise(const struct call *c)
{
	const struct jinja *other = jinja_arg(c->args, 0, "default_value");
	bool missing = option(c, 1, "boolean") ? !jinja_is_true(c->v) :
						 c->v->type == J_NONE;

	return !missing ? *c->v : other ? *other : jinja_text("");
}

static struct jinja number(const struct call *c)
{
	if (c->v->type == J_TEXT) {
		struct jinja_args none = { 0 };
		struct jinja text = *c->v;
		if (jinja_method(&text, c->arena, c->v, "strip", &none) &&
		    *text.text && strlen(text.text) < 18)
			return jinja_int(strtol(text.text, NULL, 10));
	}
	return jinja_int(c->v->type == J_TEXT ? 0 : c->v->number);
}

static struct jinja text(const struct call *c)
{
	return jinja_text(jinja_string(c->arena, c->v));
}

static struct jinja itself(const struct call *c)
{
	return *c->v;
}

static bool is_one(const char *name, const char *const *list)
{
	while (*list && strcmp(*list, name) != 0)
		list++;
	return *list;
}

bool jinja_filter(struct jinja *out, struct arena *arena, const struct jinja *v,
		  const char *name, const struct jinja_args *args)
{
	static const struct {
		const char *name;
		struct jinja (*make)(const struct call *c);
	} known[] = {
		{ "join", join },         { "length", length },
		{ "count", length },      { "sort", sort },
		{ "dictsort", dictsort }, { "unique", unique },
		{ "reverse", reversed },  { "first", end_of },
		{ "last", end_of },       { "list", as_list },
		{ "safe", itself },       { "string", text },
		{ "int", number },        { "indent", indent },
		{ "default", otherwise }, { "d", otherwise },
	};
	static const char *const methods[] = { "upper",   "lower", "capitalize",
					       "replace", "items", NULL };
	const struct call c = { arena, v, name, args };

	if (!strcmp(name, "map"))
		return map(out, &c);
	if (!strcmp(name, "select") || !strcmp(name, "reject"))
		return chosen(out, &c);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(known[i].name, name))
			continue;
		*out = known[i].make(&c);
		return true;
	}
	if (!strcmp(name, "trim"))
		name = "strip";
	else if (!strcmp(name, "title"))
		name = "|title";
	else if (!is_one(name, methods))
		return false;
	struct jinja as = *v;
	if (v->type != J_DICT)
		as = text(&c);
	return jinja_method(out, arena, &as, name, args);
}
