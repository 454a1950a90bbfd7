#include "checklist/decimal.h"

#include "base/cleanup.h"

#include <string.h>

#define DIGITS "0123456789"

/* Digits before and behind the point, without zeros that say nothing; zero has
 * neither, and no sign. */
struct parts {
	bool negative;
	const char *whole, *fraction;
	size_t n_whole, n_fraction;
};

static struct parts parts_of(const char *s)
{
	struct parts p = { .negative = *s == '-' };

	s += p.negative;
	s += strspn(s, "0");
	p.whole = s;
	p.n_whole = strspn(s, DIGITS);
	p.fraction = s + p.n_whole + (s[p.n_whole] == '.');
	p.n_fraction = strlen(p.fraction);
	while (p.n_fraction && p.fraction[p.n_fraction - 1] == '0')
		p.n_fraction--;
	p.negative &= p.n_whole + p.n_fraction != 0;
	return p;
}

bool decimal_ok(const char *s)
{
	size_t n = strnlen(s, DECIMAL_MAX + 1);

	if (n > DECIMAL_MAX)
		return false;
	s += *s == '-';
	n = strspn(s, DIGITS);
	if (!s[n])
		return n != 0;
	if (s[n] != '.')
		return false;
	s += n + 1;
	return *s && !s[strspn(s, DIGITS)];
}

static int size_of(const struct parts *a, const struct parts *b)
{
	size_t n = a->n_fraction < b->n_fraction ? a->n_fraction :
						   b->n_fraction;
	int order;

	if (a->n_whole != b->n_whole)
		return a->n_whole < b->n_whole ? -1 : 1;
	order = memcmp(a->whole, b->whole, a->n_whole);
	if (!order)
		order = memcmp(a->fraction, b->fraction, n);
	if (order)
		return order;
	return (a->n_fraction > n) - (b->n_fraction > n);
}

int decimal_compare(const char *a, const char *b)
{
	struct parts x = parts_of(a), y = parts_of(b);

	if (x.negative != y.negative)
		return x.negative ? -1 : 1;
	return x.negative ? size_of(&y, &x) : size_of(&x, &y);
}

static size_t length(const struct parts *p)
{
	return p->n_whole + p->n_fraction;
}

/* The digit that counts 10 to the power of i, from the last one on. */
static int digit(const struct parts *p, size_t i)
{
	return (i < p->n_fraction ?
			p->fraction[p->n_fraction - 1 - i] :
			p->whole[p->n_whole - 1 - (i - p->n_fraction)]) -
	       '0';
}

/* Lowest first; there are as many as both have together. */
static void multiply(unsigned *out, const struct parts *x,
		     const struct parts *y)
{
	size_t n = length(x), m = length(y);

	for (size_t i = 0; i < n; i++) {
		unsigned carry = 0;
		for (size_t j = 0; j < m || carry; j++) {
			carry += out[i + j];
			if (j < m)
				carry += (unsigned)(digit(x, i) * digit(y, j));
			out[i + j] = carry % 10;
			carry /= 10;
		}
	}
}

void decimal_multiply(struct strbuf *out, const char *a, const char *b,
		      size_t shift)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct parts x = parts_of(a), y = parts_of(b);
	size_t scale = x.n_fraction + y.n_fraction + shift;
	size_t n = length(&x) + length(&y), low = 0;
	size_t all = n > scale ? n : scale + 1;
	unsigned *d = arena_alloc(&arena, (all + 1) * sizeof(*d));

	multiply(d, &x, &y);
	while (all > scale + 1 && !d[all - 1])
		all--;
	while (low < scale && !d[low])
		low++;
	if (x.negative != y.negative && length(&x) && length(&y))
		strbuf_addc(out, '-');
	for (size_t i = all; i-- > low;) {
		strbuf_addc(out, (char)('0' + d[i]));
		if (i == scale && i > low)
			strbuf_addc(out, '.');
	}
}
