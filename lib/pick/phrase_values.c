#include "pick/phrase_values.h"

#include "pick/ascii.h"

#include <string.h>

static enum pointer_kind kind_of(const struct phrase *p,
				 const struct phrase_said *said)
{
	if (p->kind != POINTER_PICK && p->kind != POINTER_EDITED)
		return p->kind;
	return said->negative ? POINTER_NEGATIVE :
	       said->edited   ? POINTER_EDITED :
				p->kind;
}

static struct pointer pointer_of(struct provenance *out, const struct phrase *p,
				 const struct phrase_said *said,
				 const struct named *named)
{
	struct pointer ptr = {
		.kind = kind_of(p, said),
		.form = p->form,
		.line = said->line,
		.partial = said->partial,
	};

	ptr.id = p->flags & P_TEXT ?
			 arena_strndup(out->arena, named->id, named->n) :
			 provenance_id(out, named->id, named->n);
	if (named->url_n)
		ptr.url = arena_strndup(out->arena, named->url, named->url_n);
	return ptr;
}

static bool says_no(const char *s, size_t n)
{
	return ascii_begins(s, n, "not", 3) || ascii_begins(s, n, "never", 5) ||
	       ascii_begins(s, n, "cannot", 6) ||
	       (n > 3 && ascii_begins(s + n - 3, 3, "n't", 3));
}

/* Behind an id: "(partial)", ", except for", "cannot be backported". */
static void take_verdict(struct cursor c, struct phrase_said *said)
{
	bool no = false;

	cursor_join(&c);
	if (cursor_peek(&c) && strchr("(,;", cursor_peek(&c)))
		c.at++;
	cursor_join(&c);
	if (cursor_take_word(&c, "partial|partially|partly|except"))
		said->partial = said->edited = true;
	else if (cursor_take_word(&c, "modified|edited|adapted|adjusted"))
		said->edited = true;
	for (int i = 0; i < 6; i++) {
		size_t begin = c.at;
		if (no && cursor_take_word(&c, "backport|backported|cherry|"
					       "picked|applied|applicable"))
			said->negative = true;
		while (c.at < c.n && c.at - begin < 16 &&
		       (ascii_is_alnum(c.s[c.at]) || c.s[c.at] == '\''))
			c.at++;
		size_t n = c.at - begin;
		const char *s = c.s + begin;
		no = no || (i < 3 && says_no(s, n));
		if (!n)
			return;
		cursor_join(&c);
	}
}

/* What is between two ids of a list: ", and", "^..".  "and" may be in the next
 * line. */
static bool take_and(struct cursor *c)
{
	size_t begin;

	cursor_blanks(c);
	begin = c->at;
	if (c->n - c->at > 3 && !memcmp(c->s + c->at, "^..", 3))
		c->at += 3;
	else if (cursor_peek(c) && strchr(",;&+", cursor_peek(c)))
		c->at++;
	struct cursor at = *c;
	cursor_join(&at);
	if (cursor_take_word(&at, "and"))
		*c = at;
	bool any = c->at > begin;
	cursor_blanks(c);
	return any;
}

/* The next id of a list: behind a comma or "and"; in the next line if the list
 * has a line for each. */
static bool next_of_list(struct cursor *c, bool lines, struct named *named)
{
	struct cursor at = *c;
	bool more = take_and(&at);

	if (cursor_peek(&at) == '\n' && (more || lines)) {
		at.at++;
		more = true;
	}
	cursor_blanks(&at);
	if (!more)
		return false;
	if (cursor_take_word(&at, "commit|commits"))
		cursor_blanks(&at);
	if (!cursor_id(&at, 0, named) || !named->sure)
		return false;
	*c = at;
	return true;
}

/* Of a range "a..b" the first is not a part. */
static void take_range(struct cursor *c, struct named *named)
{
	struct cursor at = *c;
	struct named last;

	if (at.n - at.at < 2 || memcmp(at.s + at.at, "..", 2) != 0)
		return;
	at.at += 2;
	if (!cursor_id(&at, 0, &last))
		return;
	*named = last;
	*c = at;
}

/* Nothing but the end of a sentence, or a bracket. */
static bool is_line_end(struct cursor c)
{
	cursor_blanks(&c);
	while (cursor_peek(&c) && strchr(".)]", cursor_peek(&c)))
		c.at++;
	cursor_blanks(&c);
	return c.at == c.n || cursor_peek(&c) == '\n';
}

