#include "towncrier/jinja_expr.h"

#include "towncrier/jinja_filter.h"
#include "towncrier/jinja_function.h"
#include "towncrier/jinja_method.h"
#include "towncrier/jinja_op.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MAX_DEPTH = 64 };

static const struct jinja none;

/* A value, and what append() would change. */
struct found {
	struct jinja v;
	const char *name;    /* of the variable it is; NULL: it is none */
	struct jinja *place; /* in another value; NULL: nowhere */
};

/* ---- what stands alone ---------------------------------------------------- */

static struct jinja bounded(struct jinja_expr *e, struct jinja v)
{
	bool text = v.type == J_TEXT && strlen(v.text) > JINJA_MAX_TEXT;

	return text || v.n > JINJA_MAX_ITEMS ?
		       jinja_fault(e, "a value that long") :
		       v;
}

/* "(a, b=1)", if it is there. */
static void args_of(struct jinja_expr *e, struct jinja_args *out)
{
	*out = (struct jinja_args){ .list.type = J_LIST };
	if (!jinja_word(e, "("))
		return;
	while (!e->fault && !jinja_word(e, ")")) {
		const char *back = e->p, *name = jinja_name(e);
		if (!name || !jinja_word(e, "=") || jinja_next_is(e, '=')) {
			e->p = back;
			name = NULL;
		}
		struct jinja v = jinja_eval(e);
		if (name)
			jinja_set(e->arena, &out->named, name, v);
		else
			jinja_push(e->arena, &out->list, v);
		if (!jinja_word(e, ",") && !jinja_next_is(e, ')'))
			jinja_fault(e, "arguments that are not closed");
	}
}

/* "[a, b]", or behind the first of "(a, b)". */
static struct jinja items(struct jinja_expr *e, struct jinja list,
			  const char *end)
{
	while (!e->fault && !jinja_word(e, end)) {
		jinja_push(e->arena, &list, jinja_eval(e));
		if (!jinja_word(e, ",") && !jinja_next_is(e, *end))
			return jinja_fault(e, "a list that is not closed");
	}
	list.type = J_LIST;
	return list;
}

static struct jinja bracket(struct jinja_expr *e)
{
	struct jinja list = { .type = J_LIST };

	if (jinja_word(e, ")"))
		return list;
	struct jinja v = jinja_eval(e);
	if (jinja_word(e, ")"))
		return v;
	if (!jinja_word(e, ","))
		return jinja_fault(e, "'(' without ')'");
	jinja_push(e->arena, &list, v);
	return items(e, list, ")");
}

static struct jinja dictionary(struct jinja_expr *e)
{
	struct jinja dict = { .type = J_DICT };

	while (!e->fault && !jinja_word(e, "}")) {
		struct jinja key = jinja_eval(e);
		if (!jinja_word(e, ":"))
			return jinja_fault(e, "a dictionary of this form");
		jinja_set(e->arena, &dict, jinja_string(e->arena, &key),
			  jinja_eval(e));
		if (!jinja_word(e, ",") && !jinja_next_is(e, '}'))
			return jinja_fault(e,
					   "a dictionary that is not closed");
	}
	return dict;
}

static struct found variable(struct jinja_expr *e)
{
	const char *name = jinja_name(e);

	if (!name)
		return (struct found){ jinja_fault(e, "what is no expression"),
				       NULL, NULL };
	struct jinja *v = jinja_variable(e->vars, name);
	if (v)
		return (struct found){ *v, name, NULL };
	if (!strcasecmp(name, "true") || !strcasecmp(name, "false"))
		return (struct found){ jinja_bool(tolower(*name) == 't'), NULL,
				       NULL };
	if (!strcasecmp(name, "none"))
		return (struct found){ { .type = J_NULL }, NULL, NULL };
	if (jinja_is_function(name))
		return (struct found){ { .type = J_CALL, .text = name },
				       NULL,
				       NULL };
	return (struct found){ none, NULL, NULL };
}

static struct found primary(struct jinja_expr *e)
{
	struct found f = { none, NULL, NULL };

	if (++e->depth > MAX_DEPTH)
		jinja_fault(e, "expressions too deep in each other");
	jinja_blank(e);
	if (e->p == e->end)
		f.v = jinja_fault(e, "an expression that ends too early");
	else if (*e->p == '\'' || *e->p == '"')
		f.v = jinja_quoted(e);
	else if (isdigit((unsigned char)*e->p))
		f.v = jinja_number(e);
	else if (jinja_word(e, "("))
		f.v = bracket(e);
	else if (jinja_word(e, "["))
		f.v = items(e, f.v, "]");
	else if (jinja_word(e, "{"))
		f.v = dictionary(e);
	else
		f = variable(e);
	while (f.v.type == J_TEXT && !e->fault &&
	       (jinja_next_is(e, '"') || jinja_next_is(e, '\'')) && !f.name) {
		const struct jinja more = jinja_quoted(e);
		f.v = jinja_plus(e->arena, &f.v, &more, true);
	}
	e->depth--;
	return f;
}

