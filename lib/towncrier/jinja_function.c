#include "towncrier/jinja_function.h"

#include <string.h>

static struct jinja indent_of(struct jinja_expr *e,
			      const struct jinja_args *args)
{
	const struct jinja *first = jinja_arg(args, 0, "text");
	const char *text = first ? jinja_string(e->arena, first) : "";
	struct jinja *bullets = jinja_variable(e->vars, "all_bullets");

	if ((bullets && jinja_is_true(bullets)) || starts_with(text, "- ") ||
	    starts_with(text, "* "))
		return jinja_text("  ");
	return jinja_text(starts_with(text, "#. ") ? "   " : "");
}

static struct jinja range(struct jinja_expr *e, const struct jinja_args *args)
{
	const struct jinja *a = jinja_arg(args, 0, NULL);
	const struct jinja *b = jinja_arg(args, 1, NULL);
	struct jinja list = { .type = J_LIST };
	long from = a && b ? a->number : 0, to = b ? b->number : 0;

	if (!b && a)
		to = a->number;
	for (long i = from; i < to && list.n <= JINJA_MAX_ITEMS; i++)
		jinja_push(e->arena, &list, jinja_int(i));
	return list;
}

/* joiner(", "): nothing at the first call, ", " at all later ones. */
static struct jinja new_joiner(struct jinja_expr *e,
			       const struct jinja_args *args)
{
	const struct jinja *between = jinja_arg(args, 0, "sep");
	struct jinja v = { .type = J_CALL, .text = "joined", .n = 2 };

	v.item = arena_alloc(e->arena, 2 * sizeof(*v.item));
	v.item[0] = between ? *between : jinja_text(", ");
	v.item[1] = jinja_bool(false);
	return v;
}

static struct jinja joined(struct jinja *joiner)
{
	bool before = joiner->item[1].number;

	joiner->item[1].number = 1;
	return before ? joiner->item[0] : jinja_text("");
}

bool jinja_is_function(const char *name)
{
	static const char *const names[] = { "get_indent", "joiner",
					     "namespace", "dict", "range" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

bool jinja_function(struct jinja *out, struct jinja_expr *e,
		    const struct jinja *f, const struct jinja_args *args)
{
	struct jinja self = *f;

	if (!strcmp(f->text, "joined") && f->n == 2) {
		*out = joined(&self);
		return true;
	}
	if (f->n) /* see define_macro() */
		return false;
	if (!strcmp(f->text, "get_indent"))
		*out = indent_of(e, args);
	else if (!strcmp(f->text, "range"))
		*out = range(e, args);
	else if (!strcmp(f->text, "joiner"))
		*out = new_joiner(e, args);
	else
		*out = args->named;
	out->type = out->type ? out->type : J_DICT;
	return true;
}
