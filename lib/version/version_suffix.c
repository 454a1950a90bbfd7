#include "version/version_suffix.h"

#include <string.h>

const char suffix_too_long[] = "too long";

size_t suffix_digits(const char *s)
{
	return strspn(s, "0123456789");
}

bool suffix_number(unsigned long *out, const char *s, size_t n)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (__builtin_mul_overflow(*out, 10UL, out) ||
		    __builtin_add_overflow(*out, (unsigned long)(s[i] - '0'),
					   out))
			return false;
	}
	return true;
}

const char *suffix_epoch(const char *s)
{
	size_t n = suffix_digits(s);

	return n && s[n] == '!' ? s + n + 1 : s;
}

char suffix_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

size_t suffix_word(const char *s, const char *more)
{
	size_t n = 0;

	for (;; n++) {
		char c = suffix_lower(s[n]);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (!c || (!plain && !strchr(more, c)))
			return n;
	}
}

bool suffix_add(char *to, size_t size, const char *s, size_t n)
{
	size_t used = strlen(to);

	if (n >= size - used)
		return false;
	memcpy(to + used, s, n);
	to[used + n] = '\0';
	return true;
}

bool suffix_add_number(char *to, size_t size, const char *s, size_t n)
{
	while (n > 1 && *s == '0') {
		s++;
		n--;
	}
	return n ? suffix_add(to, size, s, n) : suffix_add(to, size, "0", 1);
}

static int identifier_cmp(const char *a, size_t n, const char *b, size_t m,
			  int number_first)
{
	bool a_number = suffix_digits(a) >= n, b_number = suffix_digits(b) >= m;
	int r;

	if (a_number != b_number)
		return a_number ? -number_first : number_first;
	if (a_number && n != m)
		return n < m ? -1 : 1; /* no leading zeros */
	r = memcmp(a, b, n < m ? n : m);
	if (r)
		return r < 0 ? -1 : 1;
	return (n > m) - (n < m);
}

int suffix_cmp(const char *a, const char *b, int number_first)
{
	while (*a && *b) {
		size_t n = strcspn(a, "."), m = strcspn(b, ".");
		int r = identifier_cmp(a, n, b, m, number_first);

		if (r)
			return r;
		a += n + (a[n] == '.');
		b += m + (b[m] == '.');
	}
	return (*a != '\0') - (*b != '\0');
}
