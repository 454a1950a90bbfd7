#include "pick/subject.h"

#include "base/platform.h"
#include "pick/ascii.h"
#include "pick/branch_name.h"
#include "pick/title.h"

#include <string.h>

static void add_title(struct provenance *out, const struct title *t,
		      size_t line)
{
	const struct pointer p = {
		.kind = POINTER_TITLE,
		.form = t->form,
		.subject = provenance_text(out, t->s, t->n),
		.line = line,
	};

	if (t->form && *p.subject)
		provenance_add(out, &p);
}

static void add_named(struct provenance *out, enum pointer_kind kind,
		      const char *form, const struct named *named, size_t line)
{
	const struct pointer p = {
		.kind = kind,
		.id = provenance_id(out, named->id, named->n),
		.form = form,
		.url = named->url_n ? arena_strndup(out->arena, named->url,
						    named->url_n) :
				      NULL,
		.line = line,
	};

	provenance_add(out, &p);
}

/* "(#1) (GH-2)" behind the title, in this order. */
static void numbers(struct provenance *out, struct cursor c, size_t line)
{
	struct named number;

	while (c.at < c.n) {
		const char *open = memchr(c.s + c.at, '(', c.n - c.at);
		if (!open)
			return;
		c.at = (size_t)(open - c.s) + 1;
		struct cursor at = c;
		char first = cursor_peek(&c);
		if ((!ascii_is_alnum(first) && first != '#' && first != '!') ||
		    !cursor_request(&at, &number) || cursor_peek(&at) != ')')
			continue;
		c.at = at.at + 1;
		add_named(out, POINTER_CHANGE, "(#n)", &number, line);
	}
}

/* "[PR #n/<id> backport][<target>] <title>" of Patchback. */
static void patchback(struct provenance *out, struct cursor c, size_t line)
{
	struct named number, id;

	if (cursor_peek(&c) != '[')
		return;
	c.at++;
	if (!ascii_begins(c.s + c.at, c.n - c.at, "pr ", 3) ||
	    !cursor_request(&c, &number))
		return;
	c.at += cursor_peek(&c) == '/';
	bool has_id = cursor_id(&c, 0, &id);
	cursor_blanks(&c);
	if (!cursor_take_word(&c, "backport"))
		return;
	add_named(out, POINTER_PICK_CHANGE, "[PR #n backport]", &number, line);
	if (has_id)
		add_named(out, POINTER_PICK, "[PR #n backport]", &id, line);
}

/* Revert "...", Reapply "...": up to the last quote, or all if it is lost. */
static bool undoes(struct provenance *out, struct cursor *c,
		   struct subject *sub)
{
	struct cursor at = *c;
	bool again = cursor_take_word(&at, "reapply|reland");

	if (!again && !cursor_take_word(&at, "revert"))
		return false;
	cursor_blanks(&at);
	if (cursor_peek(&at) != '"')
		return false;
	const char *s = at.s + at.at + 1;
	const char *end = platform_last(s, '"', at.n - at.at - 1);
	size_t n = end ? (size_t)(end - s) : at.n - at.at - 1;
	const struct pointer p = {
		.kind = again ? POINTER_REAPPLY : POINTER_REVERT,
		.form = again ? "Reapply \"...\"" : "Revert \"...\"",
		.subject = provenance_text(out, s, n),
		.line = sub->line,
	};
	if (*p.subject)
		provenance_add(out, &p);
	c->at = end ? (size_t)(end - at.s) + 1 : at.n;
	sub->begin = c->at;
	sub->reapply = again;
	return true;
}

/* "Merge pull request #n from <owner>/<branch>", "Merge branch '<branch>' into
 * <target>": true if it is one, and its title in the next line. */
static bool merge(struct provenance *out, struct subject *sub, struct cursor c)
{
	const size_t line = sub->line;
	struct named number;

	if (!cursor_take_word(&c, "merge"))
		return false;
	cursor_blanks(&c);
	if (cursor_request(&c, &number)) {
		add_named(out, POINTER_CHANGE, "Merge pull request", &number,
			  line);
		cursor_blanks(&c);
		if (!cursor_take_word(&c, "from"))
			return true;
	} else {
		if (cursor_take_word(&c, "remote"))
			cursor_join(&c);
		if (cursor_take_word(&c, "tracking"))
			cursor_join(&c);
		if (!cursor_take_word(&c, "branch"))
			return false;
	}
	cursor_blanks(&c);
	c.at += cursor_peek(&c) == '\'';
	size_t end = c.at;
	while (end < c.n && (unsigned char)c.s[end] > ' ' && c.s[end] != '\'')
		end++;
	sub->begin = end;
	branch_name_read(out, c.s + c.at, end - c.at, line);
	return true;
}

static void skip_empty_lines(struct cursor *c, size_t *line)
{
	for (; c->at < c->n; c->at++) {
		if (c->s[c->at] == '\n')
			(*line)++;
		else if (!ascii_is_blank(c->s[c->at]))
			return;
	}
}

static void title(struct provenance *out, const struct cursor *c,
		  struct subject *sub, size_t line)
{
	struct title t;

	patchback(out, *c, line);
	title_find(&t, c);
	sub->edited = t.edited;
	add_title(out, &t, line);
	struct cursor rest = { c->s, c->n, (size_t)(t.s - c->s) + t.n };
	numbers(out, rest, line);
}

void subject_read(struct provenance *out, const struct cursor *message,
		  struct subject *sub)
{
	struct cursor c = *message, line;

	*sub = (struct subject){ .line = 1 };
	skip_empty_lines(&c, &sub->line);
	sub->begin = c.at;
	line = (struct cursor){ c.s, cursor_line_end(&c), c.at };
	if (undoes(out, &line, sub)) {
		numbers(out, line, sub->line);
		return;
	}
	if (!merge(out, sub, line)) {
		title(out, &line, sub, sub->line);
		return;
	}
	/* the request's own title */
	size_t at = sub->line;
	c.at = line.n;
	skip_empty_lines(&c, &at);
	line = (struct cursor){ c.s, cursor_line_end(&c), c.at };
	title(out, &line, sub, at);
}