/* ---- what comes behind it ------------------------------------------------- */

static struct jinja call(struct jinja_expr *e, const struct jinja *f)
{
	struct jinja_args args;
	struct jinja out = none;

	args_of(e, &args);
	if (e->fault || e->dead)
		return none;
	if (f->type != J_CALL)
		return jinja_fault(e, "this function");
	if (jinja_function(&out, e, f, &args))
		return bounded(e, out);
	e->rc = e->vars->macro(e->vars->run, f->number, &args, &out);
	return e->rc < 0 ? jinja_fault(e, "this macro") : out;
}

/* A list of lists of lists could hold itself. */
static bool is_deep(const struct jinja *v)
{
	bool holds = v->type == J_LIST || v->type == J_DICT;

	for (size_t i = 0; holds && i < v->n; i++)
		if (v->item[i].type >= J_LIST)
			return true;
	return false;
}

static struct jinja append(struct jinja_expr *e, const struct found *f,
			   const struct jinja_args *args)
{
	struct jinja *list = f->name ? jinja_variable(e->vars, f->name) :
				       f->place;

	if (e->dead)
		return none;
	if (!list || list->type != J_LIST || args->list.n != 1 ||
	    is_deep(&args->list.item[0]))
		return jinja_fault(e, "this 'append'");
	jinja_push(e->arena, list, args->list.item[0]);
	return (struct jinja){ .type = J_NULL };
}

static struct jinja method(struct jinja_expr *e, const struct found *f,
			   const char *name)
{
	struct jinja_args args;
	struct jinja out = none;

	args_of(e, &args);
	if (!strcmp(name, "append"))
		return append(e, f, &args);
	if (!e->fault && !e->dead &&
	    !jinja_method(&out, e->arena, &f->v, name, &args))
		jinja_fault(e, arena_printf(e->arena, "'%s'", name));
	return bounded(e, out);
}

static struct found attribute(struct jinja_expr *e, const struct found *f)
{
	const char *name = jinja_name(e);
	struct found out = { none, NULL, NULL };

	if (!name) {
		out.v = jinja_fault(e, "a name that is missing");
		return out;
	}
	const struct jinja *there = jinja_get(&f->v, name);
	if (there) {
		out.v = *there;
		out.place = &f->v.item[there - f->v.item];
	} else if (jinja_next_is(e, '(')) {
		out.v = method(e, f, name);
	}
	return out;
}

static struct jinja filtered(struct jinja_expr *e, const struct jinja *v)
{
	const char *name = jinja_name(e);
	struct jinja_args args;
	struct jinja out = none;

	if (!name)
		return jinja_fault(e, "a name that is missing");
	args_of(e, &args);
	if (!e->fault && !e->dead &&
	    !jinja_filter(&out, e->arena, v, name, &args))
		jinja_fault(e, arena_printf(e->arena, "'%s'", name));
	return bounded(e, out);
}

static struct jinja tested(struct jinja_expr *e, const struct jinja *v)
{
	bool negated = jinja_word(e, "not");
	const char *name = jinja_name(e);
	int is = name ? jinja_test(v, name) : -1;

	if (is < 0)
		return jinja_fault(e, "this test");
	return jinja_bool((bool)is != negated);
}

static struct jinja subscript(struct jinja_expr *e, const struct jinja *v)
{
	struct jinja from = none, to = none;
	bool slice;

	if (!jinja_next_is(e, ':'))
		from = jinja_eval(e);
	slice = jinja_word(e, ":");
	if (slice && !jinja_next_is(e, ']'))
		to = jinja_eval(e);
	if (!jinja_word(e, "]"))
		return jinja_fault(e, "what stands behind this '['");
	return slice ? jinja_slice(e->arena, v, &from, &to) :
		       jinja_at(e->arena, v, &from);
}

static struct jinja postfix(struct jinja_expr *e)
{
	struct found f = primary(e);

	while (!e->fault) {
		struct found next = { none, NULL, NULL };
		if (jinja_word(e, "."))
			next = attribute(e, &f);
		else if (jinja_word(e, "|"))
			next.v = filtered(e, &f.v);
		else if (jinja_word(e, "["))
			next.v = subscript(e, &f.v);
		else if (jinja_word(e, "is"))
			next.v = tested(e, &f.v);
		else if (jinja_next_is(e, '('))
			next.v = call(e, &f.v);
		else
			break;
		f = next;
	}
	return f.v;
}

