#include "towncrier/jinja.h"

#include "base/cleanup.h"
#include "towncrier/jinja_expr.h"
#include "towncrier/jinja_lex.h"
#include "towncrier/jinja_value.h"

#include <string.h>

enum { MAX_DEPTH = 32, MAX_OUTPUT = 64 << 20, MAX_STEPS = 500000 };

struct run {
	struct arena arena;
	struct jinja_pieces all;
	struct jinja_vars vars;
	struct strbuf *out;
	int depth;
	long steps;
};

static int refuse(const struct run *r, size_t i, const char *what)
{
	return error(E_CONFIG, "%s:%d: %s is not known here", r->all.name,
		     i < r->all.n ? r->all.piece[i].line : 0, what);
}

static struct jinja_expr expression(struct run *r, size_t i)
{
	const struct jinja_piece *p = &r->all.piece[i];

	return (struct jinja_expr){ .arena = &r->arena,
				    .p = p->s,
				    .end = p->s + p->n,
				    .vars = &r->vars };
}

static int settled(const struct run *r, size_t i, struct jinja_expr *e)
{
	if (e->rc < 0)
		return e->rc;
	if (e->fault)
		return refuse(r, i, e->fault);
	jinja_blank(e);
	return e->p == e->end ? 0 : refuse(r, i, "the end of this");
}

static int run_range(struct run *r, size_t from, size_t to);

static void bind(struct run *r, const char *name, struct jinja value)
{
	r->vars.item = arena_grow(&r->arena, r->vars.item, r->vars.n,
				  sizeof(*r->vars.item));
	r->vars.item[r->vars.n++] = (struct jinja_var){ name, value };
}

static int run_if(struct run *r, size_t i, size_t *next)
{
	size_t end = jinja_block_end(&r->all, i, false);
	int rc = 0;

	*next = end + 1;
	if (end == r->all.n)
		return refuse(r, i, "an 'if' without its end");
	while (i < end) {
		size_t part = jinja_block_end(&r->all, i, true);
		struct jinja_expr e = expression(r, i);
		bool last = r->all.piece[i].kind == JINJA_ELSE;
		struct jinja v = last ? jinja_bool(true) : jinja_eval(&e);
		if ((rc = settled(r, i, &e)) < 0)
			return rc;
		if (jinja_is_true(&v))
			return run_range(r, i + 1, part);
		i = part;
	}
	return 0;
}

struct loop {
	const char *name[2];
	size_t first, end; /* of its body */
	const char *only;  /* where its condition stands; NULL: none */
	const char *only_end;
};

static void bind_item(struct run *r, const struct loop *l,
		      const struct jinja *v)
{
	if (!l->name[1]) {
		bind(r, l->name[0], *v);
		return;
	}
	for (size_t k = 0; k < 2; k++)
		bind(r, l->name[k],
		     v->type == J_LIST && k < v->n ? v->item[k] :
						     jinja_text(""));
}

/* The items that the condition lets through. */
static int choose(struct run *r, const struct loop *l, struct jinja *list,
		  size_t i)
{
	struct jinja some = { .type = J_LIST };
	int rc = 0;

	if (!l->only || list->type != J_LIST)
		return 0;
	for (size_t k = 0; !rc && k < list->n; k++) {
		size_t n = r->vars.n;
		if (++r->steps > MAX_STEPS)
			return refuse(r, i, "a template that long");
		struct jinja_expr e = expression(r, i);
		bind_item(r, l, &list->item[k]);
		e.p = l->only;
		e.end = l->only_end;
		struct jinja v = jinja_eval(&e);
		rc = settled(r, i, &e);
		r->vars.n = n;
		if (jinja_is_true(&v))
			jinja_push(&r->arena, &some, list->item[k]);
	}
	*list = some;
	return rc;
}

static struct jinja position(struct run *r, size_t k, size_t n)
{
	struct jinja loop = { .type = J_DICT };
	struct arena *a = &r->arena;

	jinja_set(a, &loop, "first", jinja_bool(k == 0));
	jinja_set(a, &loop, "last", jinja_bool(k + 1 == n));
	jinja_set(a, &loop, "index", jinja_int((long)k + 1));
	jinja_set(a, &loop, "index0", jinja_int((long)k));
	jinja_set(a, &loop, "revindex", jinja_int((long)(n - k)));
	jinja_set(a, &loop, "revindex0", jinja_int((long)(n - k) - 1));
	jinja_set(a, &loop, "length", jinja_int((long)n));
	return loop;
}

