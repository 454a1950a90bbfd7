#include "model/jinja_expr.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_DEPTH = 64, MAX_REPEAT = 10000 };

struct jinja jinja_text(const char *text)
{
	return (struct jinja){ .type = J_TEXT, .text = text };
}

struct jinja jinja_bool(bool value)
{
	return (struct jinja){ .type = J_BOOL, .number = value };
}

static struct jinja number(long value)
{
	return (struct jinja){ .type = J_INT, .number = value };
}

static const struct jinja none;

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

static const char *as_text(struct jinja_expr *e, const struct jinja *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (v->type == J_TEXT)
		return v->text;
	jinja_print(&sb, v);
	return arena_strndup(e->arena, sb.buf, sb.len);
}

static struct jinja fault(struct jinja_expr *e, const char *what)
{
	if (!e->fault)
		e->fault = what;
	e->p = e->end;
	return none;
}

void jinja_blank(struct jinja_expr *e)
{
	while (e->p < e->end && isspace((unsigned char)*e->p))
		e->p++;
}

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool jinja_word(struct jinja_expr *e, const char *word)
{
	size_t n = strlen(word);

	jinja_blank(e);
	if ((size_t)(e->end - e->p) < n || memcmp(e->p, word, n))
		return false;
	if (is_letter(*word) && e->p + n < e->end && is_letter(e->p[n]))
		return false;
	e->p += n;
	return true;
}

const char *jinja_name(struct jinja_expr *e)
{
	const char *from;

	jinja_blank(e);
	from = e->p;
	while (e->p < e->end && is_letter(*e->p))
		e->p++;
	return e->p > from && !isdigit((unsigned char)*from) ?
		       arena_strndup(e->arena, from, (size_t)(e->p - from)) :
		       NULL;
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
	char *s = arena_strdup(e->arena, as_text(e, v));
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
	const char *s = as_text(e, v);
	size_t n;

	while (isspace((unsigned char)*s))
		s++;
	for (n = strlen(s); n && isspace((unsigned char)s[n - 1]);)
		n--;
	return jinja_text(arena_strndup(e->arena, s, n));
}

/* Arguments in brackets, if there are any. */
static struct jinja arguments(struct jinja_expr *e)
{
	struct jinja list = { .type = J_LIST };

	if (!jinja_word(e, "("))
		return list;
	while (e->p < e->end && !jinja_word(e, ")")) {
		/* a name in front tells nothing that the value does not */
		const char *back = e->p;
		if (!jinja_name(e) || !jinja_word(e, "=") ||
		    (e->p < e->end && *e->p == '='))
			e->p = back;
		jinja_push(e->arena, &list, jinja_eval(e));
		if (!jinja_word(e, ",") &&
		    (jinja_blank(e), e->p == e->end || *e->p != ')'))
			return fault(e, "arguments that are not closed");
	}
	return list;
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

static int order(struct jinja_expr *e, const struct jinja *a,
		 const struct jinja *b)
{
	for (size_t i = 0; a->type == J_LIST && b->type == J_LIST; i++) {
		if (i == a->n || i == b->n)
			return a->n < b->n ? -1 : a->n > b->n;
		int k = order(e, &a->item[i], &b->item[i]);
		if (k)
			return k;
	}
	if (a->type == J_TEXT || b->type == J_TEXT)
		return strcmp(as_text(e, a), as_text(e, b));
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
			int cmp = value ? order(e, a, b) :
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
static struct jinja call(struct jinja_expr *e, const struct jinja *v,
			 const char *name)
{
	struct jinja args = arguments(e);
	const struct jinja *first = args.n ? &args.item[0] : &none;

	if (is_one(name, "join", NULL))
		return join(e, v, as_text(e, first));
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
	return fault(e, arena_printf(e->arena, "'%s'", name));
}

static struct jinja quoted(struct jinja_expr *e)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	char quote = *e->p++;

	for (; e->p < e->end && *e->p != quote; e->p++) {
		if (*e->p == '\\' && e->p + 1 < e->end) {
			e->p++;
			strbuf_addc(&sb, *e->p == 'n' ? '\n' :
					 *e->p == 't' ? '\t' :
							*e->p);
		} else {
			strbuf_addc(&sb, *e->p);
		}
	}
	if (e->p == e->end)
		return fault(e, "text without an end");
	e->p++;
	return jinja_text(arena_strndup(e->arena, sb.buf, sb.len));
}

static struct jinja variable(struct jinja_expr *e)
{
	const char *name = jinja_name(e);

	if (!name)
		return fault(e, "what is no expression");
	for (size_t i = e->vars->n; i-- > 0;)
		if (!strcmp(e->vars->item[i].name, name))
			return e->vars->item[i].value;
	if (is_one(name, "true", "True"))
		return jinja_bool(true);
	if (is_one(name, "false", "False"))
		return jinja_bool(false);
	if (is_one(name, "get_indent", NULL)) {
		struct jinja args = arguments(e);
		const char *text = args.n ? as_text(e, &args.item[0]) : "";
		(void)text;
		const struct jinja *indent = NULL;
		for (size_t i = e->vars->n; i-- > 0 && !indent;)
			if (!strcmp(e->vars->item[i].name, "all_bullets"))
				indent = &e->vars->item[i].value;
		if ((indent && jinja_is_true(indent)) ||
		    starts_with(text, "- ") || starts_with(text, "* "))
			return jinja_text("  ");
		return jinja_text(starts_with(text, "#. ") ? "   " : "");
	}
	return none;
}

static struct jinja primary(struct jinja_expr *e)
{
	long value = 0;

