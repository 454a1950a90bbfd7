#include "changelog/entry.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A number right behind `i`; how many digits, 0: none, or too long to be one. */
static size_t number(const char *s, size_t n, size_t i, unsigned long *out)
{
	size_t from = i;

	*out = 0;
	while (i < n && isdigit((unsigned char)s[i]) && i - from < 10)
		*out = *out * 10 + (unsigned long)(s[i++] - '0');
	return i < n && isdigit((unsigned char)s[i]) ? 0 : i - from;
}

/* What introduces a number at `i`: its length, 0 if nothing does. */
static size_t mark(const char *s, size_t n, size_t i)
{
	static const char *const marks[] = { "#",        "!",
					     "GH-",      "/pull/",
					     "/issues/", "/merge_requests/" };
	bool word = i && (isalnum((unsigned char)s[i - 1]) || s[i - 1] == '&');

	for (int k = 0; k < 6; k++) {
		size_t len = strlen(marks[k]);
		if (n - i > len && !memcmp(s + i, marks[k], len) &&
		    (k >= 3 || !word))
			return len;
	}
	return 0;
}

static int by_value(const void *a, const void *b)
{
	unsigned long x = *(const unsigned long *)a;
	unsigned long y = *(const unsigned long *)b;

	return x < y ? -1 : x > y;
}

static void collect(struct arena *a, const char *s, size_t n,
		    unsigned long **id, size_t *n_ids)
{
	unsigned long value;
	size_t k = 0;

	*id = NULL;
	*n_ids = 0;
	for (size_t i = 0; i < n; i++) {
		size_t len = mark(s, n, i);
		if (!len || !number(s, n, i + len, &value))
			continue;
		*id = arena_grow(a, *id, *n_ids, sizeof(**id));
		(*id)[(*n_ids)++] = value;
	}
	if (*n_ids > 1)
		qsort(*id, *n_ids, sizeof(**id), by_value);
	for (size_t i = 0; i < *n_ids; i++)
		if (!k || (*id)[k - 1] != (*id)[i])
			(*id)[k++] = (*id)[i];
	*n_ids = k;
}

/* Where the brackets at the end of the text begin; its end if there are none. */
static size_t last_brackets(const char *s, size_t n)
{
	size_t i = n, depth = 0;

	while (i && (isspace((unsigned char)s[i - 1]) || s[i - 1] == '.'))
		i--;
	if (!i || s[i - 1] != ')')
		return n;
	while (i--) {
		depth += s[i] == ')';
		if (s[i] == '(' && --depth == 0)
			return i;
	}
	return n;
}

void entry_ids(struct arena *a, const char *s, size_t n, unsigned long **id,
	       size_t *n_ids)
{
	size_t from = last_brackets(s, n);

	collect(a, s + from, n - from, id, n_ids);
	if (!*n_ids)
		collect(a, s, n, id, n_ids);
}

bool piece_has_id(const struct piece *p, unsigned long id)
{
	for (size_t i = 0; i < p->n_ids; i++)
		if (p->id[i] == id)
			return true;
	return false;
}

static bool has_list(const struct piece *p)
{
	const char *s = p->s, *end = p->s + p->n;

	for (s = memchr(s, '\n', p->n); s;
	     s = memchr(s, '\n', (size_t)(end - s))) {
		for (s++; s < end && (*s == ' ' || *s == '\t'); s++)
			;
		if (end - s > 1 && strchr("-*+", *s) && s[1] == ' ')
			return true;
	}
	return false;
}

/* Behind a number at the end: what shuts it, and where its link leads. */
static bool is_end(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == ']' && i + 1 < n && strchr("([", s[i + 1])) {
			const char *shut = memchr(s + i + 1,
						  s[i + 1] == '(' ? ')' : ']',
						  n - i - 1);
			if (!shut)
				return false;
			i = (size_t)(shut - s);
		} else if (!strchr(" \t\r\n()[]<>`_*.,;", s[i])) {
			return false;
		}
	}
	return true;
}

bool piece_is_numbered(const struct piece *p)
{
	unsigned long value;
	size_t end = 0, first = p->n;

	if (has_list(p))
		return false;
	for (size_t i = 0; i < p->n; i++) {
		size_t len = mark(p->s, p->n, i);
		size_t digits = len ? number(p->s, p->n, i + len, &value) : 0;
		if (!digits)
			continue;
		if (i &&
		    strchr("([", p->s[i - 1])) /* "(#12)", whatever follows */
			return true;
		first = first < i ? first : i;
		end = i + len + digits;
	}
	size_t begin = 0;
	while (begin < first && strchr(" \t-*+([`", p->s[begin]))
		begin++;
	return end && (begin == first || is_end(p->s + end, p->n - end) ||
		       last_brackets(p->s, p->n) < first);
}

bool piece_ids_within(const struct piece *a, const struct piece *b)
{
	for (size_t i = 0; i < a->n_ids; i++)
		if (!piece_has_id(b, a->id[i]))
			return false;
	return a->n_ids > 0;
}

bool piece_same_ids(const struct piece *a, const struct piece *b)
{
	return a->n_ids == b->n_ids && piece_ids_within(a, b);
}

static size_t skip_space(const struct piece *p, size_t i)
{
	while (i < p->n && isspace((unsigned char)p->s[i]))
		i++;
	return i;
}

bool piece_same_text(const struct piece *a, const struct piece *b)
{
	size_t i = skip_space(a, 0), k = skip_space(b, 0);

	if (a->entry != b->entry)
		return false;
	while (i < a->n && k < b->n) {
		size_t x = skip_space(a, i), y = skip_space(b, k);
		if ((x > i) != (y > k) && x < a->n && y < b->n)
			return false;
		if (x == a->n || y == b->n)
			break;
		/* the marker of an entry is a matter of style */
		bool marker = !i && !k && a->entry &&
			      memchr("*-+", a->s[x], 3) &&
			      memchr("*-+", b->s[y], 3);
		if (a->s[x] != b->s[y] && !marker)
			return false;
		i = x + 1;
		k = y + 1;
	}
	return skip_space(a, i) == a->n && skip_space(b, k) == b->n;
}