static int read_loop(struct run *r, size_t i, struct loop *l,
		     struct jinja *list)
{
	struct jinja_expr e = expression(r, i);

	bool bracket = jinja_word(&e, "(");
	l->name[0] = jinja_name(&e);
	l->name[1] = jinja_word(&e, ",") ? jinja_name(&e) : NULL;
	if (!l->name[0] || (bracket && !jinja_word(&e, ")")) ||
	    !jinja_word(&e, "in"))
		return refuse(r, i, "this form of 'for'");
	*list = jinja_eval_list(&e);
	l->only = jinja_word(&e, "if") ? e.p : NULL;
	l->only_end = e.end;
	if (l->only)
		e.p = e.end;
	if (list->type == J_DICT) {
		struct jinja keys = { .type = J_LIST };
		for (size_t k = 0; k < list->n; k++)
			jinja_push(&r->arena, &keys, jinja_text(list->key[k]));
		*list = keys;
	}
	return settled(r, i, &e);
}

static int run_for(struct run *r, size_t i, size_t *next)
{
	size_t end = jinja_block_end(&r->all, i, false);
	size_t other = jinja_block_end(&r->all, i, true);
	struct loop l = { .first = i + 1, .end = other };
	struct jinja list = { 0 };
	int rc;

	*next = end + 1;
	if (end == r->all.n)
		return refuse(r, i, "a 'for' without its end");
	if ((rc = read_loop(r, i, &l, &list)) < 0 ||
	    (rc = choose(r, &l, &list, i)) < 0)
		return rc;
	if (list.type != J_LIST || !list.n)
		return other < end ? run_range(r, other + 1, end) : 0;
	for (size_t k = 0; !rc && k < list.n; k++) {
		size_t n = r->vars.n;
		if (++r->steps > MAX_STEPS)
			return refuse(r, i, "a template that long");
		bind(r, "loop", position(r, k, list.n));
		bind_item(r, &l, &list.item[k]);
		rc = run_range(r, l.first, l.end);
		r->vars.n = n;
	}
	return rc;
}

/* What a range prints, as a text. */
static int capture(struct run *r, size_t from, size_t to, struct jinja *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct strbuf *outer = r->out;
	size_t n = r->vars.n;

	r->out = &text;
	int rc = run_range(r, from, to);
	r->out = outer;
	r->vars.n = n;
	*out = jinja_text(arena_strndup(&r->arena, text.buf, text.len));
	return rc;
}

static int set_attribute(struct run *r, size_t i, struct jinja_expr *e,
			 const char *name)
{
	const char *key = jinja_name(e);

	if (!key || !jinja_word(e, "="))
		return refuse(r, i, "this form of 'set'");
	struct jinja v = jinja_eval(e);
	struct jinja *dict = jinja_variable(&r->vars, name);
	if (!dict || dict->type != J_DICT)
		return refuse(r, i, "this form of 'set'");
	jinja_set(&r->arena, dict, key, v);
	return settled(r, i, e);
}

static int run_set(struct run *r, size_t i, size_t *next)
{
	struct jinja_expr e = expression(r, i);
	const char *name = jinja_name(&e);
	struct jinja v;
	int rc;

	if (name && jinja_word(&e, "."))
		return set_attribute(r, i, &e, name);
	if (!name || (!r->all.piece[i].block && !jinja_word(&e, "=")))
		return refuse(r, i, "this form of 'set'");
	if (r->all.piece[i].block) {
		size_t end = jinja_block_end(&r->all, i, false);
		*next = end + 1;
		if (end == r->all.n)
			return refuse(r, i, "a 'set' without its end");
		if ((rc = capture(r, i + 1, end, &v)) < 0)
			return rc;
	} else {
		v = jinja_eval(&e);
	}
	bind(r, name, v);
	return settled(r, i, &e);
}

static int run_with(struct run *r, size_t i, size_t *next)
{
	size_t end = jinja_block_end(&r->all, i, false), n = r->vars.n;
	struct jinja_expr e = expression(r, i);
	int rc = 0;

	*next = end + 1;
	if (end == r->all.n)
		return refuse(r, i, "a 'with' without its end");
	while (!rc && (jinja_blank(&e), e.p < e.end)) {
		const char *name = jinja_name(&e);
		if (!name || !jinja_word(&e, "="))
			return refuse(r, i, "this form of 'with'");
		bind(r, name, jinja_eval(&e));
		if (!jinja_word(&e, ","))
			rc = settled(r, i, &e);
	}
	if (!rc)
		rc = run_range(r, i + 1, end);
	r->vars.n = n;
	return rc;
}

