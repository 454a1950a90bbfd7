#include "towncrier/jinja.h"

#include "base/cleanup.h"
#include "towncrier/jinja_expr.h"
#include "towncrier/jinja_value.h"

#include <ctype.h>
#include <string.h>

enum kind { TEXT, PRINT, STATEMENT };
enum { MAX_DEPTH = 32, MAX_OUTPUT = 64 << 20 };

struct piece {
	enum kind kind;
	const char *s;
	size_t n;
	int line;
};

struct run {
	struct arena arena;
	const char *name; /* of the template */
	struct piece *piece;
	size_t n;
	struct jinja_vars vars;
	struct strbuf *out;
	int depth;
};

static int refuse(const struct run *r, size_t i, const char *what)
{
	int rc = error(E_CONFIG, "%s:%d: %s is not known here", r->name,
		       i < r->n ? r->piece[i].line : 0, what);

	error_hint("run the real program as a command of [prepare]");
	return rc;
}

static struct piece *add(struct run *r, enum kind kind, const char *s,
			 const char *end, int line)
{
	r->piece = arena_grow(&r->arena, r->piece, r->n, sizeof(*r->piece));
	r->piece[r->n] = (struct piece){ kind, s, (size_t)(end - s), line };
	return &r->piece[r->n++];
}

static int count_lines(const char *s, const char *end)
{
	int n = 0;

	for (; s < end; s++)
		n += *s == '\n';
	return n;
}

static const char *find_open(const char *s, const char *end)
{
	for (; s + 1 < end; s++)
		if (*s == '{' && (s[1] == '{' || s[1] == '%' || s[1] == '#'))
			return s;
	return end;
}

/* Take the template apart: what jinja2 calls lexing, trim_blocks on. */
static int take_apart(struct run *r, const char *s, const char *end)
{
	int line = 1;

	while (s < end) {
		const char *open = find_open(s, end), *stop = open;
		bool dash = open + 2 < end && open[2] == '-';
		while (dash && stop > s && isspace((unsigned char)stop[-1]))
			stop--;
		if (stop > s)
			add(r, TEXT, s, stop, line);
		line += count_lines(s, open);
		if (open == end)
			return 0;
		char kind = open[1];
		const char shut[] = { kind == '{' ? '}' : kind, '}', '\0' };
		const char *in = open + 2 + dash;
		const char *close =
			in < end ? memmem(in, (size_t)(end - in), shut, 2) :
				   NULL;
		if (!close)
			return error(E_CONFIG, "%s:%d: '%.2s' without '%s'",
				     r->name, line, open, shut);
		bool dash_end = close > in && close[-1] == '-';
		if (kind != '#')
			add(r, kind == '{' ? PRINT : STATEMENT, in,
			    close - dash_end, line);
		s = close + 2;
		if (dash_end)
			while (s < end && isspace((unsigned char)*s))
				s++;
		else if (kind != '{' && s < end && *s == '\n')
			s++;
		line += count_lines(open, s);
	}
	return 0;
}

static struct jinja_expr expression(struct run *r, size_t i)
{
	return (struct jinja_expr){ .arena = &r->arena,
				    .p = r->piece[i].s,
				    .end = r->piece[i].s + r->piece[i].n,
				    .vars = &r->vars };
}

static int settled(const struct run *r, size_t i, struct jinja_expr *e)
{
	if (e->fault)
		return refuse(r, i, e->fault);
	jinja_blank(e);
	return e->p == e->end ? 0 : refuse(r, i, "the end of this");
}

static bool is_statement(struct run *r, size_t i, const char *word)
{
	struct jinja_expr e = expression(r, i);

	return r->piece[i].kind == STATEMENT && jinja_word(&e, word);
}

/* From the statement behind `i` to the one that ends the block or parts it:
 * "endif", "elif", "else" of the same depth. */