	jinja_blank(e);
	if (e->p == e->end)
		return fault(e, "an expression that ends too early");
	if (*e->p == '\'' || *e->p == '"')
		return quoted(e);
	if (*e->p == '(') {
		e->p++;
		struct jinja v = jinja_eval(e);
		return jinja_word(e, ")") ? v : fault(e, "'(' without ')'");
	}
	if (!isdigit((unsigned char)*e->p))
		return variable(e);
	while (e->p < e->end && isdigit((unsigned char)*e->p) &&
	       value < 100000000)
		value = value * 10 + (*e->p++ - '0');
	return number(value);
}

static struct jinja index_of(struct jinja_expr *e, const struct jinja *v)
{
	struct jinja key = jinja_eval(e);
	const struct jinja *found = NULL;

	if (!jinja_word(e, "]"))
		return fault(e, "'[' without ']'");
	if (v->type == J_DICT)
		found = jinja_get(v, as_text(e, &key));
	else if (v->type == J_LIST && key.type == J_INT && key.number >= 0 &&
		 (size_t)key.number < v->n)
		found = &v->item[key.number];
	return found ? *found : none;
}

static struct jinja postfix(struct jinja_expr *e)
{
	struct jinja v = primary(e);

	while (!e->fault) {
		const char *name;
		bool dot = jinja_word(e, ".");
		if (dot || jinja_word(e, "|")) {
			name = jinja_name(e);
			if (!name)
				return fault(e, "a name that is missing");
			const struct jinja *found = jinja_get(&v, name);
			if (dot && found)
				v = *found;
			else if (dot && (jinja_blank(e),
					 e->p == e->end || *e->p != '('))
				v = none;
			else
				v = call(e, &v, name);
		} else if (jinja_word(e, "[")) {
			v = index_of(e, &v);
		} else {
			break;
		}
	}
	return v;
}

static struct jinja repeat(struct jinja_expr *e, const struct jinja *a,
			   const struct jinja *b)
{
	const struct jinja *text = a->type == J_TEXT ? a : b;
	long n = a->type == J_TEXT ? b->number : a->number;
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (text->type != J_TEXT)
		return number(a->number * b->number);
	for (long i = 0; i < n && i < MAX_REPEAT; i++)
		strbuf_adds(&sb, text->text);
	return jinja_text(arena_strndup(e->arena, sb.buf, sb.len));
}

static struct jinja product(struct jinja_expr *e)
{
	struct jinja a = postfix(e);

	while (!e->fault && jinja_word(e, "*")) {
		struct jinja b = postfix(e);
		a = repeat(e, &a, &b);
	}
	return a;
}

static struct jinja sum(struct jinja_expr *e)
{
	struct jinja a = product(e);

	while (!e->fault) {
		bool text = jinja_word(e, "~");
		if (!text && !jinja_word(e, "+"))
			break;
		struct jinja b = product(e);
		if (!text && a.type != J_TEXT && b.type != J_TEXT)
			a = number(a.number + b.number);
		else
			a = jinja_text(arena_printf(e->arena, "%s%s",
						    as_text(e, &a),
						    as_text(e, &b)));
	}
	return a;
}

static bool holds(struct jinja_expr *e, const struct jinja *in,
		  const struct jinja *v)
{
	const char *text = as_text(e, v);

	if (in->type == J_TEXT)
		return strstr(in->text, text);
	for (size_t i = 0; i < in->n; i++)
		if (!strcmp(in->type == J_DICT ? in->key[i] :
						 as_text(e, &in->item[i]),
			    text))
			return true;
	return false;
}

static struct jinja comparison(struct jinja_expr *e)
{
	static const char *const op[] = { "==", "!=", "<=", ">=", "<", ">" };
	struct jinja a = sum(e), b;

	for (int i = 0; i < 6; i++) {
		if (!jinja_word(e, op[i]))
			continue;
		b = sum(e);
		int k = order(e, &a, &b);
		return jinja_bool(i == 0 ? k == 0 :
				  i == 1 ? k != 0 :
				  i == 2 ? k <= 0 :
				  i == 3 ? k >= 0 :
				  i == 4 ? k < 0 :
					   k > 0);
	}
	const char *back = e->p;
	bool negated = jinja_word(e, "not");
	if (!jinja_word(e, "in")) {
		e->p = back;
		return a;
	}
	b = sum(e);
	return jinja_bool(holds(e, &b, &a) != negated);
}

static struct jinja negation(struct jinja_expr *e)
{
	if (++e->depth > MAX_DEPTH)
		return fault(e, "expressions too deep in each other");
	bool negated = jinja_word(e, "not");
	struct jinja v = negated ? negation(e) : comparison(e);
	e->depth--;
	return negated ? jinja_bool(!jinja_is_true(&v)) : v;
}

static struct jinja conjunction(struct jinja_expr *e)
{
	struct jinja a = negation(e);

	while (!e->fault && jinja_word(e, "and")) {
		struct jinja b = negation(e);
		a = jinja_is_true(&a) ? b : a;
	}
	return a;
}

struct jinja jinja_eval_list(struct jinja_expr *e)
{
	struct jinja a = conjunction(e);

	while (!e->fault && jinja_word(e, "or")) {
		struct jinja b = conjunction(e);
		a = jinja_is_true(&a) ? a : b;
	}
	return a;
}

struct jinja jinja_eval(struct jinja_expr *e)
{
	struct jinja a = jinja_eval_list(e), other = none;

	if (e->fault || !jinja_word(e, "if"))
		return a;
	struct jinja when = jinja_eval_list(e);
	if (jinja_word(e, "else"))
		other = jinja_eval(e);
	return jinja_is_true(&when) ? a : other;
}
