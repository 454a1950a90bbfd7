#include "pick/provenance.h"

#include "pick/ascii.h"
#include "pick/cursor.h"
#include "pick/phrase.h"
#include "pick/subject.h"

#include <string.h>

struct reader {
	struct provenance *out;
	struct cursor c;
	struct phrase_place place;
	size_t line_end; /* of the line here, if not before it */
	char unclosed;   /* a quote that this line does not close */
};

/* One line further, or what a notation took. */
static void move_to(struct reader *r, size_t to)
{
	for (; r->c.at < to; r->c.at++) {
		if (r->c.s[r->c.at] != '\n')
			continue;
		r->place.line++;
		r->place.line_start = true;
		r->place.bracket = '\0';
		r->unclosed = '\0';
	}
}

/* The line of an answer is somebody else's. */
static void begin_line(struct reader *r)
{
	struct cursor c = r->c;

	cursor_blanks(&c);
	if (cursor_peek(&c) == '>')
		c.at = cursor_line_end(&c);
	else if (cursor_peek(&c) == '\n')
		r->place.before_n = 0; /* a new paragraph */
	move_to(r, c.at);
	c.at += cursor_peek(&c) == '#';
	cursor_blanks(&c);
	if (cursor_take_word(&c, "conflicts|conflict") &&
	    cursor_peek(&c) == ':' && !r->out->conflicts)
		r->out->conflicts = r->place.line;
}

/* What a notation may have between it and the word before. */
static bool is_article(const char *s, size_t n)
{
	static const char *const word[] = { "a", "an", "partial", "clean" };

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (ascii_begins(s, n, word[i], n) && !word[i][n])
			return true;
	return false;
}

static void read_word(struct reader *r)
{
	struct cursor end = r->c, url;

	while (end.at < end.n && ascii_is_alnum(end.s[end.at]))
		end.at++;
	struct cursor at = r->c;
	bool taken = phrase_read(r->out, &at, &r->place) ||
		     (cursor_peek(&end) == ':' && cursor_url(&at, &url));
	const char *word = r->c.s + r->c.at;
	size_t n = end.at - r->c.at;
	if (taken) {
		r->place.before_n = 0;
	} else if (!is_article(word, n)) {
		r->place.before = word;
		r->place.before_n = n;
	}
	if (!taken)
		at.at = end.at;
	move_to(r, at.at);
	r->place.line_start = false;
	r->place.bracket = '\0';
}

/* Past what is quoted here, if the line closes it. */
static void skip_quoted(struct reader *r, char quote)
{
	const char *from = r->c.s + r->c.at + 1;

	if (r->line_end <= r->c.at)
		r->line_end = cursor_line_end(&r->c);
	size_t n = r->line_end - r->c.at - 1;
	const char *end = r->unclosed == quote ? NULL : memchr(from, quote, n);

	if (!end)
		r->unclosed = quote;
	r->c.at = end ? (size_t)(end - r->c.s) + 1 : r->c.at + 1;
}

static void read_mark(struct reader *r, char ch)
{
	if (ascii_is_blank(ch)) {
		r->c.at++;
		return;
	}
	r->place.before_n = 0;
	r->place.bracket = ch == '(' || ch == '[' ? ch : '\0';
	if (!r->place.bracket && ch != '*' && ch != '-' && ch != '+')
		r->place.line_start = false;
	if (ch == '"' || ch == '`')
		skip_quoted(r, ch);
	else
		r->c.at++;
}

/* What the subject says of all that the message holds. */
static void grade(struct provenance *out, const struct subject *subject)
{
	for (size_t i = 0; i < out->n; i++) {
		struct pointer *p = &out->v[i];
		if (p->kind == POINTER_REVERT && subject->reapply)
			p->kind = POINTER_REAPPLY;
		if (p->kind == POINTER_PICK && subject->edited)
			p->kind = POINTER_EDITED;
	}
}

void provenance_read(struct provenance *out, const char *message, size_t n)
{
	struct reader r = {
		.out = out,
		.c = { n ? message : "", n, 0 },
		.place = { .line = 1, .line_start = true },
	};
	struct subject subject;

	*out = (struct provenance){ .arena = out->arena };
	subject_read(out, &r.c, &subject);
	move_to(&r, subject.begin);
	while (r.c.at < r.c.n) {
		char ch = r.c.s[r.c.at];
		if (!r.c.at || r.c.s[r.c.at - 1] == '\n') {
			size_t at = r.c.at;
			begin_line(&r);
			if (r.c.at > at)
				continue;
		}
		if (ascii_is_alnum(ch))
			read_word(&r);
		else if (ch == '\n')
			move_to(&r, r.c.at + 1);
		else
			read_mark(&r, ch);
	}
	grade(out, &subject);
}