/* ---- operators, from those that bind most --------------------------------- */

static struct jinja unary(struct jinja_expr *e)
{
	if (!jinja_word(e, "-"))
		return postfix(e);
	struct jinja v = postfix(e);
	return jinja_int((long)(0UL - (unsigned long)v.number));
}

static struct jinja product(struct jinja_expr *e)
{
	struct jinja a = unary(e);

	while (!e->fault && jinja_word(e, "*")) {
		struct jinja b = unary(e), both;
		a = jinja_times(&both, e->arena, &a, &b) ?
			    both :
			    jinja_fault(e, "a value that large");
	}
	return a;
}

static struct jinja sum(struct jinja_expr *e)
{
	struct jinja a = product(e);

	while (!e->fault) {
		bool minus = jinja_word(e, "-");
		if (!minus && !jinja_word(e, "+"))
			break;
		struct jinja b = product(e);
		if (minus)
			b = jinja_int((long)(0UL - (unsigned long)b.number));
		a = bounded(e, jinja_plus(e->arena, &a, &b, false));
	}
	return a;
}

static struct jinja concat(struct jinja_expr *e)
{
	struct jinja a = sum(e);

	while (!e->fault && jinja_word(e, "~")) {
		struct jinja b = sum(e);
		a = bounded(e, jinja_plus(e->arena, &a, &b, true));
	}
	return a;
}

static bool compare(struct jinja_expr *e, int op, const struct jinja *a,
		    const struct jinja *b)
{
	if (op < 2)
		return jinja_same(e->arena, a, b) == (op == 0);
	int k = jinja_order(e->arena, a, b);
	return op == 2 ? k <= 0 : op == 3 ? k >= 0 : op == 4 ? k < 0 : k > 0;
}

static struct jinja comparison(struct jinja_expr *e)
{
	static const char *const ops[] = { "==", "!=", "<=", ">=", "<", ">" };
	struct jinja a = concat(e), b;

	for (int i = 0; i < 6; i++) {
		if (!jinja_word(e, ops[i]))
			continue;
		b = concat(e);
		return jinja_bool(compare(e, i, &a, &b));
	}
	const char *back = e->p;
	bool negated = jinja_word(e, "not");
	if (!jinja_word(e, "in")) {
		e->p = back;
		return a;
	}
	b = concat(e);
	return jinja_bool(jinja_holds(e->arena, &b, &a) != negated);
}

static struct jinja negation(struct jinja_expr *e)
{
	if (++e->depth > MAX_DEPTH)
		return jinja_fault(e, "expressions too deep in each other");
	bool negated = jinja_word(e, "not");
	struct jinja v = negated ? negation(e) : comparison(e);
	e->depth--;
	return negated ? jinja_bool(!jinja_is_true(&v)) : v;
}

/* What does not decide is read, but not asked. */
static struct jinja conjunction(struct jinja_expr *e)
{
	struct jinja a = negation(e);

	while (!e->fault && jinja_word(e, "and")) {
		bool asked = jinja_is_true(&a);
		e->dead += !asked;
		struct jinja b = negation(e);
		e->dead -= !asked;
		a = asked ? b : a;
	}
	return a;
}

struct jinja jinja_eval_list(struct jinja_expr *e)
{
	struct jinja a = conjunction(e);

	while (!e->fault && jinja_word(e, "or")) {
		bool asked = !jinja_is_true(&a);
		e->dead += !asked;
		struct jinja b = conjunction(e);
		e->dead -= !asked;
		a = asked ? b : a;
	}
	return a;
}

/* "a if b else c": b is asked first. */
struct jinja jinja_eval(struct jinja_expr *e)
{
	const char *back = e->p, *behind;
	struct jinja a, other = none;

	e->dead++;
	a = jinja_eval_list(e);
	e->dead--;
	if (e->fault)
		return a;
	if (!jinja_word(e, "if")) {
		if (e->dead)
			return a;
		e->p = back;
		return jinja_eval_list(e);
	}
	struct jinja when = jinja_eval_list(e);
	bool is = jinja_is_true(&when);
	e->dead += is;
	if (jinja_word(e, "else")) {
		if (++e->depth > MAX_DEPTH)
			return jinja_fault(
				e, "expressions too deep in each other");
		other = jinja_eval(e);
		e->depth--;
	}
	e->dead -= is;
	if (!is || e->dead || e->fault)
		return other;
	behind = e->p;
	e->p = back;
	a = jinja_eval_list(e);
	if (!e->fault)
		e->p = behind;
	return a;
}
