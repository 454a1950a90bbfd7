#include "towncrier/jinja_scan.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <string.h>

struct jinja jinja_fault(struct jinja_expr *e, const char *what)
{
	if (!e->fault)
		e->fault = what;
	e->p = e->end;
	return (struct jinja){ .type = J_NONE };
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

bool jinja_next_is(struct jinja_expr *e, char c)
{
	jinja_blank(e);
	return e->p < e->end && *e->p == c;
}

bool jinja_word_here(struct jinja_expr *e, const char *word)
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
	if (from == e->end || isdigit((unsigned char)*from))
		return NULL;
	while (e->p < e->end && is_letter(*e->p))
		e->p++;
	return e->p > from ?
		       arena_strndup(e->arena, from, (size_t)(e->p - from)) :
		       NULL;
}

struct jinja jinja_quoted(struct jinja_expr *e)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	char quote = *e->p++;

	for (; e->p < e->end && *e->p != quote; e->p++) {
		if (*e->p != '\\' || e->p + 1 == e->end) {
			strbuf_addc(&sb, *e->p);
			continue;
		}
		e->p++;
		if (*e->p == 'n' || *e->p == 't' || *e->p == 'r')
			strbuf_addc(&sb, *e->p == 'n' ? '\n' :
					 *e->p == 't' ? '\t' :
							'\r');
		else if (*e->p == '\\' || *e->p == '\'' || *e->p == '"')
			strbuf_addc(&sb, *e->p);
		else if (isalnum((unsigned char)*e->p))
			return jinja_fault(e, "this escape in a text");
		else
			strbuf_addf(&sb, "\\%c", *e->p);
	}
	if (e->p == e->end)
		return jinja_fault(e, "text without an end");
	e->p++;
	return jinja_text(arena_strndup(e->arena, sb.buf, sb.len));
}

struct jinja jinja_number(struct jinja_expr *e)
{
	long value = 0;

	while (e->p < e->end && isdigit((unsigned char)*e->p) &&
	       value < 100000000)
		value = value * 10 + (*e->p++ - '0');
	return jinja_int(value);
}

struct jinja *jinja_variable(struct jinja_vars *vars, const char *name)
{
	for (size_t i = vars->n; i-- > 0;)
		if (!strcmp(vars->item[i].name, name))
			return &vars->item[i].value;
	return NULL;
}
