#include "towncrier/jinja_lex.h"

#include <ctype.h>
#include <string.h>

static const struct {
	const char *word;
	enum jinja_kind kind;
} words[] = {
	{ "if", JINJA_IF },       { "elif", JINJA_ELIF },
	{ "else", JINJA_ELSE },   { "endif", JINJA_ENDIF },
	{ "for", JINJA_FOR },     { "endfor", JINJA_ENDFOR },
	{ "set", JINJA_SET },     { "endset", JINJA_ENDSET },
	{ "with", JINJA_WITH },   { "endwith", JINJA_ENDWITH },
	{ "macro", JINJA_MACRO }, { "endmacro", JINJA_ENDMACRO },
};

/* The statement without its word. */
static void name_statement(struct jinja_piece *p)
{
	const char *end = p->s + p->n, *word;

	while (p->s < end && isspace((unsigned char)*p->s))
		p->s++;
	for (word = p->s; p->s < end && isalpha((unsigned char)*p->s);)
		p->s++;
	size_t n = (size_t)(p->s - word);
	p->n = (size_t)(end - p->s);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i].word) == n &&
		    !memcmp(words[i].word, word, n))
			p->kind = words[i].kind;
	p->block = p->kind == JINJA_SET && !memchr(p->s, '=', p->n);
}

static void add(struct jinja_pieces *p, enum jinja_kind kind, const char *s,
		const char *end, int line)
{
	p->piece = arena_grow(p->arena, p->piece, p->n, sizeof(*p->piece));
	p->piece[p->n] =
		(struct jinja_piece){ kind, false, s, (size_t)(end - s), line };
	if (kind == JINJA_STATEMENT)
		name_statement(&p->piece[p->n]);
	p->n++;
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

/* Behind texts in quotes, and brackets; NULL: nothing closes it. */
static const char *find_close(const char *s, const char *end, const char *shut)
{
	int depth = 0;

	if (*shut == '#')
		return s < end ? memmem(s, (size_t)(end - s), shut, 2) : NULL;
	for (; s + 1 < end; s++) {
		if (!depth && !memcmp(s, shut, 2))
			return s;
		if (*s == '"' || *s == '\'') {
			char quote = *s++;
			while (s < end && *s != quote)
				s += 1 + (*s == '\\' && s + 1 < end);
		} else if (strchr("([{", *s)) {
			depth++;
		} else if (depth && strchr(")]}", *s)) {
			depth--;
		}
	}
	return NULL;
}

static const char *skip_space(const char *s, const char *end)
{
	while (s < end && isspace((unsigned char)*s))
		s++;
	return s;
}

int jinja_lex(struct jinja_pieces *p, const char *s, size_t n)
{
	const char *end = s + n;
	int line = 1;

	while (s < end) {
		const char *open = find_open(s, end), *stop = open;
		char sign = open + 2 < end ? open[2] : ' ';
		while (sign == '-' && stop > s &&
		       isspace((unsigned char)stop[-1]))
			stop--;
		if (stop > s)
			add(p, JINJA_TEXT, s, stop, line);
		line += count_lines(s, open);
		if (open == end)
			return 0;
		char kind = open[1];
		const char shut[] = { kind == '{' ? '}' : kind, '}', '\0' };
		const char *in = open + 2 + (sign == '-' || sign == '+');
		const char *close = find_close(in, end, shut);
		if (!close)
			return error(E_CONFIG, "%s:%d: '%.2s' without '%s'",
				     p->name, line, open, shut);
		char last = close > in ? close[-1] : ' ';
		if (kind != '#')
			add(p, kind == '{' ? JINJA_PRINT : JINJA_STATEMENT, in,
			    close - (last == '-' || last == '+'), line);
		s = close + 2;
		if (last == '-')
			s = skip_space(s, end);
		else if (kind != '{' && last != '+' && s < end && *s == '\n')
			s++;
		line += count_lines(open, s);
	}
	return 0;
}

size_t jinja_block_end(const struct jinja_pieces *p, size_t i, bool part)
{
	int depth = 0;

	for (i++; i < p->n; i++) {
		switch (p->piece[i].kind) {
		case JINJA_IF:
		case JINJA_FOR:
		case JINJA_WITH:
		case JINJA_MACRO:
			depth++;
			break;
		case JINJA_SET:
			depth += p->piece[i].block;
			break;
		case JINJA_ELSE:
		case JINJA_ELIF:
			if (!depth && part)
				return i;
			break;
		case JINJA_ENDIF:
		case JINJA_ENDFOR:
		case JINJA_ENDSET:
		case JINJA_ENDWITH:
		case JINJA_ENDMACRO:
			if (!depth--)
				return i;
			break;
		case JINJA_TEXT:
		case JINJA_PRINT:
		case JINJA_STATEMENT:
			break;
		}
	}
	return i;
}
