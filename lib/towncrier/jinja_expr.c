#include "towncrier/jinja_expr.h"

#include "base/cleanup.h"
#include "towncrier/jinja_filter.h"
#include "towncrier/jinja_value.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_DEPTH = 64, MAX_REPEAT = 10000 };

static const struct jinja none;

/* Note what is not known here; the rest is stepped over. */
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
	if ((!strcmp(name, "true") || !strcmp(name, "True")))
		return jinja_bool(true);
	if ((!strcmp(name, "false") || !strcmp(name, "False")))
		return jinja_bool(false);
	if (!strcmp(name, "get_indent")) {
		struct jinja args = arguments(e);
		const char *text =
			args.n ? jinja_string(e->arena, &args.item[0]) : "";
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
	return jinja_int(value);
}

static struct jinja index_of(struct jinja_expr *e, const struct jinja *v)
{
	struct jinja key = jinja_eval(e);
	const struct jinja *found = NULL;

	if (!jinja_word(e, "]"))
		return fault(e, "'[' without ']'");
	if (v->type == J_DICT)
		found = jinja_get(v, jinja_string(e->arena, &key));
	else if (v->type == J_LIST && key.type == J_INT && key.number >= 0 &&
		 (size_t)key.number < v->n)
		found = &v->item[key.number];
	return found ? *found : none;
}

static struct jinja filtered(struct jinja_expr *e, const struct jinja *v,
			     const char *name)
{
	struct jinja args = arguments(e), out;

	if (!jinja_filter(&out, e->arena, v, name,
			  args.n ? &args.item[0] : &none))
		return fault(e, arena_printf(e->arena, "'%s'", name));
	return out;
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
				v = filtered(e, &v, name);
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
		return jinja_int(a->number * b->number);
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
			a = jinja_int(a.number + b.number);
		else
			a = jinja_text(arena_printf(
				e->arena, "%s%s", jinja_string(e->arena, &a),
				jinja_string(e->arena, &b)));
	}
	return a;
}

static bool holds(struct jinja_expr *e, const struct jinja *in,
		  const struct jinja *v)
{
	const char *text = jinja_string(e->arena, v);

	if (in->type == J_TEXT)
		return strstr(in->text, text);
	for (size_t i = 0; i < in->n; i++)
		if (!strcmp(in->type == J_DICT ?
				    in->key[i] :
				    jinja_string(e->arena, &in->item[i]),
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
		int k = jinja_order(e->arena, &a, &b);
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
