#include "checklist/read_pattern.h"

#include "base/cleanup.h"

#include <string.h>

/*
 * A group is what stands between two "*": text, and names with text behind each.
 * For where a group begins, the first place of each text that fits is the one to
 * take: a later one leaves no name more room, since names hold no blanks.  And
 * where it does not fit from one place, it does not from any other up to the end
 * of the first name's word, see step().  So no byte is looked at more often than
 * there are names.
 */
struct group {
	struct read_value text[READ_NAMES_MAX + 1];
	size_t n; /* names */
};

/* Names up to the next "*", or the end. */
static struct group next_group(const struct read_pattern *p, const char *text,
			       size_t n, size_t *i)
{
	struct group g = { .text = { { text, n } } };

	for (; *i < p->n && p->piece[*i].name; ++*i)
		g.text[++g.n] = (struct read_value){ p->piece[*i].text,
						     p->piece[*i].n };
	return g;
}

static size_t word_end(const char *line, size_t n, size_t at)
{
	const char *blank = memchr(line + at, ' ', n - at);

	return blank ? (size_t)(blank - line) : n;
}

static bool is_at(const char *line, size_t n, size_t at,
		  const struct read_value *text)
{
	return n - at >= text->n && !memcmp(line + at, text->s, text->n);
}

/* The first place of a text with a word before it that begins at `at` and goes on
 * to `end`; n + 1: none. */
static size_t find_behind(const char *line, size_t n, size_t at, size_t end,
			  const struct read_value *text)
{
	const char *blank = memchr(text->s, ' ', text->n);
	const char *found;

	if (at == end)
		return n + 1;
	if (blank) { /* it is where the word ends */
		size_t k = (size_t)(blank - text->s);
		bool fits = end - at > k && is_at(line, n, end - k, text);
		return fits ? end - k : n + 1;
	}
	found = memmem(line + at + 1, end - at - 1, text->s, text->n);
	return found ? (size_t)(found - line) : n + 1;
}

/* Names and texts from `at`, behind the first text.  The end, or n + 1. */
static size_t follow(const struct group *g, const char *line, size_t n,
		     size_t at, struct read_value *out)
{
	for (size_t i = 0; i < g->n; i++) {
		size_t next = find_behind(line, n, at, word_end(line, n, at),
					  &g->text[i + 1]);
		if (next > n)
			return next;
		out[i] = (struct read_value){ line + at, next - at };
		at = next + g->text[i + 1].n;
	}
	return at;
}

static size_t step(const struct group *g, const char *line, size_t n, size_t at)
{
	size_t behind = word_end(line, n, at + g->text[0].n) + 1;

	return behind - g->text[0].n;
}

/* The first place from `at` on.  The end, or n + 1. */
static size_t search(const struct group *g, const char *line, size_t n,
		     size_t at, struct read_value *out)
{
	const struct read_value *text = &g->text[0];

	while (at <= n) {
		const char *found = memmem(line + at, n - at, text->s, text->n);
		if (!found)
			break;
		at = (size_t)(found - line);
		size_t end = follow(g, line, n, at + text->n, out);
		if (end <= n)
			return end;
		at = step(g, line, n, at);
	}
	return n + 1;
}

/* A pattern without "*": the last name takes what is left. */
static bool fits_whole(const struct group *g, const char *line, size_t n,
		       struct read_value *out)
{
	struct group but_last = *g;
	const struct read_value *last = &g->text[g->n];
	size_t at;

	but_last.n--;
	if (!is_at(line, n, 0, &g->text[0]))
		return false;
	at = follow(&but_last, line, n, g->text[0].n, out);
	if (at > n || n - at <= last->n || !is_at(line, n, n - last->n, last))
		return false;
	out[g->n - 1] = (struct read_value){ line + at, n - last->n - at };
	return !memchr(line + at, ' ', n - last->n - at);
}

static void add_backwards(struct strbuf *out, const char *s, size_t n)
{
	while (n)
		strbuf_addc(out, s[--n]);
}

/* The last group ends where the line does: the same, read backwards. */
static bool fits_end(const struct group *g, const char *line, size_t n,
		     size_t from, struct read_value *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf texts = STRBUF_INIT;
	struct read_value got[READ_NAMES_MAX];
	struct group back = { .n = g->n };
	size_t used = 0, len = n - from;

	add_backwards(&text, line + from, len);
	for (size_t i = 0; i <= g->n; i++)
		add_backwards(&texts, g->text[g->n - i].s, g->text[g->n - i].n);
	for (size_t i = 0; i <= g->n; i++) {
		back.text[i].s = texts.buf + used;
		back.text[i].n = g->text[g->n - i].n;
		used += back.text[i].n;
	}
	if (!is_at(text.buf, len, 0, &back.text[0]) ||
	    follow(&back, text.buf, len, back.text[0].n, got) > len)
		return false;
	for (size_t i = 0; i < g->n; i++) {
		size_t end = n - (size_t)(got[i].s - text.buf);
		out[g->n - 1 - i] =
			(struct read_value){ line + end - got[i].n, got[i].n };
	}
	return true;
}

bool read_pattern_fits(const struct read_pattern *p, const char *line, size_t n,
		       struct read_value out[READ_NAMES_MAX])
{
	size_t i = 0, at;
	struct group g = next_group(p, p->before, p->n_before, &i);

	if (i == p->n)
		return fits_whole(&g, line, n, out);
	if (!is_at(line, n, 0, &g.text[0]))
		return false;
	at = follow(&g, line, n, g.text[0].n, out);
	while (at <= n) {
		const struct read_piece *star = &p->piece[i++];
		out += g.n;
		g = next_group(p, star->text, star->n, &i);
		if (i == p->n)
			return fits_end(&g, line, n, at, out);
		at = search(&g, line, n, at, out);
	}
	return false;
}