/* Is this id the one the notation means? */
static bool holds(struct cursor *c, const struct phrase *p,
		  const struct phrase_said *said, const struct named *named)
{
	if (p->flags & P_PLAIN && !said->commit && !said->colon && !named->sure)
		return false;
	if (p->flags & P_UPSTREAM) {
		cursor_join(c);
		if (!cursor_take_word(c, "upstream"))
			return false;
	}
	return !(p->flags & P_ALONE) || is_line_end(*c);
}

static bool take_ids(struct provenance *out, struct cursor *c,
		     const struct phrase *p, struct phrase_said said)
{
	struct cursor at = *c;
	struct named named;
	const char *subject;
	size_t n;

	if (!cursor_id(&at, 2, &named) || !holds(&at, p, &said, &named))
		return false;
	bool lines =
		memchr(c->s + c->at, '\n', (size_t)(named.id - (c->s + c->at)));
	struct cursor behind = at;
	if (p->flags & P_LINE)
		behind.n = cursor_line_end(&at);
	take_verdict(behind, &said);
	do {
		take_range(&at, &named);
		struct pointer ptr = pointer_of(out, p, &said, &named);
		if (cursor_subject(&at, p->flags & P_SUBJECT, &subject, &n))
			ptr.subject = provenance_text(out, subject, n);
		provenance_add(out, &ptr);
	} while (next_of_list(&at, lines, &named));
	*c = at;
	return true;
}

static bool take_requests(struct provenance *out, struct cursor *c,
			  const struct phrase *p,
			  const struct phrase_said *said)
{
	struct phrase request = *p;
	struct named named;

	if (!cursor_request(c, &named))
		return false;
	if (said->negative)
		return true;
	if (!(p->flags & P_NUMBER))
		request.kind = POINTER_PICK_CHANGE;
	for (;;) {
		struct pointer ptr = pointer_of(out, &request, said, &named);
		provenance_add(out, &ptr);
		struct cursor at = *c;
		take_and(&at);
		at.at += cursor_peek(&at) == '-'; /* "of-#1-#2-" */
		if (cursor_peek(&at) != '#' || !cursor_request(&at, &named))
			return true;
		*c = at;
	}
}

/* "Origin: backport, <url>", "Cc: stable@vger.kernel.org # 3.3.x: <id>: why":
 * the first id in the line. */
static bool search(struct provenance *out, struct cursor *c,
		   const struct phrase *p, const struct phrase_said *said)
{
	struct cursor at = *c;
	struct named named;

	at.n = cursor_line_end(c);
	if (p->kind == POINTER_DEP) {
		const char *s = at.s + at.at;
		const char *hash = memchr(s, '#', at.n - at.at);
		if (!hash || !memmem(s, (size_t)(hash - s), "stable@", 7))
			return false;
		at.at = (size_t)(hash - at.s);
	}
	while (at.at < at.n) {
		if (!ascii_is_alnum(cursor_peek(&at))) {
			at.at++;
			continue;
		}
		if (cursor_id(&at, 0, &named) && named.sure) {
			struct pointer ptr = pointer_of(out, p, said, &named);
			provenance_add(out, &ptr);
			c->at = at.at;
			return true;
		}
		while (ascii_is_alnum(cursor_peek(&at)))
			at.at++;
	}
	return false;
}

static bool take_text(struct provenance *out, struct cursor *c,
		      const struct phrase *p, const struct phrase_said *said)
{
	struct cursor at = *c;

	cursor_join(&at);
	struct named text = { .id = at.s + at.at };
	while (text.n < 64 && ascii_is_alnum(cursor_peek(&at))) {
		text.n++;
		at.at++;
	}
	if (text.n < 8)
		return false;
	struct pointer ptr = pointer_of(out, p, said, &text);
	provenance_add(out, &ptr);
	*c = at;
	return true;
}

bool phrase_values(struct provenance *out, struct cursor *c,
		   const struct phrase *p, const struct phrase_said *said)
{
	if (p->flags & P_TEXT)
		return take_text(out, c, p, said);
	if (p->flags & P_SEARCH)
		return search(out, c, p, said);
	if (!(p->flags & P_NUMBER) && take_ids(out, c, p, *said))
		return true;
	return p->flags & (P_REQUEST | P_NUMBER) &&
	       take_requests(out, c, p, said);
}