static size_t find_end(struct run *r, size_t i, const char *part)
{
	int depth = 0;

	for (i++; i < r->n; i++) {
		if (is_statement(r, i, "if") || is_statement(r, i, "for"))
			depth++;
		else if (!depth && part && is_statement(r, i, part))
			return i;
		else if (!depth && part && is_statement(r, i, "elif"))
			return i;
		else if (is_statement(r, i, "endif") ||
			 is_statement(r, i, "endfor"))
			if (!depth--)
				return i;
	}
	return i;
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
	size_t end = find_end(r, i, NULL);
	int rc = 0;

	*next = end + 1;
	if (end == r->n)
		return refuse(r, i, "an 'if' without its end");
	while (i < end) {
		size_t part = find_end(r, i, "else");
		struct jinja_expr e = expression(r, i);
		bool last = jinja_word(&e, "else");
		if (!last && !jinja_word(&e, "if"))
			jinja_word(&e, "elif");
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
		bind(r, l->name[k], k < v->n ? v->item[k] : jinja_text(""));
}

/* The items that the condition lets through. */
static int choose(struct run *r, const struct loop *l, struct jinja *list,
		  size_t i)
{
	struct jinja some = { .type = J_LIST };
	int rc = 0;

	for (size_t k = 0; !rc && l->only && k < list->n; k++) {
		size_t n = r->vars.n;
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
	if (l->only)
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
	return loop;
}

static int read_loop(struct run *r, size_t i, struct loop *l,
		     struct jinja *list)
{
	struct jinja_expr e = expression(r, i);

	jinja_word(&e, "for");
	l->name[0] = jinja_name(&e);
	l->name[1] = jinja_word(&e, ",") ? jinja_name(&e) : NULL;
	if (!l->name[0] || !jinja_word(&e, "in"))
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
	size_t end = find_end(r, i, NULL), other = find_end(r, i, "else");
	struct loop l = { .first = i + 1, .end = other };
	struct jinja list = { 0 };
	int rc;

	*next = end + 1;
	if (end == r->n)
		return refuse(r, i, "a 'for' without its end");
	if ((rc = read_loop(r, i, &l, &list)) < 0 ||
	    (rc = choose(r, &l, &list, i)) < 0)
		return rc;
	if (list.type != J_LIST || !list.n)
		return other < end ? run_range(r, other + 1, end) : 0;
	for (size_t k = 0; !rc && k < list.n; k++) {
		size_t n = r->vars.n;
		bind(r, "loop", position(r, k, list.n));
		bind_item(r, &l, &list.item[k]);
		rc = run_range(r, l.first, l.end);
		r->vars.n = n;
	}
	return rc;
}

static int run_set(struct run *r, size_t i)
{
	struct jinja_expr e = expression(r, i);

	jinja_word(&e, "set");
	const char *name = jinja_name(&e);
	if (!name || !jinja_word(&e, "="))
		return refuse(r, i, "this form of 'set'");
	struct jinja v = jinja_eval(&e);
	bind(r, name, v);
	return settled(r, i, &e);
}

static int run_range(struct run *r, size_t from, size_t to)
{
	int rc = 0;

	if (++r->depth > MAX_DEPTH || r->out->len > MAX_OUTPUT)
		return refuse(r, from, "a template that deep");
	for (size_t i = from; !rc && i < to;) {
		const struct piece *p = &r->piece[i];
		size_t next = i + 1;
		if (p->kind == TEXT) {
			strbuf_add(r->out, p->s, p->n);
		} else if (p->kind == PRINT) {
			struct jinja_expr e = expression(r, i);
			struct jinja v = jinja_eval(&e);
			rc = settled(r, i, &e);
			jinja_print(r->out, &v);
		} else if (is_statement(r, i, "if")) {
			rc = run_if(r, i, &next);
		} else if (is_statement(r, i, "for")) {
			rc = run_for(r, i, &next);
		} else if (is_statement(r, i, "set")) {
			rc = run_set(r, i);
		} else {
			rc = refuse(r, i, "this statement");
		}
		i = next;
	}
	r->depth--;
	return rc;
}

int jinja_render(struct strbuf *out, const char *template, size_t n,
		 const char *name, const struct jinja *vars)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run r = { .name = name, .out = &text };
	int rc;

	if (n && template[n - 1] == '\n') /* jinja2 drops it, too */
		n--;
	for (size_t i = 0; i < vars->n; i++)
		bind(&r, vars->key[i], vars->item[i]);
	rc = take_apart(&r, template, template + n);
	if (!rc)
		rc = run_range(&r, 0, r.n);
	if (!rc)
		strbuf_add(out, text.buf, text.len);
	arena_release(&r.arena);
	return rc;
}