static int define_macro(struct run *r, size_t i, size_t *next)
{
	size_t end = jinja_block_end(&r->all, i, false);
	struct jinja_expr e = expression(r, i);
	const char *name = jinja_name(&e);

	*next = end + 1;
	if (end == r->all.n || !name || !jinja_next_is(&e, '('))
		return refuse(r, i, "this form of 'macro'");
	bind(r, name,
	     (struct jinja){
		     .type = J_CALL, .text = name, .number = (long)i, .n = 1 });
	return 0;
}

/* The names in the brackets of the macro, and their values. */
static int bind_args(struct run *r, size_t i, const struct jinja_args *args)
{
	struct jinja_expr e = expression(r, i);

	jinja_name(&e);
	jinja_word(&e, "(");
	for (size_t k = 0; !e.fault && !jinja_word(&e, ")"); k++) {
		const char *name = jinja_name(&e);
		if (!name)
			return refuse(r, i, "this form of 'macro'");
		const struct jinja *given = jinja_arg(args, k, name);
		struct jinja v = given ? *given : (struct jinja){ 0 };
		if (jinja_word(&e, "=")) {
			e.dead += given != NULL;
			struct jinja other = jinja_eval(&e);
			e.dead -= given != NULL;
			v = given ? v : other;
		}
		bind(r, name, v);
		if (!jinja_word(&e, ",") && !jinja_next_is(&e, ')'))
			return refuse(r, i, "this form of 'macro'");
	}
	return settled(r, i, &e);
}

static int call_macro(void *data, long number, const struct jinja_args *args,
		      struct jinja *out)
{
	struct run *r = data;
	size_t i = (size_t)number, n = r->vars.n;
	int rc = bind_args(r, i, args);

	if (!rc)
		rc = capture(r, i + 1, jinja_block_end(&r->all, i, false), out);
	r->vars.n = n;
	return rc;
}

static int print(struct run *r, size_t i)
{
	struct jinja_expr e = expression(r, i);
	struct jinja v = jinja_eval(&e);

	jinja_print(r->out, &v);
	return settled(r, i, &e);
}

static int run_piece(struct run *r, size_t i, size_t *next)
{
	const struct jinja_piece *p = &r->all.piece[i];

	switch (p->kind) {
	case JINJA_TEXT:
		strbuf_add(r->out, p->s, p->n);
		return 0;
	case JINJA_PRINT:
		return print(r, i);
	case JINJA_IF:
		return run_if(r, i, next);
	case JINJA_FOR:
		return run_for(r, i, next);
	case JINJA_SET:
		return run_set(r, i, next);
	case JINJA_WITH:
		return run_with(r, i, next);
	case JINJA_MACRO:
		return define_macro(r, i, next);
	default:
		return refuse(r, i, "this statement");
	}
}

static int run_range(struct run *r, size_t from, size_t to)
{
	int rc = 0;

	if (++r->depth > MAX_DEPTH)
		return refuse(r, from, "a template that deep");
	for (size_t i = from; !rc && i < to;) {
		size_t next = i + 1;
		if (r->out->len > MAX_OUTPUT || ++r->steps > MAX_STEPS)
			return refuse(r, i, "a template that long");
		rc = run_piece(r, i, &next);
		i = next;
	}
	r->depth--;
	return rc;
}

int jinja_render(struct strbuf *out, const char *template, size_t n,
		 const char *name, const struct jinja *vars)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run r = { .all.name = name, .out = &text };
	int rc;

	r.all.arena = &r.arena;
	r.vars.macro = call_macro;
	r.vars.run = &r;
	if (n && template[n - 1] == '\n') /* jinja2 drops it, too */
		n--;
	for (size_t i = 0; i < vars->n; i++)
		bind(&r, vars->key[i], vars->item[i]);
	rc = jinja_lex(&r.all, template, n);
	if (!rc)
		rc = run_range(&r, 0, r.all.n);
	if (!rc)
		strbuf_add(out, text.buf, text.len);
	arena_release(&r.arena);
	return rc;
}
